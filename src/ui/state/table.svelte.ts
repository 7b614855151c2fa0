import type { EntryKind, Verdict, VerdictDocument } from '../../core/model/verdict.ts';
import type { LatestStatus, Row } from '../../core/model/row.ts';
import { toRows } from '../../core/verdict/rows.ts';
import { select, type Filter, type Sort, type SortKey } from './rows.ts';

const ALL: Filter = { verdicts: new Set(), status: '', kind: '', search: '' };

/** Which certificates of the open case are listed, and in what order. */
export class Table {
  filter = $state.raw<Filter>(ALL);
  sort = $state.raw<Sort>({ by: 'verdict', descending: false });

  readonly #document: () => VerdictDocument | null;
  readonly all = $derived.by((): readonly Row[] => {
    const document = this.#document();
    return document ? toRows(document) : [];
  });
  readonly rows = $derived(select(this.all, this.filter, this.sort));
  readonly filtered = $derived(this.rows.length !== this.all.length);

  constructor(document: () => VerdictDocument | null) {
    this.#document = document;
  }

  toggle(verdict: Verdict): void {
    const verdicts = new Set(this.filter.verdicts);
    if (!verdicts.delete(verdict)) verdicts.add(verdict);
    this.filter = { ...this.filter, verdicts };
  }

  narrow(by: { status?: LatestStatus | ''; kind?: EntryKind | ''; search?: string }): void {
    this.filter = { ...this.filter, ...by };
  }

  sortBy(by: SortKey): void {
    this.sort = { by, descending: this.sort.by === by && !this.sort.descending };
  }

  reset(): void {
    this.filter = ALL;
  }
}
