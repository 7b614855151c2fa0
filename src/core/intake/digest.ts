import { toHex } from '../model/bytes.ts';
import { Lent } from '../model/lent.ts';

const lent = new Lent();

/** SHA-256 of octets as lower-case hex: the name of evidence. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', lent.of(bytes))));
}
