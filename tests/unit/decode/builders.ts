/**
 * Certificates and OCSP responses put together part by part, unsigned: the reader does not look at signatures.
 * Every part is a whole TLV and can be replaced; `null` leaves it out.
 */
import { concatBytes, fromHex, toHex } from '../../../src/core/model/bytes.ts';
import {
  at,
  bitString,
  boolean,
  certificateTime,
  explicit,
  generalizedTime,
  implicitPrimitive,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  set,
  tlv,
  enumerated,
  type Bytes,
  type Path,
} from '../../pki/der-writer.ts';

type Parts = Readonly<Record<string, Bytes | null>>;

/** The parts in the order of the defaults, with the replacements. */
function assemble<T extends Parts>(defaults: T, replaced: Partial<Record<keyof T, Bytes | null>>): Bytes {
  const parts = Object.entries({ ...defaults, ...replaced }).map(([, part]) => part);
  return sequence(...parts.filter((part): part is Bytes => part !== null && part !== undefined));
}

export const text = (characters: string): Bytes => new TextEncoder().encode(characters);
export const utf8String = (characters: string): Bytes => tlv(0x0c, text(characters));
export const ia5String = (characters: string): Bytes => tlv(0x16, text(characters));
export const printableString = (characters: string): Bytes => tlv(0x13, text(characters));

export const attribute = (type: string, value: Bytes): Bytes => sequence(objectIdentifier(type), value);
/** A Name of RDNs with one attribute each. */
export const nameOf = (...attributes: readonly Bytes[]): Bytes => sequence(...attributes.map((one) => set(one)));
export const commonName = (characters: string): Bytes => nameOf(attribute('2.5.4.3', utf8String(characters)));

export const algorithm = (dotted: string, parameters: Bytes | null = nullValue()): Bytes =>
  sequence(objectIdentifier(dotted), ...(parameters ? [parameters] : []));
export const SHA256_WITH_RSA = algorithm('1.2.840.113549.1.1.11');

export const extension = (id: string, value: Bytes, critical: Bytes | boolean = false): Bytes =>
  sequence(
    objectIdentifier(id),
    ...(critical === false ? [] : [critical === true ? boolean(true) : critical]),
    octetString(value),
  );
export const extensions = (...list: readonly Bytes[]): Bytes => explicit(3, sequence(...list));

export const validity = (notBefore = certificateTime('2022-10-01T00:00:00Z'), notAfter?: Bytes): Bytes =>
  sequence(notBefore, notAfter ?? certificateTime('2023-10-01T00:00:00Z'));

const TBS_CERTIFICATE = {
  version: explicit(0, integer('02')),
  serialNumber: integer('0123456789abcdef'),
  signature: SHA256_WITH_RSA,
  issuer: commonName('Example Issuing CA'),
  validity: validity(),
  subject: commonName('host.example'),
  subjectPublicKeyInfo: sequence(algorithm('1.2.840.113549.1.1.1'), bitString(fromHex('3003020103'))),
  issuerUniqueID: null as Bytes | null,
  subjectUniqueID: null as Bytes | null,
  extensions: null as Bytes | null,
  afterwards: null as Bytes | null,
};
export type TbsCertificateParts = Partial<Record<keyof typeof TBS_CERTIFICATE, Bytes | null>>;
/** Indexes of tbsCertificate's parts when none is left out or added before them. */
export const TBS = {
  version: 0,
  serialNumber: 1,
  signature: 2,
  issuer: 3,
  validity: 4,
  subject: 5,
  key: 6,
  extensions: 7,
};

/** A v3 certificate without extensions. */
export const certificate = (
  tbs: TbsCertificateParts = {},
  outer: Partial<Record<'tbs' | 'signatureAlgorithm' | 'signatureValue' | 'afterwards', Bytes | null>> = {},
): Bytes =>
  assemble(
    {
      tbs: assemble(TBS_CERTIFICATE, tbs),
      signatureAlgorithm: SHA256_WITH_RSA,
      signatureValue: bitString(fromHex('aabbcc')),
      afterwards: null as Bytes | null,
    },
    outer,
  );

/** A v3 certificate with exactly these extensions. */
export const certificateWith = (...list: readonly Bytes[]): Bytes => certificate({ extensions: extensions(...list) });

export const NAME_HASH = octetString(fromHex('11'.repeat(20)));
export const KEY_HASH = octetString(fromHex('22'.repeat(20)));
export const GOOD = implicitPrimitive(0);
export const UNKNOWN = implicitPrimitive(2);
export const revoked = (...parts: readonly Bytes[]): Bytes =>
  tlv(0xa1, generalizedTime('2022-09-01T00:00:00Z'), ...parts);
export const reason = (value: number): Bytes => explicit(0, enumerated(value));

const CERT_ID = {
  hashAlgorithm: algorithm('1.3.14.3.2.26'),
  issuerNameHash: NAME_HASH,
  issuerKeyHash: KEY_HASH,
  serialNumber: integer('0123456789abcdef'),
  afterwards: null as Bytes | null,
};
export const certID = (parts: Partial<Record<keyof typeof CERT_ID, Bytes | null>> = {}): Bytes =>
  assemble(CERT_ID, parts);

const SINGLE_RESPONSE = {
  certID: certID(),
  certStatus: GOOD,
  thisUpdate: generalizedTime('2022-10-01T00:00:00Z'),
  nextUpdate: explicit(0, generalizedTime('2022-10-08T00:00:00Z')) as Bytes | null,
  singleExtensions: null as Bytes | null,
  afterwards: null as Bytes | null,
};
export const singleResponse = (parts: Partial<Record<keyof typeof SINGLE_RESPONSE, Bytes | null>> = {}): Bytes =>
  assemble(SINGLE_RESPONSE, parts);

export const byKey = (keyHash: Bytes = KEY_HASH): Bytes => explicit(2, keyHash);
export const byName = (name: Bytes = commonName('Example Responder')): Bytes => explicit(1, name);

const RESPONSE_DATA = {
  version: null as Bytes | null,
  responderID: byKey(),
  producedAt: generalizedTime('2022-10-01T12:00:00Z'),
  responses: sequence(singleResponse()),
  responseExtensions: null as Bytes | null,
  afterwards: null as Bytes | null,
};
export type ResponseDataParts = Partial<Record<keyof typeof RESPONSE_DATA, Bytes | null>>;
export const responseData = (parts: ResponseDataParts = {}): Bytes => assemble(RESPONSE_DATA, parts);

const BASIC = {
  tbsResponseData: responseData(),
  signatureAlgorithm: SHA256_WITH_RSA,
  signature: bitString(fromHex('aabbcc')),
  certs: null as Bytes | null,
  afterwards: null as Bytes | null,
};
export type BasicParts = Partial<Record<keyof typeof BASIC, Bytes | null>>;
export const basicOCSPResponse = (parts: BasicParts = {}): Bytes => assemble(BASIC, parts);

export const BASIC_TYPE = objectIdentifier('1.3.6.1.5.5.7.48.1.1');
export const responseBytes = (basic: Bytes, type: Bytes = BASIC_TYPE, ...more: readonly Bytes[]): Bytes =>
  explicit(0, sequence(type, octetString(basic), ...more));
/** A successful OCSPResponse around a BasicOCSPResponse. */
export const successful = (basic: Bytes = basicOCSPResponse()): Bytes => sequence(enumerated(0), responseBytes(basic));
/** A successful OCSPResponse with these parts in its tbsResponseData. */
export const responseWith = (parts: ResponseDataParts): Bytes =>
  successful(basicOCSPResponse({ tbsResponseData: responseData(parts) }));
/** A successful OCSPResponse with one SingleResponse. */
export const responseAbout = (single: Bytes): Bytes => responseWith({ responses: sequence(single) });

/** Paths into `successful(…)`, for offsetOf. */
export const BASIC_PATH: Path = [1, 0, 1, '*'];
export const TBS_PATH: Path = [...BASIC_PATH, 0];

/** Where the TLV at this path begins. */
export const offsetOf = (whole: Bytes, path: Path): number => at(whole, path).byteOffset - whole.byteOffset;
/** Where a view begins inside what it was read from; the two must share their buffer. */
export function placeOf(view: Bytes, whole: Bytes): { offset: number; length: number } {
  if (view.buffer !== whole.buffer) throw new Error('not a view into the received bytes');
  return { offset: view.byteOffset - whole.byteOffset, length: view.length };
}
/** The same octets in the middle of a larger buffer, as members of an archive arrive. */
export const embedded = (bytes: Bytes): Bytes =>
  concatBytes([new Uint8Array(7), bytes, new Uint8Array(5)]).subarray(7, 7 + bytes.length);
export { at, concatBytes, fromHex, toHex };
