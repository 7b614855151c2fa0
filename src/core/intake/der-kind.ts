import type { Header } from './tlv-walk.ts';
import { childrenOf, headerAt } from './tlv-walk.ts';

/** What an ASN.1 object is by its outermost structure. The last three are no evidence, but must be told apart. */
export type DerKind =
  | 'certificate'
  | 'precertificate'
  | 'ocsp-response'
  | 'ocsp-request'
  | 'crl'
  | 'pkcs7'
  | 'certification-request'
  | 'private-key'
  | 'key-store';

export interface Sniffed {
  /** `null`: DER, but nothing this app speaks of. */
  readonly kind: DerKind | null;
  /** Where the outermost length says the object ends; may lie behind the last octet. `null`: indefinite length. */
  readonly end: number | null;
}

/**
 * Looks at the outermost tags only, and leniently: a cut-off or slightly wrong object still is what it looks
 * like. Whether it is correct is for the strict reader; here a thing only gets its kind.
 */
export function sniffDer(bytes: Uint8Array): Sniffed {
  const outer = headerAt(bytes, 0, bytes.length);
  if (outer?.tag !== 0x30) return { kind: null, end: null };
  return { kind: kindOf(bytes, outer), end: outer.indefinite ? null : outer.end };
}

/** Whether octets may be a DER SEQUENCE and are surely not text: `0` is 0x30 too. */
export function looksLikeDer(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30 || bytes.length < 2) return false;
  // A length of more than four octets is impossible here, and the first octet of a character in UTF-8.
  if (bytes[1]! >= 0x80) return bytes[1]! <= 0x84;
  for (let at = 1; at < Math.min(16, bytes.length); at++) {
    const octet = bytes[at]!;
    if ((octet < 0x20 && octet !== 0x0a && octet !== 0x0d) || octet > 0x7e) return true;
  }
  return false;
}

function kindOf(bytes: Uint8Array, outer: Header): DerKind | null {
  const [first, second, third] = childrenOf(bytes, outer, 3);
  if (!first) return null;
  if (first.tag === 0x0a) return isResponseStatus(outer, first, second) ? 'ocsp-response' : null;
  // An OCSPResponse whose status has the wrong type still says what it is by its responseType.
  if (first.tag === 0x02) {
    if (startsWithAnywhere(bytes, ID_PKIX_OCSP_BASIC, 40)) return 'ocsp-response';
    return keyKind(bytes, first, second, third);
  }
  if (first.tag === 0x06) return matches(bytes, first.start, SIGNED_DATA) ? 'pkcs7' : null;
  if (first.tag !== 0x30) return null;
  // EncryptedPrivateKeyInfo (RFC 5958 section 3): an algorithm of PKCS#5 or PKCS#12, and octets.
  if (second?.tag === 0x04 && !third && PASSWORD_BASED.some((id) => matches(bytes, first.content, id)))
    return 'private-key';

  const inner = childrenOf(bytes, first, 12);
  const tags = inner.map((child) => child.tag);
  const [a, b, c, d] = tags;
  if (tags.length === 4 && a === 0x02 && b === 0x30 && c === 0x30 && d === 0xa0) return 'certification-request';
  const isTime = (tag: number | undefined): boolean => tag === 0x17 || tag === 0x18;
  if (a === 0xa0 && b === 0x02 && c === 0x30) return certificateKind(bytes, inner);
  if (a === 0x02 && b === 0x30 && c === 0x30 && d === 0x30) return certificateKind(bytes, inner);
  if (a === 0x02 && b === 0x30 && c === 0x30 && isTime(d)) return 'crl';
  if (a === 0x30 && b === 0x30 && isTime(c)) return 'crl';
  return isTbsRequest(bytes, inner) ? 'ocsp-request' : null;
}

/** PrivateKeyInfo (RFC 5958), RSAPrivateKey (RFC 8017), ECPrivateKey (RFC 5915) or PFX (RFC 7292), after an INTEGER. */
function keyKind(bytes: Uint8Array, first: Header, second?: Header, third?: Header): DerKind | null {
  const version = first.end - first.content === 1 ? bytes[first.content] : null;
  if (version === 3 && second?.tag === 0x30 && matches(bytes, second.content, PKCS7_PREFIX)) return 'key-store';
  if ((version === 0 || version === 1) && second?.tag === 0x30 && third?.tag === 0x04) return 'private-key';
  if (version === 1 && second?.tag === 0x04) return 'private-key';
  const isLarge = (header: Header | undefined): boolean => header?.tag === 0x02 && header.end - header.content >= 32;
  if ((version === 0 || version === 1) && isLarge(second) && third?.tag === 0x02) return 'private-key';
  return null;
}

/** `responseStatus ENUMERATED`, alone or before `[0] responseBytes`. */
function isResponseStatus(outer: Header, first: Header, second: Header | undefined): boolean {
  if (first.end - first.content !== 1) return false;
  return outer.end === first.end || second === undefined || second.tag === 0xa0;
}

/** A precertificate is a certificate with the critical poison extension (RFC 6962 section 3.1). */
function certificateKind(bytes: Uint8Array, tbs: readonly Header[]): DerKind {
  const wrapper = tbs.find((child) => child.tag === 0xa3);
  const list = wrapper && childrenOf(bytes, wrapper, 1)[0];
  if (!list) return 'certificate';
  const poisoned = childrenOf(bytes, list, 200).some((extension) => {
    if (!matches(bytes, extension.content, POISON)) return false;
    const [, critical] = childrenOf(bytes, extension, 2);
    return critical?.tag === 0x01 && bytes[critical.content] !== 0;
  });
  return poisoned ? 'precertificate' : 'certificate';
}

/** `TBSRequest`: after version and requestorName, a list of requests that each begin with a CertID. */
function isTbsRequest(bytes: Uint8Array, inner: readonly Header[]): boolean {
  let at = inner.find((child) => child.tag !== 0xa0 && child.tag !== 0xa1);
  // requestList, Request, CertID, hashAlgorithm
  for (let level = 0; level < 4 && at; level++) at = at.tag === 0x30 ? childrenOf(bytes, at, 1)[0] : undefined;
  return at?.tag === 0x06;
}

const octets = (hex: string): readonly number[] => hex.split(' ').map((pair) => Number.parseInt(pair, 16));
/** OBJECT IDENTIFIER 1.3.6.1.4.1.11129.2.4.3 */
const POISON = octets('06 0a 2b 06 01 04 01 d6 79 02 04 03');
/** OBJECT IDENTIFIER 1.2.840.113549.1.7.2 */
const SIGNED_DATA = octets('06 09 2a 86 48 86 f7 0d 01 07 02');
/** OBJECT IDENTIFIER 1.3.6.1.5.5.7.48.1.1 */
const ID_PKIX_OCSP_BASIC = octets('06 09 2b 06 01 05 05 07 30 01 01');

/** OBJECT IDENTIFIERs that begin with 1.2.840.113549.1.7, .1.5 (PKCS#5) and .1.12 (PKCS#12) */
const PKCS7_PREFIX = octets('06 09 2a 86 48 86 f7 0d 01 07');
const PASSWORD_BASED = [octets('06 09 2a 86 48 86 f7 0d 01 05'), octets('06 0a 2a 86 48 86 f7 0d 01 0c')];

function matches(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  for (let index = 0; index < expected.length; index++) if (bytes[at + index] !== expected[index]) return false;
  return true;
}

function startsWithAnywhere(bytes: Uint8Array, expected: readonly number[], within: number): boolean {
  for (let at = 0; at < within; at++) if (matches(bytes, at, expected)) return true;
  return false;
}
