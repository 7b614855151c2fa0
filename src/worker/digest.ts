import { toHex } from '../core/model/bytes.ts';
import { cryptoEngine } from '../core/verify/web-crypto.ts';

/** Digests under way at a time: all cores stay busy, and the promises do not pile up. */
const WINDOW = 2048;

/** SHA-256 of each, lower-case hex, in order. `onProgress` hears how many are done. */
export async function sha256All(all: readonly Uint8Array[], onProgress?: (done: number) => void): Promise<string[]> {
  const engine = cryptoEngine();
  const hashes: string[] = [];
  for (let from = 0; from < all.length; from += WINDOW) {
    const batch = all.slice(from, from + WINDOW);
    for (const digest of await Promise.all(batch.map((octets) => engine.sha256(octets)))) hashes.push(toHex(digest));
    onProgress?.(hashes.length);
  }
  return hashes;
}
