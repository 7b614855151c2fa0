import { toHex } from '../model/bytes.ts';
import { Lent } from '../model/lent.ts';
import type { HashName } from './algorithms.ts';

const lent = new Lent();

/** A hash of exact octets, with WebCrypto. */
export async function digest(hash: HashName, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(hash, lent.of(bytes)));
}

/** SHA-256 as lower-case hex: the name of a piece of evidence, of a certificate, of a key. */
export const sha256Hex = async (bytes: Uint8Array): Promise<string> => toHex(await digest('SHA-256', bytes));
