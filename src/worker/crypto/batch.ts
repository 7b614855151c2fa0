import { localCrypto, type KeyUse, type Verification } from '../../core/verify/web-crypto.ts';

/** Signatures to verify and octets to hash, packed into few buffers: a message costs more for each object in it than for its bytes. */
export interface Batch {
  readonly id: number;
  /** Key uses that this helper has not heard of yet, in the order of their numbers. */
  readonly uses: readonly KeyUse[];
  /** A row of three for each task: the number of its key use or {@link HASH}, the length of the signature, that of what is signed or hashed. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** Signature and signed octets of each, one after the other. */
  readonly octets: Uint8Array<ArrayBuffer>;
}

export interface Answers {
  readonly id: number;
  /** For each task in order: the place of its answer in {@link VERIFICATIONS}, or its hash of {@link HASH_OCTETS}. */
  readonly answers: Uint8Array<ArrayBuffer>;
}

export const VERIFICATIONS: readonly Verification[] = ['valid', 'invalid', 'no-key', 'cannot'];

/** In place of a key use. */
const HASH = 0xffffffff;
export const HASH_OCTETS = 32;

/** A signature to verify, or, without a key use, octets to hash. */
export interface Task {
  readonly use: KeyUse | null;
  readonly signature: Uint8Array;
  readonly signed: Uint8Array;
}

/** @param known key uses that the helper knows, by number; new ones are added */
export function pack(id: number, tasks: readonly Task[], known: Map<KeyUse, number>): Batch {
  const uses: KeyUse[] = [];
  const numberOf = (use: KeyUse): number => {
    let number = known.get(use);
    if (number === undefined) {
      known.set(use, (number = known.size));
      uses.push(use);
    }
    return number;
  };
  const rows = new Uint32Array(3 * tasks.length);
  let size = 0;
  for (const [at, { use, signature, signed }] of tasks.entries()) {
    rows[3 * at] = use ? numberOf(use) : HASH;
    rows[3 * at + 1] = signature.length;
    rows[3 * at + 2] = signed.length;
    size += signature.length + signed.length;
  }
  const octets = new Uint8Array(size);
  let at = 0;
  for (const { signature, signed } of tasks) {
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
  const asked: Promise<Verification | Uint8Array>[] = [];
  for (let row = 0; row < rows.length; row += 3) {
    const signature = next(rows[row + 1]!);
    const signed = next(rows[row + 2]!);
    const use = rows[row]!;
    asked.push(use === HASH ? localCrypto.sha256(signed) : localCrypto.verify(known[use]!, signature, signed));
  }
  const all = await Promise.all(asked);
  const answers = new Uint8Array(all.reduce((sum, one) => sum + (typeof one === 'string' ? 1 : HASH_OCTETS), 0));
  let to = 0;
  for (const one of all) {
    if (typeof one === 'string') answers[to++] = VERIFICATIONS.indexOf(one);
    else {
      answers.set(one, to);
      to += HASH_OCTETS;
    }
  }
  return { id, answers };
}
