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
  readonly signed: Uint8Array;
  readonly identifier: AlgorithmIdentifier;
  readonly signature: BitString;
  readonly key: SubjectPublicKeyInfo;
  check: Promise<SignatureCheck> | null;
  asked: boolean;
}

/** By the view of the octets, which every evaluation makes anew: what is expected is never an answer to another one. */
const expected = new Map<Uint8Array, Expected>();

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
    const one: Expected = { signed, identifier, signature, key, check: null, asked: false };
    this.#all.push(one);
    expected.set(signed, one);
  }

  /** Begins as many as there are idle hands for. */
  begin(): void {
    const hands = cryptoEngine();
    while (this.#begun < this.#all.length && hands.hungry) {
      const one = this.#all[this.#begun++]!;
      if (!one.asked) one.check = this.#verify(one.signed, one.identifier, one.signature, one.key);
    }
  }

  /** What nobody asked about is forgotten. */
  end(): void {
    for (const { signed } of this.#all) expected.delete(signed);
  }
}

/** The check, if it was begun; either way it is not expected any more. */
export function takeExpected(
  signed: Uint8Array,
  identifier: AlgorithmIdentifier,
  signature: BitString,
  key: SubjectPublicKeyInfo,
): Promise<SignatureCheck> | null {
  const one = expected.get(signed);
  if (one?.key !== key || one.identifier !== identifier || one.signature !== signature) return null;
  expected.delete(signed);
  one.asked = true;
  const { check } = one;
  // Whoever asked has it now.
  one.check = null;
  return check;
}
