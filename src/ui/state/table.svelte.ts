import type { Verdict } from '../../core/model/verdict.ts';
import type { Row } from '../../core/model/row.ts';
import type { Facets } from './facets.ts';
import { linesOf, type Grouping } from './groups.ts';
import type { Listing } from './listing.ts';
import { select, type Filter, type Sort, type SortKey } from './rows.ts';

const ALL: Filter = {
  verdicts: new Set(),
  status: '',
  kind: '',
  search: '',
  issuer: '',
  month: '',
  rule: '',
  span: null,
};

/** Which certificates of the open case are listed, and in what order. */
export class Table {
  filter = $state.raw<Filter>(ALL);
  sort = $state.raw<Sort>({ by: 'verdict', descending: false });

  readonly #listing: () => Listing;
  /** In the document's order. */
  readonly all = $derived.by((): readonly Row[] => this.#listing().rows);
  readonly rows = $derived.by((): readonly Row[] => select(this.#listing(), this.filter, this.sort));
  readonly filtered = $derived(this.rows.length !== this.all.length);
  /** What there is to narrow to. */
  readonly facets = $derived.by((): Facets => this.#listing().counts.facets);

  grouping = $state.raw<Grouping>('');
  #folded = $state.raw<ReadonlySet<string>>(new Set());
  /** What is shown: the rows, under the heads of their groups. */
  readonly lines = $derived(linesOf(this.rows, this.grouping, this.#folded));

  /** Keys of the rows that the user picked, to do something with all of them. */
  picked = $state.raw<ReadonlySet<string>>(new Set());
  /** Those of them that are listed now, in their order: what is not seen is not copied. */
  readonly pickedRows = $derived(this.picked.size === 0 ? [] : this.rows.filter(({ key }) => this.picked.has(key)));

  constructor(listing: () => Listing) {
    this.#listing = listing;
  }

  /** As `Listing.telling`. */
  telling(rules: Row['rules']): Row['rules'] {
    return this.#listing().telling(rules);
  }

  /** The row of this certificate, whether it is listed now or not. */
  find(key: string): Row | null {
    return this.all.find((row) => row.key === key) ?? null;
  }

  toggle(verdict: Verdict): void {
    const verdicts = new Set(this.filter.verdicts);
    if (!verdicts.delete(verdict)) verdicts.add(verdict);
    this.filter = { ...this.filter, verdicts };
  }

  narrow(by: Partial<Omit<Filter, 'verdicts'>>): void {
    this.filter = { ...this.filter, ...by };
  }

  groupBy(by: Grouping): void {
    this.grouping = by;
    this.#folded = new Set();
  }

  /** Folds a group, or unfolds it. */
  fold(key: string): void {
    const folded = new Set(this.#folded);
    if (!folded.delete(key)) folded.add(key);
    this.#folded = folded;
  }

  /** Picks rows, or lets go of them. */
  pick(keys: readonly string[], picked: boolean): void {
    const now = new Set(this.picked);
    for (const key of keys)
      if (picked) now.add(key);
      else now.delete(key);
    this.picked = now;
  }

  /** As `pick`, of all that are listed. */
  pickListed(picked: boolean): void {
    this.pick(
      this.rows.map(({ key }) => key),
      picked,
    );
  }

  /** By another column, the first first; by the same once more, the other way round. */
  sortBy(by: SortKey): void {
    this.sort = { by, descending: this.sort.by === by && !this.sort.descending };
  }

  /** Every row again; what was picked stays picked. */
  reset(): void {
    this.filter = ALL;
  }

  /** For another case. */
  begin(): void {
    this.filter = ALL;
    this.picked = new Set();
    this.groupBy('');
  }
}
