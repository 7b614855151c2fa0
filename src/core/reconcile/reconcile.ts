import type { Row } from '../model/row.ts';
import type { Stated } from '../model/stated.ts';
import type { Instant } from '../model/time.ts';
import { divide, wholeSecond, type Divided, type Understanding } from './clocks.ts';
import { compareCounts, type ComparedCount } from './compare-counts.ts';
import type { RevocationOf } from './contradictions.ts';
import { matchLists, type Matching, type NamedList } from './match.ts';
import { instantOf, understandingsOf } from './moments.ts';
import { byRule, byVerdict, type Group } from './problems.ts';
import { readStatedCounts, statedSum } from './stated-counts.ts';
import type { Verdict } from '../model/verdict.ts';

/** Which certificates the lists are expected to name. */
export const COMPARED = ['all', 'violations', 'shown'] as const;
export type Compared = (typeof COMPARED)[number];

/** What was stated besides lists, as typed. */
export type StatedWords = Omit<Stated, 'lists'>;

export interface ReconcileInput {
  readonly lists: readonly NamedList[];
  readonly words: StatedWords;
  /** Of the whole case, in the document's order. */
  readonly rows: readonly Row[];
  readonly compared: Compared;
  /** Of `shown`: those of the table. */
  readonly shown: readonly Row[];
  readonly evaluatedAt: Instant;
  readonly revocation: RevocationOf;
  /** Told now and then how many lines of the lists have been matched. */
  readonly onLines?: (done: number) => void;
}

/** What was stated, beside what the evidence says. */
export interface Found {
  /** Certificates that an incident can be about, and those of them that are compared. */
  readonly all: readonly Row[];
  readonly rows: readonly Row[];
  readonly matching: Matching;
  readonly counts: readonly ComparedCount[];
  readonly sum: { readonly whole: number; readonly parts: number } | null;
  /** When expired ones are counted (ms UTC): as typed, else the moment of the evaluation. */
  readonly expiredAt: Instant;
  readonly expired: ReadonlySet<Row>;
  readonly ways: readonly Understanding[];
  readonly divided: Divided;
  readonly verdicts: readonly Group<Verdict>[];
  readonly rules: readonly Group<string>[];
}

export function reconcile(input: ReconcileInput): Found {
  const { lists, words, compared, revocation, onLines } = input;
  const all = ends(input.rows);
  const rows =
    compared === 'shown'
      ? ends(input.shown)
      : compared === 'violations'
        ? all.filter(({ entry }) => entry.verdict === 'violation')
        : all;
  const expiredAt = instantOf(words.expiredAt, words.zone).at ?? input.evaluatedAt;
  const stated = readStatedCounts(words.counts);
  const readMoment = (text: string) => {
    const { at, day } = instantOf(text, words.zone);
    return at === null ? null : { at, day };
  };
  const { ways } = understandingsOf(words.moment, words.zone);
  const end = wholeSecond(expiredAt);
  return {
    all,
    rows,
    matching: matchLists(lists, all, rows, { revocation, ...(onLines && { onLines }) }),
    counts: compareCounts(stated, rows, { expiredAt, readMoment, revocation }),
    sum: statedSum(stated),
    expiredAt,
    expired: new Set(rows.filter(({ entry }) => entry.notAfter < end)),
    ways,
    divided: divide(rows, ways),
    verdicts: byVerdict(rows),
    rules: byRule(rows),
  };
}

/** CA and responder certificates are evidence, never the certificates that an incident lists. */
const ends = (rows: readonly Row[]): readonly Row[] =>
  rows.filter(({ entry: { kind } }) => kind === 'final' || kind === 'precertificate-only');
