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
