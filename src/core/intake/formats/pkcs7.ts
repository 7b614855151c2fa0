import type { Collector } from '../collector.ts';
import type { Header } from '../tlv-walk.ts';
import { childrenOf, headerAt } from '../tlv-walk.ts';
import { readObject } from './der.ts';

/** More certificates than any bundle has. */
const MOST = 100_000;

/**
 * Takes the certificates and CRLs out of a PKCS#7 or CMS SignedData (RFC 5652 section 5.1), as `.p7b` and `.p7c`
 * files carry them. Signatures and content are left alone.
 *
 * `SignedData ::= SEQUENCE { version, digestAlgorithms SET, encapContentInfo SEQUENCE, certificates [0] IMPLICIT OPTIONAL,
 * crls [1] IMPLICIT OPTIONAL, signerInfos SET }`
 */
export function openBundle(bytes: Uint8Array, name: string, collector: Collector, where: string): void {
  const inside = (parent: Header | undefined): Header[] => (parent ? childrenOf(bytes, parent, MOST) : []);
  const [, wrapper] = inside(headerAt(bytes, 0, bytes.length) ?? undefined);
  const [signedData] = inside(wrapper);
  const objects = inside(signedData)
    .filter(({ tag }) => tag === 0xa0 || tag === 0xa1)
    .flatMap(inside);
  if (objects.length === 0)
    collector.unreadable(
      bytes,
      name,
      'pkcs7/empty',
      `${where}This PKCS#7 bundle holds no certificate and no CRL; it was kept as it is. Check that it is the right file.`,
    );
  objects.forEach(({ start, end }, index) =>
    readObject(bytes.subarray(start, end), name, collector, `${where}Object ${index + 1} of the PKCS#7 bundle: `),
  );
}
