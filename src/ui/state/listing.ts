import type { LatestStatus, Row } from '../../core/model/row.ts';
import { ENTRY_KINDS, VERDICTS } from '../../core/model/verdict.ts';
import { byCodeUnit } from '../../core/model/bytes.ts';
import { ranksOf } from '../../core/model/ranks.ts';
import { FacetCounts } from './facets.ts';
import { remembered } from './remembered.ts';

/** What the rows can be sorted by. Month by month is `notBefore`, to the second. */
export const SORTS = ['verdict', 'name', 'rule', 'issuer', 'kind', 'notBefore', 'status'] as const;
export type SortKey = (typeof SORTS)[number];

/** Places of rows in an order: rows of one place are equal in it. */
export interface Ranks {
  readonly of: Uint8Array | Uint16Array | Uint32Array;
  /** One more than the last place. */
  readonly places: number;
}

const STATUSES: readonly LatestStatus[] = ['unknown', 'revoked', 'good', 'none'];
const KINDS = [...ENTRY_KINDS].sort();
/** Behind every rule's id. */
const NO_RULE = '\uffff';

/**
 * The rows of an evaluation, with all that searching, narrowing and sorting them needs made beforehand: then each takes
 * a few milliseconds for 100,000 rows. Filled in portions, so that no portion holds up the page.
 */
export class Listing {
  /** In the document's order. */
  readonly rows: Row[] = [];
  /** What is searched of each row besides its issuer, its rules and its hex: subject and names, in lower case. */
  readonly texts: string[] = [];
  /** By position: in {@link VERDICTS}. */
  readonly verdicts: Uint8Array;
  readonly statuses: Uint8Array;
  readonly kinds: Uint8Array;
  #names: Ranks | null = null;
  readonly #made = new Map<SortKey, Ranks>();
  /** What there is to narrow to. */
  readonly counts = new FacetCounts();

  constructor(size: number) {
    this.verdicts = new Uint8Array(size);
    this.statuses = new Uint8Array(size);
    this.kinds = new Uint8Array(size);
  }

  static of(rows: readonly Row[]): Listing {
    const listing = new Listing(rows.length);
    listing.add(rows);
    return listing;
  }

  /** The next rows; together no more than the size. */
  add(rows: readonly Row[]): void {
    for (const row of rows) {
      const at = this.rows.push(row) - 1;
      const { entry } = row;
      this.texts.push([entry.subject, ...entry.dnsNames].join('\n').toLowerCase());
      this.verdicts[at] = VERDICTS.indexOf(entry.verdict);
      this.statuses[at] = STATUSES.indexOf(row.latest);
      this.kinds[at] = KINDS.indexOf(entry.kind);
      this.counts.add(row);
    }
  }

  /** The rules of a row, the rarest of the case first: what all rows share tells nothing about one of them. */
  readonly telling = remembered((rules: Row['rules']): Row['rules'] => {
    return [...rules].sort((a, b) => this.counts.withRule(a) - this.counts.withRule(b) || byCodeUnit(a, b));
  });

  /** Takes the order by name from where it was made; without it, it is made when it is first needed. */
  rankNames(ranks: Uint32Array): void {
    if (ranks.length === this.rows.length) this.#names = { of: ranks, places: ranks.length };
  }

  ranks(by: SortKey): Ranks {
    switch (by) {
      case 'verdict':
        return { of: this.verdicts, places: VERDICTS.length };
      case 'status':
        return { of: this.statuses, places: STATUSES.length };
      case 'kind':
        return { of: this.kinds, places: KINDS.length };
      case 'notBefore':
        return this.#make(by, ({ entry }) => entry.notBefore);
      case 'issuer': {
        const lower = remembered((issuer: string) => issuer.toLowerCase());
        return this.#make(by, ({ issuer }) => lower(issuer));
      }
      case 'rule': {
        // The sets of rules are few, and shared by the rows that have them.
        const written = remembered((rules: Row['rules']) => this.telling(rules).join(' ') || NO_RULE);
        return this.#make(by, ({ rules }) => written(rules));
      }
      case 'name':
        return (this.#names ??= this.#make(by, ({ name }) => name.toLowerCase()));
    }
  }

  /** Kept, because sorting the other way or narrowing takes the same places. */
  #make(by: SortKey, text: (row: Row) => string): Ranks {
    let ranks = this.#made.get(by);
    if (!ranks) this.#made.set(by, (ranks = { of: ranksOf(this.rows.map(text)), places: this.rows.length }));
    return ranks;
  }
}
