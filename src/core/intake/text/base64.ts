import { fromBase64, isBase64Code } from '../base64.ts';
import { readObject } from '../formats/der.ts';
import type { TextFormat } from '../piece.ts';
import { withoutSpans } from '../piece.ts';
import type { Embedded } from './embedded.ts';
import { Patience, announcedLength, isMeant } from './embedded.ts';

/** A DER SEQUENCE in base64 begins with M and one of the first sixteen letters. Bounded: regular expressions overflow on runs of megabytes. */
const CANDIDATE = /(?<![A-Za-z0-9+/_-])M[A-P][A-Za-z0-9+/_-]{4,60}/g;
/** A first line this long may go on in the next one; shorter words followed by others are prose. */
const LINE = 40;

/**
 * Objects in base64 or base64url: wrapped or not, quoted, padded or not, one or several in a text. Where an object
 * ends is told by its own length, so lines need no separator.
 */
export const base64: TextFormat = {
  name: 'base64',
  detect: (text) => text.search(CANDIDATE) >= 0,
  read(text, { name, collector }) {
    const spans: [number, number][] = [];
    const patience = new Patience(text);
    let number = 0;
    for (let match; (match = CANDIDATE.exec(text));) {
      const start = match.index;
      const found = collect(text, start, match[0].length);
      if (found && isMeant(found.bytes)) {
        number++;
        spans.push([start, found.end]);
        readObject(found.bytes, name, collector, `Base64 object ${number}: `);
        CANDIDATE.lastIndex = found.end;
      } else if (!patience.spend(found ? found.end - start : 1)) break;
    }
    CANDIDATE.lastIndex = 0;
    return withoutSpans(text, spans);
  },
};

function collect(text: string, start: number, firstLine: number): Embedded | null {
  const head = fromBase64(text.slice(start, start + Math.min(firstLine, 48) - (Math.min(firstLine, 48) % 4)));
  const length = head && announcedLength(head);
  if (!length) return null;
  const wanted = Math.ceil((length * 4) / 3);
  const parts: string[] = [];
  let count = 0;
  let at = start;
  for (;;) {
    const from = at;
    while (count < wanted && at < text.length && isBase64Code(text.charCodeAt(at))) {
      at++;
      count++;
    }
    parts.push(text.slice(from, at));
    if (count >= wanted || firstLine < LINE) break;
    const next = skipBreak(text, at);
    if (next === at || next >= text.length || !isBase64Code(text.charCodeAt(next))) break;
    at = next;
  }
  // Octets behind the object, written without a break, belong to what was handed in.
  const from = at;
  while (at < text.length && isBase64Code(text.charCodeAt(at))) at++;
  parts.push(text.slice(from, at));
  const joined = parts.join('');
  const bytes = fromBase64(joined.slice(0, joined.length - (joined.length % 4 === 1 ? 1 : 0)));
  const padding = /^=[\s>|]*=?|^/.exec(text.slice(at, at + 16))![0].trimEnd();
  return bytes && { bytes, end: at + padding.length };
}

/** Where the next line's base64 begins: behind white space, quoting and a literal `\n`. */
function skipBreak(text: string, at: number): number {
  const pattern = /(?:[\s>|]|\\[rn])*/y;
  pattern.lastIndex = at;
  pattern.exec(text);
  return pattern.lastIndex;
}
