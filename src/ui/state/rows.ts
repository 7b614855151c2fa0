import type { LatestStatus, Row } from '../../core/model/row.ts';
import { VERDICTS, type EntryKind, type Verdict } from '../../core/model/verdict.ts';

/** The table of certificates: which rows are shown, and in which order. */

export interface Filter {
  /** Empty: every verdict. */
  readonly verdicts: ReadonlySet<Verdict>;
  readonly status: LatestStatus | '';
  readonly kind: EntryKind | '';
  readonly search: string;
}

export const SORTS = ['verdict', 'name', 'kind', 'notBefore', 'status'] as const;
export type SortKey = (typeof SORTS)[number];
export interface Sort {
  readonly by: SortKey;
  readonly descending: boolean;
}

export function select(rows: readonly Row[], filter: Filter, sort: Sort): readonly Row[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = rows.filter(
    (row) =>
      (filter.verdicts.size === 0 || filter.verdicts.has(row.entry.verdict)) &&
      (filter.status === '' || row.latest === filter.status) &&
      (filter.kind === '' || row.entry.kind === filter.kind) &&
      words.every((word) => mentions(row, word)),
  );
  const direction = sort.descending ? -1 : 1;
  // Equal rows keep the document's order, whichever way the column is sorted.
  return kept.sort((a, b) => direction * ORDER[sort.by](a, b) || a.index - b.index);
}

/** Hex is found in every form people write it in: with colons, with `0x`, in capitals. */
function mentions({ entry, rules }: Row, word: string): boolean {
  const hex = word.replace(/^0x|:/g, '');
  return (
    entry.subject.toLowerCase().includes(word) ||
    entry.issuer.toLowerCase().includes(word) ||
    entry.dnsNames.some((name) => name.toLowerCase().includes(word)) ||
    rules.some((rule) => rule.includes(word)) ||
    (/^[0-9a-f]{4,}$/.test(hex) &&
      (entry.serialNumber.includes(hex) ||
        !!entry.certificateSha256?.includes(hex) ||
        !!entry.precertificateSha256?.includes(hex)))
  );
}

const rank = new Map<string, number>(VERDICTS.map((verdict, at) => [verdict, at]));
const STATUS_RANK: Record<LatestStatus, number> = { unknown: 0, revoked: 1, good: 2, none: 3 };
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const ORDER: Record<SortKey, (a: Row, b: Row) => number> = {
  verdict: (a, b) => rank.get(a.entry.verdict)! - rank.get(b.entry.verdict)!,
  name: (a, b) => text(a.name.toLowerCase(), b.name.toLowerCase()),
  kind: (a, b) => text(a.entry.kind, b.entry.kind),
  notBefore: (a, b) => text(a.entry.notBefore, b.entry.notBefore),
  status: (a, b) => STATUS_RANK[a.latest] - STATUS_RANK[b.latest],
};
