import { readObject } from '../formats/der.ts';
import type { TextFormat } from '../piece.ts';
import { withoutSpans } from '../piece.ts';
import type { Embedded } from './embedded.ts';
import { Patience, announcedLength, isMeant } from './embedded.ts';

/** What people put between octets: nothing, colons, spaces, line ends, quoting, commas, `0x` or `\x` before each. */
const BETWEEN = String.raw`[\s:>,;|-]*(?:0x|\\x)?`;
/** A SEQUENCE whose first element is one that an object we know begins with: SEQUENCE, INTEGER, ENUMERATED or OID. */
const CANDIDATE = new RegExp(
  String.raw`(?<![0-9A-Za-z])(?:0x|\\x)?30${BETWEEN}(?:8[1-4]|[0-7][0-9a-f])(?:${BETWEEN}[0-9a-f]{2}){3}`,
  'gi',
);
const OCTET = new RegExp(`${BETWEEN}([0-9a-f]{2})`, 'iy');
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
  const octets: number[] = [];
  let end = start;
  const take = (): boolean => {
    OCTET.lastIndex = end;
    const match = OCTET.exec(text);
    if (!match) return false;
    octets.push(Number.parseInt(match[1]!, 16));
    end = OCTET.lastIndex;
    return true;
  };
  while (octets.length < 8 && take());
  const length = announcedLength(Uint8Array.from(octets));
  if (length === null) return null;
  while (octets.length < length && take());
  // Octets behind the object, written without a break, belong to what was handed in.
  const whole = octets.length === length;
  const rest = /(?:[:]?[0-9a-f]{2})*/iy;
  rest.lastIndex = end;
  if (whole && rest.exec(text)![0]) {
    // … unless all of it is 64 digits: then it is a fingerprint that begins like an object.
    if (rest.lastIndex - start === FINGERPRINT_DIGITS) return null;
    while (end < rest.lastIndex && take());
  }
  if (/[0-9A-Za-z]/.test(text[end] ?? '')) return null;
  return { bytes: Uint8Array.from(octets), end };
}
