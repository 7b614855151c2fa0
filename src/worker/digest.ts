import { toHex } from '../core/model/bytes.ts';

/** Digests under way at a time: WebCrypto's own threads stay busy, and the promises do not pile up. */
const WINDOW = 256;

/** SHA-256 of each, lower-case hex, in order. `onProgress` hears how many are done. */
export async function sha256All(all: readonly Uint8Array[], onProgress?: (done: number) => void): Promise<string[]> {
  const hashes: string[] = [];
  for (let from = 0; from < all.length; from += WINDOW) {
    // Nothing here is ever in shared memory, which is all that the cast says.
    const batch = all.slice(from, from + WINDOW) as Uint8Array<ArrayBuffer>[];
    const digests = await Promise.all(batch.map((bytes) => crypto.subtle.digest('SHA-256', bytes)));
    for (const digest of digests) hashes.push(toHex(new Uint8Array(digest)));
    onProgress?.(hashes.length);
  }
  return hashes;
}
