/** OCSP requests and responses (RFC 6960), with every field open to change before it is signed. */
import { CertID, id_pkix_ocsp_basic, OCSPRequest, Request, TBSRequest } from '@peculiar/asn1-ocsp';
import { OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, Extension as SchemaExtension } from '@peculiar/asn1-x509';
import type { CRLReason } from '../../src/core/model/ocsp.ts';
import { CRL_REASONS } from '../../src/core/model/ocsp.ts';
import { OID } from '../../src/core/model/oid.ts';
import { fromHex } from '../../src/core/model/bytes.ts';
import {
  bitString,
  children,
  enumerated,
  explicit,
  generalizedTime,
  headerAt,
  implicitPrimitive,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  tlv,
} from './der-writer.ts';
import type { Bytes } from './der-writer.ts';
import { extension, keyIdentifier, serialize, toBuffer } from './extensions.ts';
import type { TestKey } from './keys.ts';
import { hash, HASH_OIDS, usualAlgorithm } from './signing.ts';
import type { HashName, SignatureAlgorithm } from './signing.ts';

/** Whose certificate a CertID names: the issuing CA's name and key. */
export interface IssuerIdentity {
  readonly name: Bytes;
  readonly key: TestKey;
}

const toMoment = (time: string | Bytes): Bytes => (typeof time === 'string' ? generalizedTime(time) : time);

/** `CertID` over the issuer's Name and the content of its subjectPublicKey (RFC 6960 section 4.1.1). */
export function certID(issuer: IssuerIdentity, serialNumber: string, algorithm: HashName = 'sha1'): Bytes {
  const number = integer(serialNumber);
  return serialize(
    new CertID({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: HASH_OIDS[algorithm], parameters: null }),
      issuerNameHash: new OctetString(toBuffer(hash(algorithm, issuer.name))),
      issuerKeyHash: new OctetString(toBuffer(hash(algorithm, issuer.key.subjectPublicKey))),
      serialNumber: toBuffer(number.subarray(headerAt(number, 0).content)),
    }),
  );
}

/** The serial number of a certificate as hex of its content octets. */
export function serialNumberOf(certificate: Bytes): string {
  const [tbs] = children(certificate);
  const fields = children(tbs!);
  const number = fields[0]![0] === 0xa0 ? fields[1]! : fields[0]!;
  const content = number.subarray(headerAt(number, 0).content);
  return Array.from(content, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

export type Status = 'good' | 'unknown' | { readonly revokedAt: string | Bytes; readonly reason?: CRLReason | number };

export interface SingleResponseOptions {
  readonly issuer: IssuerIdentity;
  /** Hex, or a certificate (DER) to take it from. */
  readonly serialNumber: string | Bytes;
  readonly hash?: HashName;
  readonly status: Status;
  /** RFC 3339 UTC, whole seconds, or a whole time TLV. */
  readonly thisUpdate: string | Bytes;
  /** `null` leaves it out (MRSP 6 wants it present). */
  readonly nextUpdate: string | Bytes | null;
  /** singleExtensions, DER; an empty list leaves the field out. */
  readonly extensions?: readonly Bytes[];
  /** The whole CertID instead of the one made from `issuer` and `serialNumber`. */
  readonly certID?: Bytes;
  /** The whole CertStatus TLV instead of the one made from `status`. */
  readonly certStatus?: Bytes;
}

const reasonNumber = (reason: CRLReason | number): number =>
  typeof reason === 'number' ? reason : Number(Object.entries(CRL_REASONS).find(([, known]) => known === reason)![0]);

/** `CertStatus ::= CHOICE { good [0] IMPLICIT NULL, revoked [1] IMPLICIT RevokedInfo, unknown [2] IMPLICIT NULL }` */
export function certStatus(status: Status): Bytes {
  if (status === 'good') return implicitPrimitive(0);
  if (status === 'unknown') return implicitPrimitive(2);
  const reason = status.reason === undefined ? [] : [explicit(0, enumerated(reasonNumber(status.reason)))];
  return tlv(0xa1, toMoment(status.revokedAt), ...reason);
}

export function singleResponse(options: SingleResponseOptions): Bytes {
  const { serialNumber, nextUpdate, extensions = [] } = options;
  const hex = typeof serialNumber === 'string' ? serialNumber : serialNumberOf(serialNumber);
  return sequence(
    options.certID ?? certID(options.issuer, hex, options.hash),
    options.certStatus ?? certStatus(options.status),
    toMoment(options.thisUpdate),
    ...(nextUpdate === null ? [] : [explicit(0, toMoment(nextUpdate))]),
    ...(extensions.length > 0 ? [explicit(1, sequence(...extensions))] : []),
  );
}

export interface ResponseOptions {
  readonly signer: IssuerIdentity;
  /** How the ResponderID names the signer; or the whole ResponderID TLV. Default: by key. */
  readonly responderID?: 'name' | 'key' | Bytes;
  /** RFC 3339 UTC, whole seconds, or a whole time TLV. */
  readonly producedAt: string | Bytes;
  /** SingleResponses, DER. */
  readonly responses: readonly Bytes[];
  /** Certificates, DER; `undefined` leaves the field out, an empty list writes an empty SEQUENCE. */
  readonly certs?: readonly Bytes[] | undefined;
  /** responseExtensions, DER; an empty list leaves the field out. */
  readonly extensions?: readonly Bytes[];
  readonly algorithm?: SignatureAlgorithm;
  /** The key that really signs, when it is not the one the ResponderID names. */
  readonly signingKey?: TestKey;
  /** signatureAlgorithm as written, when it shall not be the one that was used. */
  readonly writtenAlgorithm?: Bytes;
  /** Changes tbsResponseData just before it is signed. */
  readonly changeTbs?: (tbsResponseData: Bytes) => Bytes;
  /** Changes tbsResponseData after it was signed: the signature no longer fits. */
  readonly changeAfterSigning?: (tbsResponseData: Bytes) => Bytes;
  readonly changeSignature?: (signature: Bytes) => Bytes;
  /** The unused-bits octet of the signature's BIT STRING; default 0. */
  readonly unusedBits?: number;
  /** Changes the BasicOCSPResponse before it is wrapped. */
  readonly changeBasic?: (basicOCSPResponse: Bytes) => Bytes;
  readonly responseType?: string;
}

/** `ResponderID ::= CHOICE { byName [1] Name, byKey [2] KeyHash }`, both EXPLICIT. */
export const responderIDByName = (signer: IssuerIdentity): Bytes => explicit(1, signer.name);
export const responderIDByKey = (signer: IssuerIdentity): Bytes => explicit(2, octetString(keyIdentifier(signer.key)));

/** `ResponseData`, unsigned. */
export function responseData(options: ResponseOptions): Bytes {
  const { signer, responderID = 'key', extensions = [] } = options;
  return sequence(
    responderID === 'key' ? responderIDByKey(signer) : responderID === 'name' ? responderIDByName(signer) : responderID,
    toMoment(options.producedAt),
    sequence(...options.responses),
    ...(extensions.length > 0 ? [explicit(1, sequence(...extensions))] : []),
  );
}

const same = (bytes: Bytes): Bytes => bytes;

/** `BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature, certs [0] OPTIONAL }` */
export function basicOCSPResponse(options: ResponseOptions): Bytes {
  const { signingKey = options.signer.key, algorithm = usualAlgorithm(signingKey), changeTbs = same } = options;
  const { changeSignature = same, changeAfterSigning = same, certs } = options;
  const tbs = changeTbs(responseData(options));
  return sequence(
    changeAfterSigning(tbs),
    options.writtenAlgorithm ?? algorithm.identifier,
    bitString(changeSignature(algorithm.sign(signingKey, tbs)), options.unusedBits),
    ...(certs ? [explicit(0, sequence(...certs))] : []),
  );
}

/** A whole, signed `OCSPResponse` with status `successful`. */
export const ocspResponse = (options: ResponseOptions): Bytes =>
  wrapBasic((options.changeBasic ?? same)(basicOCSPResponse(options)), options.responseType);

/** `OCSPResponse ::= SEQUENCE { responseStatus, responseBytes [0] EXPLICIT SEQUENCE { responseType, response } }` */
export const wrapBasic = (basic: Bytes, responseType: string = id_pkix_ocsp_basic, responseStatus = 0): Bytes =>
  sequence(enumerated(responseStatus), explicit(0, sequence(objectIdentifier(responseType), octetString(basic))));

export const RESPONSE_STATUS = {
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
} as const;

/** The five octets of an unsigned error, e.g. `30030a0106` for `unauthorized`: anyone can write them (RFC 6960 section 2.3). */
export const errorResponse = (status: keyof typeof RESPONSE_STATUS): Bytes =>
  sequence(enumerated(RESPONSE_STATUS[status]));

/** The nonce extension: extnValue wraps an OCTET STRING (RFC 9654 section 2.1). */
export const nonceExtension = (nonce: Bytes): Bytes => extension(OID.pkixOcspNonce, false, octetString(nonce));
/** The nonce octets bare in extnValue, as some old responders wrote them. */
export const unwrappedNonceExtension = (nonce: Bytes): Bytes => extension(OID.pkixOcspNonce, false, nonce);
/** RFC 6960 section 4.4.4, a singleExtension. */
export const archiveCutoffExtension = (cutoff: string | Bytes): Bytes =>
  extension(OID.pkixOcspArchiveCutoff, false, toMoment(cutoff));
/** RFC 6960 section 4.4.8, a responseExtension with a NULL. */
export const extendedRevokeExtension = (): Bytes => extension(OID.pkixOcspExtendedRevoke, false, nullValue());
/** reasonCode (RFC 5280 section 5.3.1), which BR 7.3.2 forbids in singleExtensions. */
export const reasonCodeExtension = (reason: number): Bytes => extension(OID.reasonCode, false, enumerated(reason));
/** SCTs inside an OCSP response (RFC 6962 section 3.3), a singleExtension. */
export const ocspSctListExtension = (list: Bytes): Bytes => extension(OID.ocspSctList, false, octetString(list));

/** An unsigned `OCSPRequest`, through the asn1-ocsp schema. */
export function ocspRequest(options: {
  readonly issuer: IssuerIdentity;
  readonly serialNumbers: readonly string[];
  readonly hash?: HashName;
  readonly nonce?: Bytes;
}): Bytes {
  const requestList = options.serialNumbers.map((serialNumber) => {
    const number = integer(serialNumber);
    const algorithm = options.hash ?? 'sha1';
    return new Request({
      reqCert: new CertID({
        hashAlgorithm: new AlgorithmIdentifier({ algorithm: HASH_OIDS[algorithm], parameters: null }),
        issuerNameHash: new OctetString(toBuffer(hash(algorithm, options.issuer.name))),
        issuerKeyHash: new OctetString(toBuffer(hash(algorithm, options.issuer.key.subjectPublicKey))),
        serialNumber: toBuffer(number.subarray(headerAt(number, 0).content)),
      }),
    });
  });
  const tbsRequest = new TBSRequest({ requestList });
  if (options.nonce) {
    tbsRequest.requestExtensions = [
      new SchemaExtension({
        extnID: OID.pkixOcspNonce,
        extnValue: new OctetString(toBuffer(octetString(options.nonce))),
      }),
    ];
  }
  return serialize(new OCSPRequest({ tbsRequest }));
}

/** Sixteen fixed octets: a nonce for those who need one. */
export const NONCE = fromHex('000102030405060708090a0b0c0d0e0f');
