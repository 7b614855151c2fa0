import type { Row } from '../../core/model/row.ts';
import { facetsOf } from './facets.ts';

/** How the rows are put together; `''`: not at all. */
export const GROUPINGS = ['', 'issuer', 'problem'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** One line of the table: a row, or the head of a group. */
export type Line =
  | { readonly type: 'row'; readonly row: Row }
  | {
      readonly type: 'group';
      readonly key: string;
      readonly name: string;
      readonly rows: number;
      readonly folded: boolean;
    };

/** The group of rows that have no problem. */
export const NO_PROBLEM = '';

/**
 * The rows in groups, the largest first, those without a problem last; a row with several problems stands in the group of
 * each. Folded groups show their head alone. Rows keep their order.
 */
export function linesOf(rows: readonly Row[], by: Grouping, folded: ReadonlySet<string>): readonly Line[] {
  if (by === '') return rows.map((row) => ({ type: 'row', row }));
  const { issuers, rules } = facetsOf(rows);
  const groups = by === 'issuer' ? issuers : rules;
  const members = new Map<string, Row[]>(groups.map(({ value }) => [value, []]));
  const clear: Row[] = [];
  for (const row of rows) {
    if (by === 'issuer') members.get(row.entry.issuer)!.push(row);
    else if (row.rules.length === 0) clear.push(row);
    else for (const rule of row.rules) members.get(rule)!.push(row);
  }
  const lines: Line[] = [];
  const add = (key: string, name: string, inside: readonly Row[]): void => {
    const isFolded = folded.has(key);
    lines.push({ type: 'group', key, name, rows: inside.length, folded: isFolded });
    if (!isFolded) for (const row of inside) lines.push({ type: 'row', row });
  };
  for (const { value, name } of groups) add(value, name, members.get(value)!);
  if (clear.length > 0) add(NO_PROBLEM, 'No problem found', clear);
  return lines;
}
