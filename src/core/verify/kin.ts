import type { Instant } from '../model/time.ts';
import type { InHand } from './in-hand.ts';

/**
 * Certificates that stand for each other: of one key (renewals, cross-certificates), or otherwise all as good. What one of
 * them allows, their key may; somebody is accused only of what all of them forbid. Never empty.
 */
export class Kin {
  readonly all: readonly InHand[];
  /** The one that ends last. */
  readonly longest: InHand;
  /** By notBefore; beside each, the one that lasts longest of it and those before it. */
  readonly #byStart: readonly { readonly from: Instant; readonly longest: InHand }[];

  constructor(all: readonly InHand[]) {
    this.all = all;
    const startOf = ({ certificate }: InHand) => certificate.validity.notBefore.instant;
    let longest: InHand | null = null;
    this.#byStart = [...all]
      .sort((a, b) => startOf(a) - startOf(b))
      .map((one) => {
        if (!longest || endOf(one) > endOf(longest)) longest = one;
        return { from: startOf(one), longest };
      });
    this.longest = this.#byStart.at(-1)!.longest;
  }

  /** One that stands for itself alone: thousands of responses have one signer. */
  static alone(one: InHand): Kin {
    let kin = alone.get(one);
    if (!kin) alone.set(one, (kin = new Kin([one])));
    return kin;
  }

  /** One that is valid at this moment; `null` when none is. */
  validAt(moment: Instant): InHand | null {
    let low = 0;
    let high = this.#byStart.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#byStart[middle]!.from <= moment) low = middle + 1;
      else high = middle;
    }
    const longest = this.#byStart[low - 1]?.longest;
    return longest && endOf(longest) >= moment ? longest : null;
  }
}

const alone = new WeakMap<InHand, Kin>();

const endOf = ({ certificate }: InHand): Instant => certificate.validity.notAfter.instant;
