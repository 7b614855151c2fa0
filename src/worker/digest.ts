import { toHex } from '../core/model/bytes.ts';
import { Lent } from '../core/model/lent.ts';

const lent = new Lent();

/** Digests under way at a time: WebCrypto's own threads stay busy, and the promises do not pile up. */
const WINDOW = 256;

/** SHA-256 of each, lower-case hex, in order. `onProgress` hears how many are done. */
export async function sha256All(all: readonly Uint8Array[], onProgress?: (done: number) => void): Promise<string[]> {
  const hashes: string[] = [];
  for (let from = 0; from < all.length; from += WINDOW) {
    const batch = all.slice(from, from + WINDOW);
    const digests = await Promise.all(batch.map((bytes) => crypto.subtle.digest('SHA-256', lent.of(bytes))));
    for (const digest of digests) hashes.push(toHex(new Uint8Array(digest)));
    onProgress?.(hashes.length);
  }
  return hashes;
}
