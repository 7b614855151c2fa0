/**
 * Writes any BER value again as DER, knowing nothing of the reader under test: what the reader accepts without a
 * complaint must come out as it went in. Lenient on purpose, so that it sees what a strict reader must not let pass.
 */
import { concatBytes } from '../../../src/core/model/bytes.ts';

interface Value {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly end: number;
}

/** The value at `at`, definite or indefinite, its length in any spelling. */
function parse(bytes: Uint8Array, at: number): Value {
  const tag = bytes[at]!;
  let length = bytes[at + 1]!;
  let start = at + 2;
  if (length === 0x80) {
    let end = start;
    while (bytes[end] !== 0 || bytes[end + 1] !== 0) end = parse(bytes, end).end;
    return { tag, content: bytes.subarray(start, end), end: end + 2 };
  }
  if (length > 0x80) {
    const octets = length & 0x7f;
    length = 0;
    for (let n = 0; n < octets; n++) length = length * 256 + bytes[start + n]!;
    start += octets;
  }
  if (start + length > bytes.length) throw new Error(`a value at ${at} runs over the end`);
  return { tag, content: bytes.subarray(start, start + length), end: start + length };
}

function write(tag: number, content: Uint8Array): Uint8Array {
  const size = content.length;
  const octets: number[] = [];
  for (let rest = size; rest > 0; rest >>>= 8) octets.unshift(rest & 0xff);
  const length = size < 0x80 ? [size] : [0x80 | octets.length, ...octets];
  return concatBytes([Uint8Array.from([tag, ...length]), content]);
}

/** Every value in these octets, each in DER. */
function all(bytes: Uint8Array): Uint8Array[] {
  const values: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const value = parse(bytes, at);
    values.push(rewrite(value));
    at = value.end;
  }
  return values;
}

function rewrite({ tag, content }: Value): Uint8Array {
  // The parts of a SET stay as they are: in a value of unknown type nobody can tell a SET from a SET OF.
  if ((tag & 0x20) !== 0) return write(tag, concatBytes(all(content)));
  switch (tag) {
    case 0x01:
      return write(tag, Uint8Array.of(content.some((octet) => octet !== 0) ? 0xff : 0));
    case 0x02:
    case 0x0a:
      return write(tag, content.length === 0 ? Uint8Array.of(0) : minimal(content));
    case 0x03:
      return write(tag, withoutUnusedBits(content));
    case 0x05:
      return write(tag, new Uint8Array(0));
    case 0x06:
      return write(tag, withoutPadding(content));
    default:
      return write(tag, content);
  }
}

function minimal(content: Uint8Array): Uint8Array {
  let start = 0;
  const spare = (at: number) =>
    (content[at] === 0x00 && content[at + 1]! < 0x80) || (content[at] === 0xff && content[at + 1]! >= 0x80);
  while (start < content.length - 1 && spare(start)) start++;
  return content.subarray(start);
}

function withoutUnusedBits(content: Uint8Array): Uint8Array {
  const unused = content.length > 1 ? content[0]! & 7 : 0;
  const bits = Uint8Array.from([unused, ...content.subarray(1)]);
  if (unused > 0) bits[bits.length - 1]! &= 0xff << unused;
  return bits;
}

function withoutPadding(content: Uint8Array): Uint8Array {
  const octets: number[] = [];
  let first = true;
  for (const octet of content) {
    if (!(first && octet === 0x80)) octets.push(octet);
    first = octet < 0x80;
  }
  return Uint8Array.from(octets);
}

/** The first value in DER. Throws where there is none. */
export const canonical = (bytes: Uint8Array): Uint8Array => rewrite(parse(bytes, 0));
