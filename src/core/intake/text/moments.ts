import { momentsOf, readMoment } from '../../moments/index.ts';
import type { WrittenMoment } from '../../model/moment.ts';

/** Objects printed as text: these times are theirs, and no events. */
const OF_AN_OBJECT = /^(?:Not ?(?:Before|After) ?[:=]|(?:This|Next|Last) ?Update ?[:=]|Produced At:|Timestamp ?:)/i;

/** The moments that a text tells of, with the line of each and, on a page of a bug tracker, the comment; at most so many. */
export function momentsIn(content: string, name: string, most: number): WrittenMoment[] {
  const moments: WrittenMoment[] = [];
  for (const { instant, text, context, line, comment, doubt } of momentsOf(content)) {
    if (OF_AN_OBJECT.test(context)) continue;
    if (moments.length >= most) break;
    const from = [`${name}, line ${line}${comment === null ? '' : ` (comment ${comment})`}`];
    moments.push({ at: instant, written: text, context, from, ...(doubt && { doubt }) });
  }
  return moments;
}

/** A moment from a field that holds nothing else, such as when a comment was written; `null` when it holds none. */
export function momentOfField(field: string, context: string, from: string): WrittenMoment | null {
  const read = readMoment(field);
  if (!read.ok) return null;
  const { instant, text, doubt } = read.value;
  return { at: instant, written: text, context, from: [from], ...(doubt && { doubt }) };
}
