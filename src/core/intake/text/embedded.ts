import { sniffDer } from '../der-kind.ts';

/** An object written out in a text. */
export interface Embedded {
  readonly bytes: Uint8Array;
  /** Where its last character ends. */
  readonly end: number;
}

/** Fewest octets from which a cut-off object is told from a chance likeness. */
const LIKENESS = 24;
/** ASN.1 that is whole but of no known type is worth a word from this size on: shorter ones are keys and signatures. */
const WORTH_A_WORD = 160;

/** Whether octets found in running text are an object that somebody meant to hand in. */
export function isMeant(bytes: Uint8Array): boolean {
  const { kind, end } = sniffDer(bytes);
  if (kind !== null) return end === bytes.length || bytes.length >= LIKENESS;
  return end === bytes.length && bytes.length >= WORTH_A_WORD;
}

/** Length of the object that these first octets announce, header included; `null` when they announce none. */
export function announcedLength(head: Uint8Array): number | null {
  const { end } = sniffDer(head);
  return end !== null && end > 2 ? end : null;
}

/**
 * Work that a text may cause in vain: every place that might begin an object is followed as far as its length says,
 * and a text made for it could have very many such places.
 */
export class Patience {
  private left: number;

  /** @param times how often the whole text may be read in vain */
  constructor(text: string, times = 4) {
    this.left = 1_000_000 + times * text.length;
  }

  /** Counts characters that were read for nothing; `false` when no more places should be tried. */
  spend(characters: number): boolean {
    this.left -= characters;
    return this.left > 0;
  }
}
