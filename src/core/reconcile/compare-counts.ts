import type { Row } from '../model/row.ts';
import { DAY, SECOND, type Instant } from '../model/time.ts';
import { clockOf, wholeSecond } from './clocks.ts';
import { byOcsp, type RevocationOf } from './contradictions.ts';
import type { StatedCount } from './stated-counts.ts';

/** A stated count beside what the evidence has. */
export interface ComparedCount {
  readonly count: StatedCount;
  /** The rows it should count. */
  readonly rows: readonly Row[];
  /** Found less stated: negative when the evidence has fewer. */
  readonly difference: number;
  /** The side's moment as it was understood, ms UTC; `null` when it states none. */
  readonly from: Instant | null;
  readonly until: Instant | null;
  /** The side's moment could not be understood, and was left out of account. */
  readonly unread: boolean;
}

export interface CountingOptions {
  /** When expired ones are counted, ms UTC. */
  readonly expiredAt: Instant;
  readonly revocation?: RevocationOf;
  /** Understands a moment as it was written: its instant, and whether it names a day only; `null` when it cannot. */
  readMoment(text: string): { readonly at: Instant; readonly day: boolean } | null;
}

/** Counts among `rows` what each statement counts. `after` a day begins when the day is over; dated by notBefore, as people do. */
export function compareCounts(
  counts: readonly StatedCount[],
  rows: readonly Row[],
  options: CountingOptions,
): ComparedCount[] {
  const { revocation = byOcsp } = options;
  const expiry = wholeSecond(options.expiredAt);
  return counts.map((count) => {
    const moment = count.side && options.readMoment(count.side.moment);
    const { from, until } = windowOf(count.side?.is ?? null, moment);
    const [since, before] = [from, until].map((at) => (at === null ? null : wholeSecond(at)));
    const counted = rows.filter((row) => {
      if (count.of !== 'all' && (count.of === 'final') !== (row.entry.kind === 'final')) return false;
      if (count.expired !== null && count.expired !== row.entry.notAfter < expiry) return false;
      if (count.revoked !== null && count.revoked !== (revocation(row) !== null)) return false;
      const at = clockOf(row, 'notBefore');
      return (!since || at >= since) && (!before || at < before);
    });
    const unread = count.side !== null && moment === null;
    return { count, rows: counted, difference: counted.length - count.stated, from, until, unread };
  });
}

function windowOf(
  is: 'after' | 'since' | 'before' | null,
  moment: { readonly at: Instant; readonly day: boolean } | null,
): { from: Instant | null; until: Instant | null } {
  if (is === null || moment === null) return { from: null, until: null };
  if (is === 'before') return { from: null, until: moment.at };
  if (is === 'since') return { from: moment.at, until: null };
  // notBefore has whole seconds. A day with a change of clocks in it is not distinguished.
  return { from: moment.at + (moment.day ? DAY : SECOND), until: null };
}
