import type { Row } from '../core/model/row.ts';
import { crtShCertificate } from '../core/todo/addresses.ts';
import { showing } from '../core/report/harmless.ts';
import { CONTRADICTION_WORD, UNMATCHABLE_WORD, type Found, type Mention } from '../core/reconcile/index.ts';
import type { Line, ListKey } from './reconciled.ts';

/** What a number counts, line by line: made when a line is looked at. */
export interface Lines {
  readonly size: number;
  at(index: number): Line;
}

/** `names`: of the lists, in their order. `null`: there is no such list. */
export function linesOf(found: Found, names: readonly string[], key: ListKey): Lines | null {
  const { matching } = found;
  const place = (list: number, line: number): string => `${names[list] ?? ''}, line ${line}`;
  const placeOf = ({ list, entry }: Mention): string => place(list, entry.line);
  switch (key) {
    case 'inEvidence':
    case 'notInLists':
    case 'outside':
      return ofRows(matching[key]);
    case 'notInEvidence':
      return lines(matching[key], (mention) => ({ text: mention.entry.text, place: placeOf(mention) }));
    case 'doubles':
      return lines(matching[key], ({ mention, first }) => ({
        text: mention.entry.text,
        place: placeOf(mention),
        note: `Named before: ${placeOf(first)}`,
      }));
    case 'contradictions':
      return lines(matching[key], ({ code, mention, other, rows, detail }) => ({
        ...(rows[0] && ofRow(rows[0])),
        text: mention.entry.text,
        place: placeOf(mention) + (other ? `, and ${placeOf(other)}` : ''),
        note: CONTRADICTION_WORD[code] + (detail ? `: ${detail}.` : '.'),
      }));
    case 'unmatchable':
      return lines(matching[key], ({ list, line, text, by }) => ({
        text,
        place: place(list, line),
        note: UNMATCHABLE_WORD[by],
      }));
    case 'ignored':
      return lines(matching[key], ({ list, line, text }) => ({ text, place: place(list, line) }));
    default: {
      const rows = rowsOf(found, key);
      return rows && ofRows(rows);
    }
  }
}

/** Lists of certificates that do not come from the stated lists. */
function rowsOf({ counts, divided, rows, expired, verdicts, rules }: Found, key: ListKey): readonly Row[] | null {
  const at = key.indexOf(':');
  const [kind, which] = at < 0 ? [key, ''] : [key.slice(0, at), key.slice(at + 1)];
  switch (kind) {
    case 'movers':
      return divided.movers;
    case 'count':
      return counts[Number(which)]?.rows ?? null;
    case 'before':
    case 'after':
      return divided.sides[Number(which)]?.[kind] ?? null;
    case 'verdict':
      return verdicts.find(({ of }) => of === which)?.rows ?? null;
    case 'rule':
      return rules.find(({ of }) => of === which)?.rows ?? null;
    case 'kind': {
      const [of, when] = which.split(':');
      return rows.filter(
        (row) =>
          (of === 'both' || row.entry.kind === of) && (when === 'all' || (when === 'expired') === expired.has(row)),
      );
    }
    default:
      return null;
  }
}

const lines = <Item>(items: readonly Item[], line: (item: Item) => Line): Lines => ({
  size: items.length,
  at: (index) => line(items[index]!),
});
const ofRow = ({ index, key }: Row): Pick<Line, 'row'> => ({ row: { index, key } });
const ofRows = (rows: readonly Row[]): Lines => lines(rows, ofRow);

/**
 * One line each, to be copied or downloaded: a link where the certificate is in hand, else what was stated, with what
 * does not show written out.
 */
export function* plainLines({ size, at }: Lines, rows: readonly Row[]): Generator<string> {
  for (let index = 0; index < size; index++) {
    const { row, text = '', place, note } = at(index);
    const entry = row && rows[row.index]!.entry;
    const sha256 = entry && (entry.certificateSha256 ?? entry.precertificateSha256);
    const what = sha256 ? crtShCertificate(sha256) : (entry?.serialNumber ?? text);
    const cells = [what, place, note].filter((cell) => cell !== undefined && cell !== '');
    yield `${cells.map((cell) => showing(cell!)).join('\t')}\n`;
  }
}
