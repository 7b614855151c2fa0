import type { LatestStatus, Row } from '../../core/model/row.ts';
import type { EntryKind, Verdict } from '../../core/model/verdict.ts';
import { inSpan, type SpanFilter } from '../timeline/select.ts';
import { monthOf } from './facets.ts';
import type { Listing, Ranks, SortKey } from './listing.ts';
import { remembered } from './remembered.ts';

/** The table of certificates: which rows are shown, and in which order. */

export { SORTS, type SortKey } from './listing.ts';

export interface Filter {
  /** Empty: every verdict. */
  readonly verdicts: ReadonlySet<Verdict>;
  readonly status: LatestStatus | '';
  readonly kind: EntryKind | '';
  readonly search: string;
  /** The issuer's whole Name; absent or `''`: every issuer. */
  readonly issuer?: string;
  /** `2022-10`, by notBefore, UTC. */
  readonly month?: string;
  /** The id of a rule that touched the certificate. */
  readonly rule?: string;
  /** A span of the timeline; absent or `null`: any time. */
  readonly span?: SpanFilter | null;
}

export interface Sort {
  readonly by: SortKey;
  readonly descending: boolean;
}

export function select(listing: Listing, filter: Filter, sort: Sort): readonly Row[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const within = filter.span ? inSpan(filter.span) : null;
  const mentions = words.map((word) => mentioning(listing, word));
  const { rows } = listing;
  const kept: number[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    if (
      (filter.verdicts.size === 0 || filter.verdicts.has(row.entry.verdict)) &&
      (filter.status === '' || row.latest === filter.status) &&
      (filter.kind === '' || row.entry.kind === filter.kind) &&
      (!filter.issuer || row.entry.issuer === filter.issuer) &&
      (!filter.month || monthOf(row) === filter.month) &&
      (!filter.rule || row.rules.includes(filter.rule)) &&
      (within === null || within(row)) &&
      mentions.every((does) => does(row, at))
    )
      kept.push(at);
  }
  return ordered(kept, listing.ranks(sort.by), sort.descending).map((at) => rows[at]!);
}

/** Hex is found in every form people write it in: with colons, with `0x`, in capitals. */
function mentioning({ texts }: Listing, word: string): (row: Row, at: number) => boolean {
  const hex = word.replace(/^0x|:/g, '');
  const isHex = /^[0-9a-f]{4,}$/.test(hex);
  // Thousands of rows share one issuer and few sets of rules.
  const issuers = remembered((issuer: string) => issuer.toLowerCase().includes(word));
  const rules = remembered((ids: readonly string[]) => ids.some((rule) => rule.includes(word)));
  return ({ entry, rules: ids }, at) =>
    texts[at]!.includes(word) ||
    issuers(entry.issuer) ||
    rules(ids) ||
    (isHex &&
      (entry.serialNumber.includes(hex) ||
        !!entry.certificateSha256?.includes(hex) ||
        !!entry.precertificateSha256?.includes(hex)));
}

/** Sorted by counting: equal rows keep the document's order, whichever way the column is sorted. */
function ordered(kept: readonly number[], { of, places }: Ranks, descending: boolean): number[] {
  const place = descending ? (at: number) => places - 1 - of[at]! : (at: number) => of[at]!;
  const starts = new Uint32Array(places + 1);
  for (const at of kept) starts[place(at) + 1]!++;
  for (let next = 1; next <= places; next++) starts[next]! += starts[next - 1]!;
  const sorted = new Array<number>(kept.length);
  for (const at of kept) sorted[starts[place(at)]!++] = at;
  return sorted;
}
