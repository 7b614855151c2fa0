import type { Extension } from '../model/asn1.ts';
import type {
  BasicOCSPResponse,
  OCSPResponse,
  OCSPResponseStatus,
  ResponderID,
  ResponseData,
  SingleResponse,
} from '../model/ocsp.ts';
import type { Time } from '../model/time.ts';
import { ok, type Defect, type Result } from '../model/result.ts';
import { OID } from '../model/oid.ts';
import { InPlace } from '../der/in-place.ts';
import { contextConstructed, DerSession, TAG, type DerReader, type Tlv } from '../der/reader.ts';
import type { SharedParts } from '../der/shared-parts.ts';
import { readGeneralizedTime } from '../der/time.ts';
import { readAlgorithmIdentifier } from './algorithm.ts';
import { readExtensions } from './extension.ts';
import { readName } from './name.ts';
import { readOcspVersion } from './ocsp-version.ts';
import { readSingleResponse } from './single-response.ts';

const NO_EXTENSIONS: readonly Extension[] = [];
const NO_DEFECTS: readonly Defect[] = [];

const STATUSES: readonly (OCSPResponseStatus | undefined)[] = [
  'successful',
  'malformedRequest',
  'internalError',
  'tryLater',
  undefined,
  'sigRequired',
  'unauthorized',
];

/**
 * `OCSPResponse ::= SEQUENCE { responseStatus OCSPResponseStatus, responseBytes [0] EXPLICIT ResponseBytes OPTIONAL }`,
 * RFC 6960 section 4.2.1. In: the bytes as received. Out: a view onto them, or the first thing that cannot be read
 * for certain. Bytes after the response and an error that carries bytes are decoded and reported (policy.md 6.1).
 * With `shared`, parts that were read before in another object are that object's.
 */
export function decodeOCSPResponse(bytes: Uint8Array, shared: SharedParts | null = null): Result<OCSPResponse> {
  const session = new DerSession(bytes, shared);
  const top = session.reader();
  const outer = top.sequence('the OCSPResponse');
  if (top.more) unsigned(session, 'der/trailing-bytes', `${top.end - top.at} octets follow the OCSPResponse`, top.at);

  const offset = outer.at;
  const value = outer.smallInteger('responseStatus', TAG.enumerated);
  const responseStatus = STATUSES[value];
  if (responseStatus === undefined)
    outer.fail('ocsp/response-status', `responseStatus is ${value}, which RFC 6960 does not define`, offset);
  const bytesAt = outer.at;
  const responseBytes = outer.explicit(0, 'responseBytes');
  let basicOCSPResponse: BasicOCSPResponse | undefined;
  if (responseStatus === 'successful') {
    if (responseBytes) basicOCSPResponse = readResponseBytes(responseBytes);
    else outer.fail('ocsp/no-response-bytes', 'The response says successful but carries no responseBytes', bytesAt);
  } else if (responseBytes)
    unsigned(
      session,
      'ocsp/error-with-bytes',
      `The response says ${responseStatus} but carries responseBytes`,
      bytesAt,
    );
  outer.finish('the OCSPResponse');

  if (session.failure) return session.failure;
  const defects = session.defects.length ? session.defects : NO_DEFECTS;
  return ok(
    basicOCSPResponse
      ? { der: bytes, responseStatus: responseStatus!, basicOCSPResponse, defects }
      : { der: bytes, responseStatus: responseStatus!, defects },
  );
}

/** `ResponseBytes ::= SEQUENCE { responseType OBJECT IDENTIFIER, response OCTET STRING }` */
function readResponseBytes(reader: DerReader): BasicOCSPResponse | undefined {
  const inside = reader.sequence('responseBytes');
  const offset = inside.at;
  const responseType = inside.objectIdentifier('responseType');
  if (!reader.session.failure && responseType !== OID.pkixOcspBasic)
    inside.fail('ocsp/response-type', `responseType is ${responseType}; only id-pkix-ocsp-basic is defined`, offset);
  const response = inside.into(inside.read(TAG.octetString, 'response'));
  const basic = readBasicOCSPResponse(response);
  if (response.more)
    unsigned(
      reader.session,
      'der/trailing-bytes',
      `${response.end - response.at} octets follow the BasicOCSPResponse`,
      response.at,
    );
  inside.finish('responseBytes');
  reader.finish('responseBytes');
  return basic;
}

function readBasicOCSPResponse(reader: DerReader): BasicOCSPResponse {
  const inside = reader.sequence('the BasicOCSPResponse');
  const tbsResponseData = readResponseData(inside);
  const signatureAlgorithm = readAlgorithmIdentifier(inside, 'signatureAlgorithm');
  const signature = inside.signatureBits('signature');
  const certs = readCerts(inside);
  inside.finish('the BasicOCSPResponse');
  return certs
    ? { tbsResponseData, signatureAlgorithm, signature, certs }
    : { tbsResponseData, signatureAlgorithm, signature };
}

/** `certs [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL`: kept as bytes, because the signature does not cover them. */
function readCerts(reader: DerReader): Uint8Array[] | undefined {
  const offset = reader.at;
  const inside = reader.explicit(0, 'certs');
  if (!inside) return undefined;
  const list = inside.sequence('certs');
  inside.finish('certs');
  if (!list.more) unsigned(reader.session, 'der/empty-sequence', 'certs is present but empty', offset);
  const certs: Uint8Array[] = [];
  while (list.more) certs.push(shareable(list, list.read(TAG.sequence, 'a certificate in certs')));
  return certs.slice();
}

function shareable(list: DerReader, tlv: Tlv): Uint8Array {
  const { bytes, shared, failure } = list.session;
  const same = shared?.certificates.find(bytes, tlv.start, tlv.end);
  if (same) return same;
  const der = list.whole(tlv);
  if (!failure) shared?.certificates.keep(der, der);
  return der;
}

function readResponseData(reader: DerReader): ResponseData {
  const tlv = reader.read(TAG.sequence, 'tbsResponseData');
  const inside = reader.into(tlv);
  readOcspVersion(inside, 'response', true);
  const responderID = readResponderID(inside);
  const producedAt = readGeneralizedTime(inside, 'producedAt');
  const list = inside.sequence('responses');
  const responses = [];
  while (list.more) responses.push(readSingleResponse(list));
  const extensions = inside.explicit(1, 'responseExtensions');
  const responseExtensions = extensions ? readExtensions(extensions, 'responseExtensions') : NO_EXTENSIONS;
  extensions?.finish('responseExtensions');
  inside.finish('tbsResponseData');
  const rest = { responderID, producedAt, responses: responses.slice(), responseExtensions };
  return new ResponseDataInPlace(rest, reader.session.bytes, tlv);
}

class ResponseDataInPlace extends InPlace implements ResponseData {
  readonly version = 1;
  readonly responderID: ResponderID;
  readonly producedAt: Time;
  readonly responses: readonly SingleResponse[];
  readonly responseExtensions: readonly Extension[];

  constructor(rest: Omit<ResponseData, 'der' | 'version'>, object: Uint8Array, { start, end }: Tlv) {
    super(object, start, end);
    this.responderID = rest.responderID;
    this.producedAt = rest.producedAt;
    this.responses = rest.responses;
    this.responseExtensions = rest.responseExtensions;
  }

  get der(): Uint8Array {
    return this.octets();
  }
}

/** `ResponderID ::= CHOICE { byName [1] EXPLICIT Name, byKey [2] EXPLICIT KeyHash }`. Thousands of responses have the same. */
function readResponderID(reader: DerReader): ResponderID {
  const { session } = reader;
  const isByName = reader.nextTag === contextConstructed(1);
  const defects = session.defects.length;
  const tlv = isByName
    ? reader.read(contextConstructed(1), 'responderID byName')
    : reader.read(contextConstructed(2), 'responderID');
  const same = session.shared?.responderIDs.find(session.bytes, tlv.start, tlv.end);
  if (same) return same;
  const inside = reader.into(tlv);
  const id: ResponderID = isByName
    ? { by: 'name', name: readName(inside, 'responderID byName') }
    : { by: 'key', keyHash: inside.octetString('responderID byKey') };
  inside.finish(isByName ? 'responderID byName' : 'responderID byKey');
  if (!session.failure && id.by === 'key' && id.keyHash.length !== 20)
    reader.fail(
      'ocsp/key-hash-length',
      `responderID byKey has ${id.keyHash.length} octets; a SHA-1 hash has 20`,
      tlv.start,
    );
  if (session.isClean(defects)) session.shared?.responderIDs.keep(reader.whole(tlv), id);
  return id;
}

function unsigned(session: DerSession, code: string, message: string, offset: number): void {
  if (!session.failure)
    session.defects.push({ code, message: `${message}, at offset ${offset}`, offset, signed: false });
}
