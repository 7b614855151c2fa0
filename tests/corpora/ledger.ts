import { expect, test } from 'vitest';

/** Where we say something else than a manifest, on purpose. */
export interface Deviation {
  /** `<corpus>/<case id>`, or `<corpus>/<file>` for a file that only accompanies cases. */
  readonly of: string;
  /** What is compared: `parse`, `signature`, a field's name … */
  readonly aspect: string;
  /** Exactly what we say. */
  readonly ours: string;
  readonly why: string;
}

/** Compares what we say with what a manifest says; every difference must be a listed deviation, and every listed one must occur. */
export class Ledger {
  readonly #deviations: readonly Deviation[];
  readonly #used = new Set<Deviation>();
  #differences: string[] = [];

  constructor(deviations: readonly Deviation[]) {
    this.#deviations = deviations;
  }

  /** `agrees` tells whether our text is what the manifest expects. */
  check(of: string, aspect: string, expected: string, ours: string, agrees: boolean = ours === expected): void {
    if (agrees) return;
    const deviation = this.#deviations.find((one) => one.of === of && one.aspect === aspect && one.ours === ours);
    if (deviation) this.#used.add(deviation);
    else this.#differences.push(`${of}: ${aspect} should be ${expected}, we say ${ours}`);
  }

  /** The differences since the last time that no deviation explains. */
  takeDifferences(): string[] {
    const differences = this.#differences;
    this.#differences = [];
    return differences;
  }

  /** To be called last in a suite. */
  testThatEveryDeviationOccurs(): void {
    test('every listed deviation occurs', () => {
      expect(this.#deviations.filter((one) => !this.#used.has(one))).toEqual([]);
    });
  }
}
