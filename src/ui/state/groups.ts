import type { Row } from '../../core/model/row.ts';
import { facetsOf } from './facets.ts';

/** How the rows are put together; `''`: not at all. */
export const GROUPINGS = ['', 'issuer', 'problem'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The head of a group of rows. */
export interface Group {
  readonly key: string;
  readonly name: string;
  readonly rows: number;
  readonly folded: boolean;
}

/** One line of the table: a row as it is, because an object around each would be made anew with every key that is typed. */
export type Line = Row | Group;

export const isGroup = (line: Line | undefined): line is Group => line !== undefined && 'folded' in line;

/** The group of rows that have no problem. */
export const NO_PROBLEM = '';

/**
 * The rows in groups, the largest first, those without a problem last; a row with several problems stands in the group of
 * each. Folded groups show their head alone. Rows keep their order.
 */
export function linesOf(rows: readonly Row[], by: Grouping, folded: ReadonlySet<string>): readonly Line[] {
  if (by === '') return rows;
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
    lines.push({ key, name, rows: inside.length, folded: isFolded });
    if (!isFolded) for (const row of inside) lines.push(row);
  };
  for (const { value, name } of groups) add(value, name, members.get(value)!);
  if (clear.length > 0) add(NO_PROBLEM, 'No problem found', clear);
  return lines;
}
