import type { Moment } from './read.ts';
import { momentOf } from './read.ts';
import { writtenIn, type Written } from './written.ts';

/** A moment in a text. One that was written, and whose meaning is not certain, has no instant and says why. */
export interface FoundMoment extends Moment {
  /** Offsets into the text, UTF-16. */
  readonly start: number;
  readonly end: number;
  /** Counted from 1. */
  readonly line: number;
  /** The number of the comment it stands in, where the text is a page of a bug tracker. */
  readonly comment: number | null;
  /** The line around it, or of a long line what stands near. */
  readonly context: string;
}

/** Longest context, in UTF-16 units. */
const CONTEXT = 240;
/** As pages of bug trackers head a comment: `Comment 3•2 years ago`, `Comment 3 Jo Doe 2022-10-08 11:12:13 PDT`. */
const COMMENT = /^\s*Comment (?:#)?(\d{1,5})(?=\s*(?:$|[•·(]|\S.*\d{4}-\d{2}-\d{2} \d))/;

/** The dates with a time of day that are written in a text, in order; dates alone are no moments, and are left. */
export const findMoments = (text: string): FoundMoment[] => [...momentsOf(text)];

/** The same one after another, for a reader that may have enough. */
export function* momentsOf(text: string): Generator<FoundMoment> {
  let comment: number | null = null;
  let line = 0;
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    line++;
    const words = text.slice(start, end).replace(/\r$/, '');
    const heading = words.length < 300 ? COMMENT.exec(words) : null;
    if (heading) comment = +heading[1]!;
    // Most lines of what is handed in are hashes, links and base64: they have no year beside a time.
    if (mayHold(words))
      for (const written of writtenIn(words)) {
        const { start: from, end: to } = written;
        const context = around(words, from, to);
        yield { ...momentIn(written), start: start + from, end: start + to, line, comment, context };
      }
    start = end + 1;
  }
}

/** Two searches, each linear: lines are long, and written by others. */
const mayHold = (line: string): boolean => /\d{4}/.test(line) && /\d:\d\d|\d[ \u00a0\u202f]?[AaPp]\.?[Mm]/.test(line);

function momentIn(written: Written): Moment {
  const moment = momentOf(written);
  if (moment.ok) return moment.value;
  const { code, message } = moment;
  const precision = written.time?.second === null ? 'minute' : 'second';
  return {
    text: written.text,
    instant: null,
    zone: written.zone,
    offsetMinutes: null,
    precision,
    doubt: { code, message },
  };
}

/** The line without its list mark; of a long one, whole words on both sides of the moment. */
function around(line: string, start: number, end: number): string {
  if (line.length <= CONTEXT) return tidy(line);
  const room = Math.max(0, CONTEXT - (end - start)) >> 1;
  const from = start <= room ? 0 : start - room;
  const to = Math.min(line.length, end + room);
  const head = from === 0 ? '' : '…';
  const tail = to === line.length ? '' : '…';
  let cut = line.slice(from, to);
  if (from > 0) cut = cut.replace(/^\S{0,40}\s+/, '');
  if (to < line.length) cut = cut.replace(/\s+\S{0,40}$/, '');
  return `${head}${tidy(cut)}${tail}`;
}

const tidy = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^(?: ?[-*•>] )+/, '')
    .trim();
