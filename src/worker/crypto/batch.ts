import { localCrypto, type KeyUse, type Verification } from '../../core/verify/web-crypto.ts';

/** Signatures to verify, packed into few buffers: a message costs more for each object in it than for its bytes. */
export interface Batch {
  readonly id: number;
  /** Key uses that this helper has not heard of yet, in the order of their numbers. */
  readonly uses: readonly KeyUse[];
  /** A row of three for each signature: the number of its key use, the length of the signature, that of what it signs. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** Signature and signed octets of each, one after the other. */
  readonly octets: Uint8Array<ArrayBuffer>;
}

export interface Answers {
  readonly id: number;
  /** For each signature, the place of its answer in {@link VERIFICATIONS}. */
  readonly answers: Uint8Array<ArrayBuffer>;
}

export const VERIFICATIONS: readonly Verification[] = ['valid', 'invalid', 'no-key', 'cannot'];

export interface Signature {
  readonly use: KeyUse;
  readonly signature: Uint8Array;
  readonly signed: Uint8Array;
}

/** @param known key uses that the helper knows, by number; new ones are added */
export function pack(id: number, some: readonly Signature[], known: Map<KeyUse, number>): Batch {
  const uses: KeyUse[] = [];
  const numberOf = (use: KeyUse): number => {
    let number = known.get(use);
    if (number === undefined) {
      known.set(use, (number = known.size));
      uses.push(use);
    }
    return number;
  };
  const rows = new Uint32Array(3 * some.length);
  let size = 0;
  for (const [at, { use, signature, signed }] of some.entries()) {
    rows[3 * at] = numberOf(use);
    rows[3 * at + 1] = signature.length;
    rows[3 * at + 2] = signed.length;
    size += signature.length + signed.length;
  }
  const octets = new Uint8Array(size);
  let at = 0;
  for (const { signature, signed } of some) {
    octets.set(signature, at);
    octets.set(signed, at + signature.length);
    at += signature.length + signed.length;
  }
  return { id, uses, rows, octets };
}

/** @param known key uses by number; new ones are added */
export async function answerBatch({ id, uses, rows, octets }: Batch, known: KeyUse[]): Promise<Answers> {
  known.push(...uses);
  let at = 0;
  const next = (length: number): Uint8Array => octets.subarray(at, (at += length));
  const asked: Promise<Verification>[] = [];
  for (let row = 0; row < rows.length; row += 3) {
    const signature = next(rows[row + 1]!);
    asked.push(localCrypto.verify(known[rows[row]!]!, signature, next(rows[row + 2]!)));
  }
  return { id, answers: Uint8Array.from(await Promise.all(asked), (answer) => VERIFICATIONS.indexOf(answer)) };
}
