import type { Verdict } from '../core/model/verdict.ts';
import type { KeptList } from '../core/model/stated.ts';
import type { Instant } from '../core/model/time.ts';
import type {
  Clock,
  Compared,
  Found,
  Group,
  ListCounts,
  StatedCount,
  StatedWords,
  Understanding,
} from '../core/reconcile/index.ts';

/** What was stated, to be compared with the last evaluation of a case. */
export interface ReconcileAsked {
  readonly lists: readonly KeptList[];
  readonly words: StatedWords;
  readonly compared: Compared;
  /** Of `shown`: positions of the rows that the table lists. */
  readonly shown: Uint32Array<ArrayBuffer>;
}

/** A list that a number counts, by what it is of. */
export type ListKey =
  | Figure
  | `count:${number}`
  | `${'before' | 'after'}:${number}`
  | 'movers'
  | `kind:${CountedKind}:${'valid' | 'expired' | 'all'}`
  | `verdict:${Verdict}`
  | `rule:${string}`;

export const FIGURES = [
  'inEvidence',
  'notInEvidence',
  'notInLists',
  'outside',
  'doubles',
  'contradictions',
  'unmatchable',
  'ignored',
] as const;
export type Figure = (typeof FIGURES)[number];

export const COUNTED_KINDS = ['final', 'precertificate-only', 'both'] as const;
export type CountedKind = (typeof COUNTED_KINDS)[number];

interface Spanned<Of extends string> {
  readonly of: Of;
  readonly rows: number;
  /** RFC 3339 UTC. */
  readonly firstNotBefore: string;
  readonly lastNotBefore: string;
}

/** What a reconciliation came to, in numbers: the lists they count stay in the worker, and are asked for by line. */
export interface Reconciled {
  /** Tells it from every other of this worker. */
  readonly serial: number;
  /** Certificates that an incident can be about, and how many of them are compared. */
  readonly all: number;
  readonly rows: number;
  /** Certificates that all lists name together, each once. */
  readonly distinct: number;
  readonly lists: readonly ListCounts[];
  readonly figures: Readonly<Record<Figure, number>>;
  readonly counts: readonly {
    readonly count: StatedCount;
    readonly found: number;
    readonly difference: number;
    readonly from: Instant | null;
    readonly until: Instant | null;
    readonly unread: boolean;
  }[];
  readonly sum: Found['sum'];
  readonly expiredAt: Instant;
  readonly kinds: Readonly<Record<CountedKind, { readonly all: number; readonly expired: number }>>;
  readonly ways: readonly Understanding[];
  readonly sides: readonly {
    readonly understanding: Understanding;
    readonly clock: Clock;
    readonly before: number;
    readonly after: number;
  }[];
  readonly movers: number;
  readonly proven: number;
  readonly verdicts: readonly Spanned<Verdict>[];
  readonly rules: readonly Spanned<string>[];
}

/** One line of a list that a number counts. */
export interface Line {
  /** A certificate in hand: its position in the document, and its `Row.key`. */
  readonly row?: { readonly index: number; readonly key: string };
  /** What stands in a stated list, as it is written there. */
  readonly text?: string;
  /** Where it stands: `cert_urls.txt, line 17`. */
  readonly place?: string;
  /** What is to be said of it. */
  readonly note?: string;
}

export function told(found: Found, serial: number): Reconciled {
  const { matching, divided, counts, rows, expired } = found;
  const finals = rows.filter(({ entry }) => entry.kind === 'final');
  const expiredFinals = finals.reduce((sum, row) => sum + (expired.has(row) ? 1 : 0), 0);
  const spanned = <Of extends string>(groups: readonly Group<Of>[]): Spanned<Of>[] =>
    groups.map((group) => ({ ...group, rows: group.rows.length }));
  return {
    serial,
    all: found.all.length,
    rows: rows.length,
    distinct: matching.distinct,
    lists: matching.lists,
    figures: Object.fromEntries(FIGURES.map((figure) => [figure, matching[figure].length])) as Record<Figure, number>,
    counts: counts.map(({ rows: counted, ...count }) => ({ ...count, found: counted.length })),
    sum: found.sum,
    expiredAt: found.expiredAt,
    kinds: {
      final: { all: finals.length, expired: expiredFinals },
      'precertificate-only': { all: rows.length - finals.length, expired: expired.size - expiredFinals },
      both: { all: rows.length, expired: expired.size },
    },
    ways: found.ways,
    sides: divided.sides.map(({ understanding, clock, before, after }) => ({
      understanding,
      clock,
      before: before.length,
      after: after.length,
    })),
    movers: divided.movers.length,
    proven: divided.proven,
    verdicts: spanned(found.verdicts),
    rules: spanned(found.rules),
  };
}
