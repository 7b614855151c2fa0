import type { Row } from '../model/row.ts';
import { parseInstant, type Instant } from '../model/time.ts';

/** By which moment a certificate counts as issued: its notBefore, or what proves more, where something does (an SCT, a log entry). */
export const CLOCKS = ['notBefore', 'issued'] as const;
export type Clock = (typeof CLOCKS)[number];

export const clockOf = ({ entry }: Row, clock: Clock): Instant =>
  parseInstant(clock === 'notBefore' ? entry.notBefore : entry.issued.instant)!;

/** One way to understand a stated moment. */
export interface Understanding {
  /** What the page calls it: `PDT`, `UTC`. */
  readonly name: string;
  readonly at: Instant;
}

export interface Sides {
  readonly understanding: Understanding;
  readonly clock: Clock;
  /** Issued before the moment. */
  readonly before: readonly Row[];
  /** Issued at the moment or after. */
  readonly after: readonly Row[];
}

export interface Divided {
  /** Every understanding by every clock. */
  readonly sides: readonly Sides[];
  /** Rows that are not on the same side in all of them: those for which the zone, or the clock, decides. */
  readonly movers: readonly Row[];
  /** Rows whose issuance something proves. */
  readonly proven: number;
}

/** Counts rows before and after a moment, understood in several ways. One pass over the rows. */
export function divide(rows: readonly Row[], understandings: readonly Understanding[]): Divided {
  const sides = understandings.flatMap((understanding) =>
    CLOCKS.map((clock) => ({ understanding, clock, before: [] as Row[], after: [] as Row[] })),
  );
  const movers: Row[] = [];
  let proven = 0;
  for (const row of rows) {
    if (row.entry.issued.basis !== 'notBefore') proven++;
    const at = { notBefore: clockOf(row, 'notBefore'), issued: clockOf(row, 'issued') };
    let after = 0;
    for (const one of sides) {
      const late = at[one.clock] >= one.understanding.at;
      (late ? one.after : one.before).push(row);
      if (late) after++;
    }
    if (after > 0 && after < sides.length) movers.push(row);
  }
  return { sides, movers, proven };
}

/** Whether a certificate's validity, which includes notAfter itself (RFC 5280 section 4.1.2.5), had ended. */
export const hadExpired = ({ entry }: Row, at: Instant): boolean => parseInstant(entry.notAfter)! < at;
