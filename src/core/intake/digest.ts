import { toHex } from '../model/bytes.ts';

/** SHA-256 of octets as lower-case hex: the name of evidence. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  // The cast: only an ArrayBuffer is accepted, and nothing here is ever backed by shared memory.
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));
}
