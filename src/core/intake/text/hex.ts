import { readObject } from '../formats/der.ts';
import type { TextFormat } from '../piece.ts';
import { withoutSpans } from '../piece.ts';
import type { Embedded } from './embedded.ts';
import { Patience, announcedLength, isMeant } from './embedded.ts';

/** What people put between octets: nothing, colons, spaces, line ends, quoting, commas, `0x` or `\x` before each. */
const BETWEEN = String.raw`[ \n\r\t\f\v\u00a0:>,;|-]*(?:0x|\\x)?`;
/** A SEQUENCE whose first element is one that an object we know begins with: SEQUENCE, INTEGER, ENUMERATED or OID. */
const CANDIDATE = new RegExp(
  String.raw`(?<![0-9A-Za-z])(?:0x|\\x)?30${BETWEEN}(?:8[1-4]|[0-7][0-9a-f])(?:${BETWEEN}[0-9a-f]{2}){3}`,
  'gi',
);
const FINGERPRINT_DIGITS = 64;

/**
 * Objects in hex, in all the forms people write. Told from a list of fingerprints by reading: only what is an
 * object through and through is taken as one, and 64 digits that stand alone are a fingerprint.
 */
export const hex: TextFormat = {
  name: 'hex',
  detect: (text) => text.search(CANDIDATE) >= 0,
  read(text, { name, collector }) {
    const spans: [number, number][] = [];
    const patience = new Patience(text);
    let number = 0;
    for (let match; (match = CANDIDATE.exec(text));) {
      const start = match.index;
      const found = collect(text, start);
      if (found && isMeant(found.bytes)) {
        number++;
        spans.push([start, found.end]);
        readObject(found.bytes, name, collector, `Hex object ${number}: `);
        CANDIDATE.lastIndex = found.end;
      } else {
        CANDIDATE.lastIndex = start + 2;
        if (!patience.spend(found ? found.end - start : 1)) break;
      }
    }
    CANDIDATE.lastIndex = 0;
    return withoutSpans(text, spans);
  },
};

function collect(text: string, start: number): Embedded | null {
  const reader = new OctetReader(text, start);
  const head = reader.take(8);
  const length = announcedLength(Uint8Array.from(head));
  if (length === null) return null;
  const octets = head.concat(reader.take(length - head.length));
  // Octets behind the object, written without a break, belong to what was handed in.
  const rest = octets.length === length ? endOfRun(text, reader.at) : reader.at;
  if (rest > reader.at) {
    // … unless all of it is 64 digits: then it is a fingerprint that begins like an object.
    if (rest - start === FINGERPRINT_DIGITS) return null;
    while (reader.at < rest) for (const octet of reader.take(1)) octets.push(octet);
  }
  if (/[0-9A-Za-z]/.test(text[reader.at] ?? '')) return null;
  return { bytes: Uint8Array.from(octets), end: reader.at };
}

/** Where pairs of digits, with colons between them or nothing, end. No regular expression: it would overflow on megabytes. */
function endOfRun(text: string, at: number): number {
  for (;;) {
    const next = text[at] === ':' ? at + 1 : at;
    if (digit(text.charCodeAt(next)) < 0 || digit(text.charCodeAt(next + 1)) < 0) return at;
    at = next + 2;
  }
}

/** Reads octets out of a text, over all that may stand between them (`BETWEEN`, spelled out because regular expressions are slow here). */
class OctetReader {
  at: number;
  private readonly text: string;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  /** The next octets, fewer than `count` where the hex ends before. */
  take(count: number): number[] {
    const octets: number[] = [];
    for (; octets.length < count;) {
      const at = this.skipPrefix(this.skipSeparators(this.at));
      const high = digit(this.text.charCodeAt(at));
      const low = digit(this.text.charCodeAt(at + 1));
      if (high < 0 || low < 0) break;
      octets.push(high * 16 + low);
      this.at = at + 2;
    }
    return octets;
  }

  private skipSeparators(at: number): number {
    while (at < this.text.length && SEPARATORS.includes(this.text[at]!)) at++;
    return at;
  }

  /** `0x` or `\x`. */
  private skipPrefix(at: number): number {
    const first = this.text[at];
    return (first === '0' || first === '\\') && /[xX]/.test(this.text[at + 1] ?? '') ? at + 2 : at;
  }
}

const SEPARATORS = ' \n\r\t\f\v\u00a0:>,;|-';

/** The value of a hex digit by its code, or -1. */
function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
