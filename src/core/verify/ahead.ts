import type { AlgorithmIdentifier, BitString } from '../model/asn1.ts';
import type { SubjectPublicKeyInfo } from '../model/certificate.ts';
import type { SignatureCheck } from './signature.ts';
import { cryptoEngine } from './web-crypto.ts';

type Verify = (
  signed: Uint8Array,
  identifier: AlgorithmIdentifier,
  signature: BitString,
  key: SubjectPublicKeyInfo,
) => Promise<SignatureCheck>;

interface Expected {
  /** `null` once it was begun or asked about; then it is known by where it stands. */
  signed: Uint8Array | null;
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly length: number;
  readonly identifier: AlgorithmIdentifier;
  readonly signature: BitString;
  readonly key: SubjectPublicKeyInfo;
  check: Promise<SignatureCheck> | null;
}

/** By the decoded signature, which every evaluation makes anew: what is expected is never an answer to another one. */
const expected = new Map<BitString, Expected>();

/**
 * Signatures that will surely be asked about, begun while this thread still decodes, so that the other cores need not
 * wait for it. Who signed is only guessed here: whoever asks about another key has that verified as ever.
 */
export class Ahead {
  readonly #verify: Verify;
  readonly #all: Expected[] = [];
  #begun = 0;

  constructor(verify: Verify) {
    this.#verify = verify;
  }

  expect(
    signed: Uint8Array,
    identifier: AlgorithmIdentifier,
    signature: BitString,
    key: SubjectPublicKeyInfo | undefined,
  ): void {
    if (!key || !cryptoEngine().spare) return;
    const { buffer, byteOffset, length } = signed;
    const one: Expected = { signed, buffer, byteOffset, length, identifier, signature, key, check: null };
    this.#all.push(one);
    expected.set(signature, one);
  }

  /** Begins as many as there are idle hands for. */
  begin(): void {
    const hands = cryptoEngine();
    while (this.#begun < this.#all.length && hands.hungry) {
      const one = this.#all[this.#begun++]!;
      if (one.signed) one.check = this.#verify(one.signed, one.identifier, one.signature, one.key);
      one.signed = null;
    }
  }

  /** What nobody asked about is forgotten. */
  end(): void {
    for (const { signature } of this.#all) expected.delete(signature);
  }
}

/** The check, if it was begun; either way it is not expected any more. */
export function takeExpected(
  signed: Uint8Array,
  identifier: AlgorithmIdentifier,
  signature: BitString,
  key: SubjectPublicKeyInfo,
): Promise<SignatureCheck> | null {
  const one = expected.get(signature);
  if (one?.key !== key || one.identifier !== identifier) return null;
  const { buffer, byteOffset, length } = signed;
  if (one.buffer !== buffer || one.byteOffset !== byteOffset || one.length !== length) return null;
  expected.delete(signature);
  one.signed = null;
  const { check } = one;
  // Whoever asked has it now.
  one.check = null;
  return check;
}
