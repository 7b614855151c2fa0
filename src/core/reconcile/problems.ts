import { byCodeUnit } from '../model/bytes.ts';
import type { Row } from '../model/row.ts';
import { VERDICTS, type Verdict } from '../model/verdict.ts';

/** Rows with something in common, and when the first and the last of them begin. */
export interface Group<K extends string> {
  readonly of: K;
  readonly rows: readonly Row[];
  /** RFC 3339 UTC. */
  readonly firstNotBefore: string;
  readonly lastNotBefore: string;
}

/** Rows by verdict, worst first; verdicts that none has are left out. */
export const byVerdict = (rows: readonly Row[]): Group<Verdict>[] =>
  grouped(rows, ({ entry }) => [entry.verdict]).sort((a, b) => VERDICTS.indexOf(a.of) - VERDICTS.indexOf(b.of));

/** Rows by each rule with a violation, a warning or a cannot-tell; a row counts under every rule it is touched by. */
export const byRule = (rows: readonly Row[]): Group<string>[] =>
  grouped(rows, ({ rules }) => rules).sort((a, b) => byCodeUnit(a.of, b.of));

function grouped<K extends string>(rows: readonly Row[], keysOf: (row: Row) => readonly K[]): Group<K>[] {
  const groups = new Map<K, Row[]>();
  for (const row of rows)
    for (const key of keysOf(row)) {
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
  return [...groups].map(([of, members]) => ({ of, rows: members, ...spanOf(members)! }));
}

/** The first and the last notBefore; `null` of no rows. RFC 3339 in UTC sorts as text. */
export function spanOf(rows: readonly Row[]): { firstNotBefore: string; lastNotBefore: string } | null {
  let [first, last] = [rows[0]?.entry.notBefore, rows[0]?.entry.notBefore];
  if (first === undefined || last === undefined) return null;
  for (const { entry } of rows) {
    if (entry.notBefore < first) first = entry.notBefore;
    if (entry.notBefore > last) last = entry.notBefore;
  }
  return { firstNotBefore: first, lastNotBefore: last };
}
