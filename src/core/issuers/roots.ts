import type { InHand } from '../verify/in-hand.ts';
import { decodeCertificate } from '../decode/certificate.ts';
import { sha256Hex } from '../verify/digest.ts';

/** Root certificates of Mozilla's programme, as a version of Node.js carries them. */
export interface KnownRoots {
  /** e.g. `Node.js 20.20.2` */
  readonly source: string;
  /** The youngest root's notBefore, RFC 3339 UTC: the list is at least as young. It carries no date of its own. */
  readonly newest: string;
  readonly roots: readonly InHand[];
}

/** Unpacks the data module that scripts/roots.mjs writes: base64 of DER. */
export async function readRoots(data: {
  readonly source: string;
  readonly newest: string;
  readonly certificates: readonly string[];
}): Promise<KnownRoots> {
  const roots: InHand[] = [];
  for (const base64 of data.certificates) {
    const der = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const decoded = decodeCertificate(der);
    if (decoded.ok) roots.push({ certificate: decoded.value, sha256: await sha256Hex(der), handedIn: false });
  }
  return { source: data.source, newest: data.newest, roots };
}
