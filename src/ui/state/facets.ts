import type { Row } from '../../core/model/row.ts';

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

export function facetsOf(rows: readonly Row[]): Facets {
  const issuers = new Map<string, { name: string; rows: number }>();
  const months = new Map<string, { name: string; rows: number }>();
  const rules = new Map<string, { name: string; rows: number }>();
  const note = (into: typeof issuers, value: string, name: string): void => {
    const known = into.get(value);
    if (known) known.rows++;
    else into.set(value, { name, rows: 1 });
  };
  for (const row of rows) {
    note(issuers, row.entry.issuer, row.issuer);
    const month = monthOf(row);
    note(months, month, month);
    for (const rule of row.rules) note(rules, rule, rule);
  }
  const list = (of: typeof issuers): Facet[] => [...of].map(([value, { name, rows: n }]) => ({ value, name, rows: n }));
  const frequent = (a: Facet, b: Facet): number => b.rows - a.rows || byCodeUnit(a.value, b.value);
  return {
    issuers: list(issuers).sort(frequent),
    months: list(months).sort((a, b) => byCodeUnit(a.value, b.value)),
    rules: list(rules).sort(frequent),
  };
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
