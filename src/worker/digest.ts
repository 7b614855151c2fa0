import { sha256Hex } from '../core/intake/digest.ts';

/** Digests under way at a time: WebCrypto's own threads stay busy, and the promises do not pile up. */
const WINDOW = 256;

/** SHA-256 of each, lower-case hex, in order. `onProgress` hears how many are done. */
export async function sha256All(all: readonly Uint8Array[], onProgress?: (done: number) => void): Promise<string[]> {
  const hashes: string[] = [];
  for (let from = 0; from < all.length; from += WINDOW) {
    for (const hash of await Promise.all(all.slice(from, from + WINDOW).map(sha256Hex))) hashes.push(hash);
    onProgress?.(hashes.length);
  }
  return hashes;
}
