import { byCodeUnit } from './bytes.ts';
import type { Instant } from './time.ts';

/** A date with a time of day that stood in something handed in, as its words say it: never evidence, and no rule looks at it. */
export interface WrittenMoment {
  /** ms UTC; `null` when the words name no zone, or their meaning is not certain: then `doubt` says why. */
  readonly at: Instant | null;
  /** The words: `2022-08-08 16:20 PDT`. */
  readonly written: string;
  /** The line around the words, or of a long line what stands near. */
  readonly context: string;
  /** Where it stood, sorted, without doubles: `pasted text, line 37`. */
  readonly from: readonly string[];
  readonly doubt?: { readonly code: string; readonly message: string };
}

/** How many a case keeps: what a log of a server writes is no timeline. */
export const MOST_MOMENTS = 5000;

/** Moments of several sources as one list: by time, those without one last. The same words in the same line are one, in several places. */
export function mergeMoments(...lists: readonly (readonly WrittenMoment[])[]): readonly WrittenMoment[] {
  const byKey = new Map<string, WrittenMoment>();
  for (const moment of lists.flat()) {
    const key = `${moment.written}\u0000${moment.context}`;
    const known = byKey.get(key);
    // Whatever was told with more certainty counts: time zone tables differ between devices.
    const best = known && (known.at !== null || moment.at === null) ? known : moment;
    const from = known ? [...new Set([...known.from, ...moment.from])].sort(byCodeUnit) : moment.from;
    byKey.set(key, { ...best, from });
  }
  return [...byKey]
    .sort(([a, { at: first }], [b, { at: second }]) => order(first, second) || byCodeUnit(a, b))
    .map(([, moment]) => moment);
}

const order = (a: Instant | null, b: Instant | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a - b;
