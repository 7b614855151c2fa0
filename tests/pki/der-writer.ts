/**
 * Writes DER, and on request what only looks like DER. Values that the @peculiar schemas can express are built with
 * them (names, extension values, CertIDs, requests); the containers around them are written here, because a schema
 * cannot be asked for an indefinite length or for a time with an offset.
 */
import { concatBytes, fromHex } from '../../src/core/model/bytes.ts';

export type Bytes = Uint8Array;

/** The definite, minimal length octets of X.690 section 10.1. */
function length(size: number): Bytes {
  if (size < 0x80) return Uint8Array.of(size);
  const octets = bigEndian(size);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

function bigEndian(value: number): number[] {
  const octets: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return octets;
}

/** One TLV: `tag` is the identifier octet, e.g. 0x30; the parts are its content. */
export function tlv(tag: number, ...parts: readonly Bytes[]): Bytes {
  const content = concatBytes(parts);
  return concatBytes([Uint8Array.of(tag), length(content.length), content]);
}

export const sequence = (...parts: readonly Bytes[]): Bytes => tlv(0x30, ...parts);
export const set = (...parts: readonly Bytes[]): Bytes => tlv(0x31, ...parts);
export const octetString = (...parts: readonly Bytes[]): Bytes => tlv(0x04, ...parts);
export const bitString = (bytes: Bytes, unusedBits = 0): Bytes => tlv(0x03, Uint8Array.of(unusedBits), bytes);
export const boolean = (value: boolean): Bytes => tlv(0x01, Uint8Array.of(value ? 0xff : 0));
export const nullValue = (): Bytes => tlv(0x05);
export const enumerated = (value: number): Bytes => tlv(0x0a, Uint8Array.of(value));
/** `[n] EXPLICIT`. */
export const explicit = (n: number, ...parts: readonly Bytes[]): Bytes => tlv(0xa0 | n, ...parts);
/** `[n] IMPLICIT` over a primitive type: the parts are content octets. */
export const implicitPrimitive = (n: number, ...parts: readonly Bytes[]): Bytes => tlv(0x80 | n, ...parts);

/** INTEGER from hex of its magnitude: the sign octet that DER wants is added. */
export function integer(hex: string): Bytes {
  const digits = hex.length % 2 === 0 ? hex : `0${hex}`;
  let octets = fromHex(digits);
  while (octets.length > 1 && octets[0] === 0 && octets[1]! < 0x80) octets = octets.subarray(1);
  return octets[0]! >= 0x80 ? tlv(0x02, Uint8Array.of(0), octets) : tlv(0x02, octets);
}

/** INTEGER with exactly these content octets, minimal or not, negative or not. */
export const rawInteger = (contentHex: string): Bytes => tlv(0x02, fromHex(contentHex));

export function objectIdentifier(dotted: string): Bytes {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const digits = [arc % 128];
    for (let more = Math.floor(arc / 128); more > 0; more = Math.floor(more / 128)) digits.unshift(0x80 | (more % 128));
    octets.push(...digits);
  }
  return tlv(0x06, Uint8Array.from(octets));
}

const characters = (text: string): Bytes => new TextEncoder().encode(text);

/** GeneralizedTime with exactly these characters, e.g. `20221001000000Z`; anything else is the caller's defect. */
export const generalizedTimeOf = (text: string): Bytes => tlv(0x18, characters(text));
/** UTCTime with exactly these characters, e.g. `221001000000Z`. */
export const utcTimeOf = (text: string): Bytes => tlv(0x17, characters(text));

/** An RFC 3339 UTC moment such as `2022-10-01T00:00:00Z` in the characters of a GeneralizedTime. */
export function timeCharacters(moment: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(moment)) throw new Error(`not a whole UTC second: ${moment}`);
  return moment.replace(/[-:T]/g, '');
}

/** GeneralizedTime as RFC 6960 wants it: Zulu, with seconds, without a fraction. */
export const generalizedTime = (moment: string): Bytes => generalizedTimeOf(timeCharacters(moment));

/** RFC 5280 section 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050. */
export const certificateTime = (moment: string): Bytes =>
  moment < '2050' ? utcTimeOf(timeCharacters(moment).slice(2)) : generalizedTime(moment);

/** The identifier, header size and end of the TLV at `at`. Only for DER that was just written, so nothing is checked. */
export function headerAt(bytes: Bytes, at: number): { tag: number; content: number; end: number } {
  const first = bytes[at + 1]!;
  if (first < 0x80) return { tag: bytes[at]!, content: at + 2, end: at + 2 + first };
  let size = 0;
  for (let n = 0; n < (first & 0x7f); n++) size = size * 256 + bytes[at + 2 + n]!;
  const content = at + 2 + (first & 0x7f);
  return { tag: bytes[at]!, content, end: content + size };
}

/** The whole TLVs inside a constructed one. */
export function children(bytes: Bytes): Bytes[] {
  const { content, end } = headerAt(bytes, 0);
  const found: Bytes[] = [];
  for (let at = content; at < end; at = headerAt(bytes, at).end)
    found.push(bytes.subarray(at, headerAt(bytes, at).end));
  return found;
}

/** Where in nested DER: the index of a child, or `'*'` for the TLV inside an OCTET STRING. */
export type Path = readonly (number | '*')[];

/** The TLV at a path. */
export const at = (bytes: Bytes, path: Path): Bytes =>
  path.reduce<Bytes>((outer, step) => children(outer)[step === '*' ? 0 : step]!, bytes);

/**
 * The same DER with the TLV at `path` replaced by what `change` makes of it (empty bytes remove it), and every length
 * around it made right again. A signature around it is not: sign after changing, unless that is the defect.
 */
export function changeAt(bytes: Bytes, path: Path, change: (found: Bytes) => Bytes): Bytes {
  const [step, ...rest] = path;
  if (step === undefined) return change(bytes);
  const inside = children(bytes);
  const index = step === '*' ? 0 : step;
  inside[index] = changeAt(inside[index]!, rest, change);
  return tlv(bytes[0]!, ...inside);
}

/** X.690 section 10.1 forbids it in DER: the TLV with the indefinite length form (BER). */
export function withIndefiniteLengthForm(constructed: Bytes): Bytes {
  const { content, end } = headerAt(constructed, 0);
  return concatBytes([Uint8Array.of(constructed[0]!, 0x80), constructed.subarray(content, end), Uint8Array.of(0, 0)]);
}

/** X.690 section 10.1 forbids it in DER: the TLV with a length written in more octets than needed. */
export function withLongLengthForm(value: Bytes): Bytes {
  const { content, end } = headerAt(value, 0);
  return concatBytes([Uint8Array.of(value[0]!, 0x84), bigEndian32(end - content), value.subarray(content, end)]);
}

const bigEndian32 = (value: number): Bytes =>
  Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
