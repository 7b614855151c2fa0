import { Deflate, deflateSync } from 'fflate';
import { crc32 } from '../intake/crc32.ts';

/** A member of an archive: its octets, or what became of them. */
export interface Member {
  readonly name: string;
  readonly content: Uint8Array | Packed;
  /** Not compressed: keys and signatures, which most evidence is made of, do not get smaller. */
  readonly stored?: boolean;
}

/** The content of a member, as it stands in the archive. */
export interface Packed {
  /** 0 stored, 8 deflated. */
  readonly method: 0 | 8;
  /** A piece may be overwritten with the next. */
  readonly data: Iterable<Uint8Array>;
  readonly crc: number;
  /** Octets of `data`. */
  readonly compressed: number;
  /** Octets before. */
  readonly size: number;
}

/** Takes all these pieces at once and gives them back when they are asked for. */
export type Keep = (pieces: Iterable<Uint8Array>) => Promise<Iterable<Uint8Array>>;

export const keepInMemory: Keep = async (pieces) => [...pieces];

const LEVEL = 6;
const TOO_MANY = 0xffff;
const TOO_LARGE = 0xffffffff;
/** 1980-01-01 00:00, the first that a ZIP can tell: the same files give the same bytes. */
const DATE = 0x0021;
/** General purpose bit 11: the name is UTF-8. */
const UTF8_NAME = 0x0800;

/**
 * A ZIP (APPNOTE 4.3) of these members, in pieces, in their order; ZIP64 where it has more than 65,534 of them or more
 * than 4 GB. Only the compressed octets of one member are in memory at a time. The same members give the same octets.
 */
export function* writeZip(members: Iterable<Member>): Generator<Uint8Array, void> {
  const headers = new Octets();
  const directory = new Octets();
  const names = new Names();
  let count = 0;
  let offset = 0;
  for (const { name, content, stored = false } of members) {
    const nameBytes = names.encode(name);
    const sizes = content instanceof Uint8Array ? packed(content, stored) : content;
    const { data, compressed, size } = sizes;
    const wide = offset >= TOO_LARGE || compressed >= TOO_LARGE || size >= TOO_LARGE;
    const before = headers.length;
    writeLocalHeader(headers, nameBytes, sizes, wide);
    writeCentralHeader(directory, nameBytes, sizes, wide, offset);
    count++;
    offset += headers.length - before + compressed;
    yield* headers.take();
    yield* data;
  }
  const { length } = directory;
  yield* directory.take();
  writeEnd(directory, count, length, offset);
  yield* directory.take();
}

/** Octets of a block. */
const BLOCK = 256 * 1024;

/**
 * Numbers (little-endian) and octets written one behind the other, into blocks: of a large archive the headers are
 * hundreds of thousands, and an array of its own for each would be in memory until garbage is collected.
 */
class Octets {
  #full: Uint8Array[] = [];
  #block = new DataView(new ArrayBuffer(BLOCK));
  /** Of the block: what was taken, what was written. */
  #taken = 0;
  #used = 0;
  /** All that was written. */
  length = 0;

  u16(value: number): void {
    const at = this.#room(2);
    this.#block.setUint16(at, value, true);
  }

  u32(value: number): void {
    const at = this.#room(4);
    this.#block.setUint32(at, value, true);
  }

  u64(value: number): void {
    const at = this.#room(8);
    this.#block.setBigUint64(at, BigInt(value), true);
  }

  add(octets: Uint8Array): void {
    // A name has at most 65,535 octets.
    const at = this.#room(octets.length);
    new Uint8Array(this.#block.buffer, at, octets.length).set(octets);
  }

  /** What was written since the last time. */
  take(): Uint8Array[] {
    const all = [...this.#full, this.#rest()];
    this.#full = [];
    this.#taken = this.#used;
    return all;
  }

  #rest(): Uint8Array {
    return new Uint8Array(this.#block.buffer, this.#taken, this.#used - this.#taken);
  }

  /** Where so many octets in one piece are to be written; it may be in a new block. */
  #room(length: number): number {
    if (this.#used + length > BLOCK) {
      this.#full.push(this.#rest());
      this.#block = new DataView(new ArrayBuffer(BLOCK));
      this.#taken = this.#used = 0;
    }
    this.length += length;
    this.#used += length;
    return this.#used - length;
  }
}

/** Encodes one name after the other into the same octets. */
class Names {
  readonly #encoder = new TextEncoder();
  #octets = new Uint8Array(1024);

  /** UTF-8, until the next is encoded. */
  encode(name: string): Uint8Array {
    if (name.length * 3 > this.#octets.length) this.#octets = new Uint8Array(name.length * 3);
    // Nearly all are ASCII, and written without the browser's help, which leaves an object behind each time.
    let at = 0;
    while (at < name.length && name.charCodeAt(at) < 0x80) this.#octets[at] = name.charCodeAt(at++);
    if (at === name.length) return this.#octets.subarray(0, at);
    return this.#octets.subarray(0, this.#encoder.encodeInto(name, this.#octets).written);
  }
}

function packed(bytes: Uint8Array, stored: boolean): Packed {
  const data = stored ? bytes : deflateSync(bytes, { level: LEVEL });
  return { method: stored ? 0 : 8, data: [data], crc: crc32(bytes), compressed: data.length, size: bytes.length };
}

/** Compresses what is too large to be there at once. */
export async function deflatedInPieces(pieces: Iterable<Uint8Array>, keep: Keep = keepInMemory): Promise<Packed> {
  let crc = 0;
  let size = 0;
  let compressed = 0;
  function* deflated(): Generator<Uint8Array, void> {
    const made: Uint8Array[] = [];
    const stream = new Deflate({ level: LEVEL }, (part) => made.push(part));
    const next = (): Uint8Array[] => {
      for (const part of made) compressed += part.length;
      return made.splice(0);
    };
    for (const piece of pieces) {
      crc = crc32(piece, crc);
      size += piece.length;
      stream.push(piece);
      yield* next();
    }
    stream.push(new Uint8Array(), true);
    yield* next();
  }
  const data = await keep(deflated());
  return { method: 8, data, crc, compressed, size };
}

type Sizes = Omit<Packed, 'data'>;

/** What local and central header share, from the version on up to the name's length; with ZIP64 the sizes stand in the extra field. */
function writeShared(to: Octets, name: Uint8Array, { method, crc, compressed, size }: Sizes, wide: boolean): void {
  to.u16(wide ? 45 : 20);
  to.u16(name.some((octet) => octet > 0x7f) ? UTF8_NAME : 0);
  to.u16(method);
  // The time, then the date.
  to.u16(0);
  to.u16(DATE);
  to.u32(crc);
  to.u32(wide ? TOO_LARGE : compressed);
  to.u32(wide ? TOO_LARGE : size);
  to.u16(name.length);
}

/** APPNOTE 4.3.7. */
function writeLocalHeader(to: Octets, name: Uint8Array, sizes: Sizes, wide: boolean): void {
  const extra = wide ? [sizes.size, sizes.compressed] : [];
  to.u32(0x04034b50);
  writeShared(to, name, sizes, wide);
  to.u16(extraLength(extra));
  to.add(name);
  writeExtra(to, extra);
}

/** APPNOTE 4.3.12. */
function writeCentralHeader(to: Octets, name: Uint8Array, sizes: Sizes, wide: boolean, offset: number): void {
  const extra = wide ? [sizes.size, sizes.compressed, offset] : [];
  to.u32(0x02014b50);
  to.u16(wide ? 45 : 20);
  writeShared(to, name, sizes, wide);
  to.u16(extraLength(extra));
  // No comment, the first disk, no attributes inside and outside.
  to.u16(0);
  to.u16(0);
  to.u16(0);
  to.u32(0);
  to.u32(wide ? TOO_LARGE : offset);
  to.add(name);
  writeExtra(to, extra);
}

/** APPNOTE 4.5.3. */
const extraLength = (values: readonly number[]): number => (values.length === 0 ? 0 : 4 + 8 * values.length);

function writeExtra(to: Octets, values: readonly number[]): void {
  if (values.length === 0) return;
  to.u16(1);
  to.u16(8 * values.length);
  for (const value of values) to.u64(value);
}

/** The end of the directory (APPNOTE 4.3.16), and where it has to be ZIP64 its record and locator before it (4.3.14). */
function writeEnd(to: Octets, count: number, length: number, offset: number): void {
  if (count >= TOO_MANY || length >= TOO_LARGE || offset >= TOO_LARGE) {
    to.u32(0x06064b50);
    // Octets that follow, made by and needed to extract, this disk and that of the directory.
    to.u64(44);
    to.u16(45);
    to.u16(45);
    to.u32(0);
    to.u32(0);
    for (const value of [count, count, length, offset]) to.u64(value);
    to.u32(0x07064b50);
    to.u32(0);
    to.u64(offset + length);
    to.u32(1);
  }
  to.u32(0x06054b50);
  to.u16(0);
  to.u16(0);
  to.u16(Math.min(count, TOO_MANY));
  to.u16(Math.min(count, TOO_MANY));
  to.u32(Math.min(length, TOO_LARGE));
  to.u32(Math.min(offset, TOO_LARGE));
  to.u16(0);
}
