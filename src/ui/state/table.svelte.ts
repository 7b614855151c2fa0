import type { EntryKind, Verdict } from '../../core/model/verdict.ts';
import type { LatestStatus, Row } from '../../core/model/row.ts';
import type { SpanFilter } from '../timeline/select.ts';
import type { Listing } from './listing.ts';
import { select, type Filter, type Sort, type SortKey } from './rows.ts';

const ALL: Filter = { verdicts: new Set(), status: '', kind: '', search: '', span: null };

/** Which certificates of the open case are listed, and in what order. */
export class Table {
  filter = $state.raw<Filter>(ALL);
  sort = $state.raw<Sort>({ by: 'verdict', descending: false });

  readonly #listing: () => Listing;
  /** In the document's order. */
  readonly all = $derived.by((): readonly Row[] => this.#listing().rows);
  readonly rows = $derived.by((): readonly Row[] => select(this.#listing(), this.filter, this.sort));
  readonly filtered = $derived(this.rows.length !== this.all.length);
  readonly #byKey = $derived(new Map(this.all.map((row) => [row.key, row])));

  constructor(listing: () => Listing) {
    this.#listing = listing;
  }

  /** The row of this certificate, whether it is listed now or not. */
  find(key: string): Row | null {
    return this.#byKey.get(key) ?? null;
  }

  toggle(verdict: Verdict): void {
    const verdicts = new Set(this.filter.verdicts);
    if (!verdicts.delete(verdict)) verdicts.add(verdict);
    this.filter = { ...this.filter, verdicts };
  }

  narrow(by: { status?: LatestStatus | ''; kind?: EntryKind | ''; search?: string; span?: SpanFilter | null }): void {
    this.filter = { ...this.filter, ...by };
  }

  sortBy(by: SortKey): void {
    this.sort = { by, descending: this.sort.by === by && !this.sort.descending };
  }

  reset(): void {
    this.filter = ALL;
  }
}
