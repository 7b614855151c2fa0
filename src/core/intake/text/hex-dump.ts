import { readObject } from '../formats/der.ts';
import type { TextFormat } from '../piece.ts';
import { withoutSpans } from '../piece.ts';
import { announcedLength, isMeant } from './embedded.ts';

/** A line of a dump: the offset, then octets in groups, then perhaps the same as characters. */
const LINE =
  /^[ \t>]*(?:0x)?([0-9a-f]{4,16})(?:[:][ \t]*| - |[ \t]+)((?:[0-9a-f]{2}){1,8}(?:[ -]|$).*|[0-9a-f]{2})$/gim;
const FIRST = 16;

interface DumpLine {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  readonly rest: string;
}

/**
 * Objects in a hex dump with offsets (xxd, hexdump -C, openssl's -dump, Wireshark). How many octets a line has is
 * told by the offset of the next one, so the column of characters is never taken for octets.
 */
export const hexDump: TextFormat = {
  name: 'hex dump',
  detect: (text) => /^[ \t>]*(?:0x)?0{4,16}(?::| -|[ \t])[ \t]*30/im.test(text),
  read(text, { name, collector }) {
    const spans: [number, number][] = [];
    const lines = [...text.matchAll(LINE)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      offset: Number.parseInt(match[1]!, 16),
      rest: match[2]!,
    }));
    for (let at = 0; at < lines.length;) {
      const dump = lines[at]!.offset === 0 ? dumpAt(lines, at) : null;
      if (!dump || !isMeant(dump.bytes)) {
        at++;
        continue;
      }
      spans.push([lines[at]!.start, lines[at + dump.count - 1]!.end]);
      readObject(dump.bytes, name, collector, `Hex dump ${spans.length}: `);
      at += dump.count;
    }
    return withoutSpans(text, spans);
  },
};

/** The dump that begins at this line, which has offset 0. */
function dumpAt(lines: readonly DumpLine[], at: number): { bytes: Uint8Array; count: number } | null {
  const octets: number[] = [];
  const length = announcedLength(Uint8Array.from(octetsOf(lines[at]!.rest, FIRST))) ?? 0;
  let count = 0;
  for (; at + count < lines.length && octets.length < length; count++) {
    const line = lines[at + count]!;
    if (line.offset !== octets.length) break;
    const next = lines[at + count + 1];
    const expected = next && next.offset > line.offset ? next.offset - line.offset : length - octets.length;
    if (expected > 64) break;
    const found = octetsOf(line.rest, expected);
    octets.push(...found);
    if (found.length < expected) {
      count++;
      break;
    }
  }
  return count === 0 ? null : { bytes: Uint8Array.from(octets), count };
}

/** The first octets of a line, at most this many, up to what is no hex. */
function octetsOf(rest: string, most: number): number[] {
  const hex = /^(?:[0-9a-f]{2}[ -]{0,3})*/i.exec(rest)![0].replace(/[ -]/g, '');
  return (hex.match(/../g) ?? []).slice(0, most).map((pair) => Number.parseInt(pair, 16));
}
