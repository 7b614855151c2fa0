import type { Header } from './tlv-walk.ts';
import { childrenOf, headerAt } from './tlv-walk.ts';

/** What an ASN.1 object is by its outermost structure. */
export type DerKind = 'certificate' | 'precertificate' | 'ocsp-response' | 'ocsp-request' | 'crl' | 'pkcs7';

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
  return bytes.subarray(1, 16).some((octet) => (octet < 0x20 && octet !== 0x0a && octet !== 0x0d) || octet > 0x7e);
}

function kindOf(bytes: Uint8Array, outer: Header): DerKind | null {
  const [first, second] = childrenOf(bytes, outer, 2);
  if (!first) return null;
  if (first.tag === 0x0a) return isResponseStatus(outer, first, second) ? 'ocsp-response' : null;
  // An OCSPResponse whose status has the wrong type still says what it is by its responseType.
  if (first.tag === 0x02) return startsWithAnywhere(bytes, ID_PKIX_OCSP_BASIC, 40) ? 'ocsp-response' : null;
  if (first.tag === 0x06) return matches(bytes, first.start, SIGNED_DATA) ? 'pkcs7' : null;
  if (first.tag !== 0x30) return null;

  const inner = childrenOf(bytes, first, 12);
  const tags = inner.map((child) => child.tag);
  const [a, b, c, d] = tags;
  const isTime = (tag: number | undefined): boolean => tag === 0x17 || tag === 0x18;
  if (a === 0xa0 && b === 0x02 && c === 0x30) return certificateKind(bytes, inner);
  if (a === 0x02 && b === 0x30 && c === 0x30 && d === 0x30) return certificateKind(bytes, inner);
  if (a === 0x02 && b === 0x30 && c === 0x30 && isTime(d)) return 'crl';
  if (a === 0x30 && b === 0x30 && isTime(c)) return 'crl';
  return isTbsRequest(bytes, inner) ? 'ocsp-request' : null;
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
    const [id, critical] = childrenOf(bytes, extension, 2);
    return id && matches(bytes, id.start, POISON) && critical?.tag === 0x01 && bytes[critical.content] !== 0;
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

const matches = (bytes: Uint8Array, at: number, expected: readonly number[]): boolean =>
  expected.every((octet, index) => bytes[at + index] === octet);

function startsWithAnywhere(bytes: Uint8Array, expected: readonly number[], within: number): boolean {
  for (let at = 0; at < within; at++) if (matches(bytes, at, expected)) return true;
  return false;
}
