import type { Row } from '../../core/model/row.ts';
import { byCodeUnit } from '../../core/model/bytes.ts';

/** What the rows can be narrowed to besides verdict, status and kind: the values there are, and how often. */
export interface Facet {
  readonly value: string;
  /** As a person reads it. */
  readonly name: string;
  readonly rows: number;
}

export interface Facets {
  /** By the issuer's whole Name; the most frequent first. */
  readonly issuers: readonly Facet[];
  /** `2022-10`, by notBefore, UTC; in order. */
  readonly months: readonly Facet[];
  /** Rules with a violation, a warning or a cannot-tell; the most frequent first. */
  readonly rules: readonly Facet[];
}

export const monthOf = ({ entry }: Row): string => entry.notBefore.slice(0, 7);

/** Counts the values row by row, so that they are there when the rows are. */
export class FacetCounts {
  readonly #issuers = new Map<string, Counted>();
  readonly #months = new Map<string, Counted>();
  readonly #rules = new Map<string, Counted>();

  add(row: Row): void {
    note(this.#issuers, row.entry.issuer, row.issuer);
    const month = monthOf(row);
    note(this.#months, month, month);
    for (const rule of row.rules) note(this.#rules, rule, rule);
  }

  /** Rows that this rule touched. */
  withRule(id: string): number {
    return this.#rules.get(id)?.rows ?? 0;
  }

  get facets(): Facets {
    return {
      issuers: listed(this.#issuers).sort(byFrequency),
      months: listed(this.#months).sort((a, b) => byCodeUnit(a.value, b.value)),
      rules: listed(this.#rules).sort(byFrequency),
    };
  }
}

export function facetsOf(rows: readonly Row[]): Facets {
  const counts = new FacetCounts();
  for (const row of rows) counts.add(row);
  return counts.facets;
}

interface Counted {
  readonly name: string;
  rows: number;
}

function note(into: Map<string, Counted>, value: string, name: string): void {
  const known = into.get(value);
  if (known) known.rows++;
  else into.set(value, { name, rows: 1 });
}

const listed = (of: ReadonlyMap<string, Counted>): Facet[] =>
  [...of].map(([value, { name, rows }]) => ({ value, name, rows }));

const byFrequency = (a: Facet, b: Facet): number => b.rows - a.rows || byCodeUnit(a.value, b.value);
