import type { Header } from '../tlv-walk.ts';
import { childrenOf, headerAt } from '../tlv-walk.ts';

/** More certificates than any bundle has. */
const MOST = 100_000;

/**
 * The certificates and CRLs in a PKCS#7 or CMS SignedData (RFC 5652 section 5.1), as `.p7b` and `.p7c` files carry
 * them; views into `bytes`. Signatures and content are left alone.
 *
 * `SignedData ::= SEQUENCE { version, digestAlgorithms SET, encapContentInfo SEQUENCE, certificates [0] IMPLICIT OPTIONAL,
 * crls [1] IMPLICIT OPTIONAL, signerInfos SET }`
 */
export function objectsInBundle(bytes: Uint8Array): Uint8Array[] {
  const inside = (parent: Header | undefined): Header[] => (parent ? childrenOf(bytes, parent, MOST) : []);
  const [, wrapper] = inside(headerAt(bytes, 0, bytes.length) ?? undefined);
  const [signedData] = inside(wrapper);
  return inside(signedData)
    .filter(({ tag }) => tag === 0xa0 || tag === 0xa1)
    .flatMap(inside)
    .map(({ start, end }) => bytes.subarray(start, end));
}

/** OBJECT IDENTIFIER 1.3.101.78, the eContentType of a precertificate of CT version 2 (RFC 9162 section 3.2). */
const CT_V2_PRECERTIFICATE = [0x06, 0x03, 0x2b, 0x65, 0x4e];

/** Whether a SignedData is a precertificate of CT version 2, which no log of the web's PKI takes and no rule here judges. */
export function isCtV2Precertificate(bytes: Uint8Array): boolean {
  // It stands near the start: after the version and the digest algorithms.
  for (let at = 0; at < 80; at++)
    if (CT_V2_PRECERTIFICATE.every((octet, index) => bytes[at + index] === octet)) return true;
  return false;
}
