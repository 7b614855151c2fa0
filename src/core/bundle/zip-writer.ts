import { Deflate, deflateSync } from 'fflate';
import { crc32 } from '../intake/crc32.ts';
import { concatBytes } from '../model/bytes.ts';

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
  readonly data: readonly Uint8Array[];
  readonly crc: number;
  /** Octets before. */
  readonly size: number;
}

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
  const directory = new Octets();
  const encoder = new TextEncoder();
  let count = 0;
  let offset = 0;
  for (const { name, content, stored = false } of members) {
    const nameBytes = encoder.encode(name);
    const { method, data, crc, size } = content instanceof Uint8Array ? packed(content, stored) : content;
    const compressed = data.reduce((sum, part) => sum + part.length, 0);
    const sizes = { method, crc, compressed, size };
    const wide = offset >= TOO_LARGE || compressed >= TOO_LARGE || size >= TOO_LARGE;
    const local = localHeader(nameBytes, sizes, wide);
    directory.add(centralHeader(nameBytes, sizes, wide, offset));
    count++;
    yield local;
    yield* data;
    offset += local.length + compressed;
  }
  yield* directory.parts();
  yield end(count, directory.length, offset);
}

/** Octets of a block. */
const BLOCK = 256 * 1024;

/** Octets put one behind the other in blocks: the directory of a large archive is hundreds of thousands of pieces. */
class Octets {
  readonly #blocks: Uint8Array[] = [];
  /** Of the last block. */
  #used = BLOCK;

  get length(): number {
    return this.#blocks.length * BLOCK - (BLOCK - this.#used) * Math.sign(this.#blocks.length);
  }

  add(octets: Uint8Array): void {
    for (let rest = octets; rest.length > 0;) {
      if (this.#used === BLOCK) {
        this.#blocks.push(new Uint8Array(BLOCK));
        this.#used = 0;
      }
      const now = rest.subarray(0, BLOCK - this.#used);
      this.#blocks.at(-1)!.set(now, this.#used);
      this.#used += now.length;
      rest = rest.subarray(now.length);
    }
  }

  *parts(): Generator<Uint8Array, void> {
    for (const [at, block] of this.#blocks.entries())
      yield at === this.#blocks.length - 1 ? block.subarray(0, this.#used) : block;
  }
}

const packed = (bytes: Uint8Array, stored: boolean): Packed => ({
  method: stored ? 0 : 8,
  data: [stored ? bytes : deflateSync(bytes, { level: LEVEL })],
  crc: crc32(bytes),
  size: bytes.length,
});

/** Compresses what is too large to be there at once. */
export function deflatedInPieces(pieces: Iterable<Uint8Array>): Packed {
  const data: Uint8Array[] = [];
  const stream = new Deflate({ level: LEVEL }, (part) => data.push(part));
  let crc = 0;
  let size = 0;
  for (const piece of pieces) {
    crc = crc32(piece, crc);
    size += piece.length;
    stream.push(piece);
  }
  stream.push(new Uint8Array(), true);
  return { method: 8, data, crc, size };
}

interface Sizes {
  readonly method: 0 | 8;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
}

/** What local and central header share, from the version on; with ZIP64 the sizes stand in the extra field. */
function shared(
  view: DataView,
  at: number,
  name: Uint8Array,
  { method, crc, compressed, size }: Sizes,
  wide: boolean,
): void {
  view.setUint16(at, wide ? 45 : 20, true);
  view.setUint16(at + 2, name.some((octet) => octet > 0x7f) ? UTF8_NAME : 0, true);
  view.setUint16(at + 4, method, true);
  view.setUint16(at + 6, 0, true);
  view.setUint16(at + 8, DATE, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, wide ? TOO_LARGE : compressed, true);
  view.setUint32(at + 18, wide ? TOO_LARGE : size, true);
  view.setUint16(at + 22, name.length, true);
}

function localHeader(name: Uint8Array, sizes: Sizes, wide: boolean): Uint8Array {
  const extra = wide ? zip64Extra(sizes.size, sizes.compressed) : new Uint8Array();
  const header = new Uint8Array(30);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0x04034b50, true);
  shared(view, 4, name, sizes, wide);
  view.setUint16(28, extra.length, true);
  return concatBytes([header, name, extra]);
}

function centralHeader(name: Uint8Array, sizes: Sizes, wide: boolean, offset: number): Uint8Array {
  const extra = wide ? zip64Extra(sizes.size, sizes.compressed, offset) : new Uint8Array();
  const header = new Uint8Array(46);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, wide ? 45 : 20, true);
  shared(view, 6, name, sizes, wide);
  view.setUint16(30, extra.length, true);
  view.setUint32(42, wide ? TOO_LARGE : offset, true);
  return concatBytes([header, name, extra]);
}

/** APPNOTE 4.5.3. */
function zip64Extra(...values: readonly number[]): Uint8Array {
  const extra = new Uint8Array(4 + 8 * values.length);
  const view = new DataView(extra.buffer);
  view.setUint16(0, 1, true);
  view.setUint16(2, 8 * values.length, true);
  for (const [at, value] of values.entries()) view.setBigUint64(4 + 8 * at, BigInt(value), true);
  return extra;
}

/** The end of the directory (APPNOTE 4.3.16), and where it has to be ZIP64 its record and locator before it (4.3.14). */
function end(count: number, length: number, offset: number): Uint8Array {
  const wide = count >= TOO_MANY || length >= TOO_LARGE || offset >= TOO_LARGE;
  const bytes = new Uint8Array((wide ? 56 + 20 : 0) + 22);
  const view = new DataView(bytes.buffer);
  let at = 0;
  if (wide) {
    view.setUint32(0, 0x06064b50, true);
    view.setBigUint64(4, 44n, true);
    view.setUint16(12, 45, true);
    view.setUint16(14, 45, true);
    for (const [place, value] of [count, count, length, offset].entries())
      view.setBigUint64(24 + 8 * place, BigInt(value), true);
    view.setUint32(56, 0x07064b50, true);
    view.setBigUint64(64, BigInt(offset + length), true);
    view.setUint32(72, 1, true);
    at = 76;
  }
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, Math.min(count, TOO_MANY), true);
  view.setUint16(at + 10, Math.min(count, TOO_MANY), true);
  view.setUint32(at + 12, Math.min(length, TOO_LARGE), true);
  view.setUint32(at + 16, Math.min(offset, TOO_LARGE), true);
  return bytes;
}
