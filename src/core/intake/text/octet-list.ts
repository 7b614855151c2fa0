import { readObject } from '../formats/der.ts';
import type { TextFormat } from '../piece.ts';
import { withoutSpans } from '../piece.ts';
import type { Embedded } from './embedded.ts';
import { Patience, announcedLength, isMeant } from './embedded.ts';

/**
 * 48 is the tag of a SEQUENCE; at least four more numbers follow. Or a string literal whose first character is `0`, the
 * same tag, and whose second is written as an escape.
 */
const START = /(?<![\w.-])48(?:[ \t\r\n]*,[ \t\r\n]*-?\d{1,3}){4}|(["'])0\\x[0-9a-f]{2}/gi;
const NUMBER = /[ \t\r\n]*,[ \t\r\n]*(-?\d{1,3})(?![\w.])/y;
const ESCAPED: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, a: 7, b: 8, f: 12, v: 11, '0': 0 };

/**
 * Objects as programs write octets: decimal numbers (Java's with a sign, Node's Buffer in JSON), and string literals with
 * escapes (Python, Go). Where an object ends is told by its own length.
 */
export const octetList: TextFormat = {
  name: 'octets of a program',
  detect: (text) => text.search(START) >= 0,
  read(text, { name, collector }) {
    const spans: [number, number][] = [];
    const patience = new Patience(text, 2);
    for (const match of text.matchAll(START)) {
      const start = match.index;
      if (start < (spans.at(-1)?.[1] ?? 0)) continue;
      const found = collect(match[1] === undefined ? numbers(text, start) : literal(text, start + 1));
      if (!found || !isMeant(found.bytes)) {
        if (!patience.spend(found ? found.end - start : 1)) break;
        continue;
      }
      spans.push([start, found.end]);
      readObject(found.bytes, name, collector, `List of octets ${spans.length}: `);
    }
    return withoutSpans(text, spans);
  },
};

type Octets = Generator<{ readonly octet: number; readonly end: number }>;

function collect(octets: Octets): Embedded | null {
  const found: number[] = [];
  let length = Number.POSITIVE_INFINITY;
  let at = 0;
  for (const { octet, end } of octets) {
    found.push(octet);
    at = end;
    if (found.length === 6) length = announcedLength(Uint8Array.from(found)) ?? 0;
    if (found.length >= length) break;
  }
  return found.length >= 5 && length > 0 ? { bytes: Uint8Array.from(found), end: at } : null;
}

function* numbers(text: string, start: number): Octets {
  yield { octet: 48, end: start + 2 };
  NUMBER.lastIndex = start + 2;
  for (let match; (match = NUMBER.exec(text));) {
    const value = Number(match[1]);
    if (value < -128 || value > 255) return;
    const end = NUMBER.lastIndex;
    yield { octet: value & 0xff, end };
    NUMBER.lastIndex = end;
  }
}

function* literal(text: string, start: number): Octets {
  const quote = text[start - 1]!;
  for (let at = start; at < text.length && text[at] !== quote && text[at] !== '\n';) {
    if (text[at] !== '\\') {
      const code = text.charCodeAt(at++);
      if (code > 0x7e) return;
      yield { octet: code, end: at };
      continue;
    }
    const hex = /^x([0-9a-f]{2})/i.exec(text.slice(at + 1, at + 4))?.[1];
    const letter = text[at + 1] ?? '';
    at += hex ? 4 : 2;
    yield { octet: hex ? Number.parseInt(hex, 16) : (ESCAPED[letter] ?? letter.charCodeAt(0)), end: at };
  }
}
