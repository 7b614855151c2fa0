import type { Row } from '../model/row.ts';
import { SECOND, formatInstant, type Instant } from '../model/time.ts';

/** By which moment a certificate counts as issued: its notBefore, or what proves more, where something does (an SCT, a log entry). */
export const CLOCKS = ['notBefore', 'issued'] as const;
export type Clock = (typeof CLOCKS)[number];

/** RFC 3339 UTC. */
export const clockOf = ({ entry }: Row, clock: Clock): string =>
  clock === 'notBefore' ? entry.notBefore : entry.issued.instant;

/** The first whole second that is not before an instant, RFC 3339 UTC: such times sort as text, which is ten times as fast as reading them. */
export const wholeSecond = (at: Instant): string => formatInstant(Math.ceil(at / SECOND) * SECOND);

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
    CLOCKS.map((clock) => ({
      understanding,
      clock,
      from: wholeSecond(understanding.at),
      before: [] as Row[],
      after: [] as Row[],
    })),
  );
  const movers: Row[] = [];
  let proven = 0;
  for (const row of rows) {
    if (row.entry.issued.basis !== 'notBefore') proven++;
    let after = 0;
    for (const one of sides) {
      const late = clockOf(row, one.clock) >= one.from;
      (late ? one.after : one.before).push(row);
      if (late) after++;
    }
    if (after > 0 && after < sides.length) movers.push(row);
  }
  return { sides, movers, proven };
}

/** Whether a certificate's validity, which includes notAfter itself (RFC 5280 section 4.1.2.5), had ended. */
export const hadExpired = ({ entry }: Row, at: Instant): boolean => entry.notAfter < wholeSecond(at);
