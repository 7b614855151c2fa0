import type { Row } from '../../core/model/row.ts';
import { showing } from '../../core/report/harmless.ts';
import type { Contradiction, Double, Mention } from '../../core/reconcile/index.ts';
import { crtShCertificate } from '../text/links.ts';
import { CONTRADICTION_WORD } from './words.ts';

/** One line of an opened list. */
export interface Line {
  /** A certificate in hand, with its own page. */
  readonly row?: Row;
  /** What stands in a stated list, as it is written there. */
  readonly text?: string;
  /** Where it stands: `cert_urls.txt, line 17`. */
  readonly place?: string;
  /** What is to be said of it. */
  readonly note?: string;
}

/** What a number counts, shown when somebody follows it. */
export interface Opened {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** The names of the lists, in their order. */
type Names = readonly string[];

const placeOf = ({ list, entry }: Mention, names: Names): string => `${names[list] ?? ''}, line ${entry.line}`;

export const ofRows = (rows: readonly Row[]): Line[] => rows.map((row) => ({ row }));

export const ofMentions = (mentions: readonly Mention[], names: Names): Line[] =>
  mentions.map((mention) => ({ text: mention.entry.text, place: placeOf(mention, names) }));

export const ofDoubles = (doubles: readonly Double[], names: Names): Line[] =>
  doubles.map(({ mention, first }) => ({
    text: mention.entry.text,
    place: placeOf(mention, names),
    note: `Named before: ${placeOf(first, names)}`,
  }));

export const ofContradictions = (found: readonly Contradiction[], names: Names): Line[] =>
  found.map(({ code, mention, other, rows, detail }) => ({
    ...(rows[0] && { row: rows[0] }),
    text: mention.entry.text,
    place: placeOf(mention, names) + (other ? `, and ${placeOf(other, names)}` : ''),
    note: CONTRADICTION_WORD[code] + (detail ? `: ${detail}.` : '.'),
  }));

/** One line each, to be copied or downloaded: a link where the certificate is in hand, else what was stated, with what does not show written out. */
export function plainLines(lines: readonly Line[]): string {
  return lines
    .map(({ row, text = '', place, note }) => {
      const sha256 = row && (row.entry.certificateSha256 ?? row.entry.precertificateSha256);
      const what = sha256 ? crtShCertificate(sha256) : (row?.entry.serialNumber ?? text);
      const cells = [what, place, note].filter((cell) => cell !== undefined && cell !== '');
      return `${cells.map((cell) => showing(cell!)).join('\t')}\n`;
    })
    .join('');
}
