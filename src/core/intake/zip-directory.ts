import { latin1 } from '../model/bytes.ts';

/** One member, as the archive's directory (or, where that is missing, its own header) describes it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  /** Of the local header, in the file. */
  readonly offset: number;
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** What is wrong with the directory as a whole. */
  readonly defect: 'missing' | 'lying' | null;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const DESCRIPTOR = 0x08074b50;

/** The members of a ZIP file (APPNOTE 4.3), ZIP64 included; members that the directory conceals are found too. */
export function readZipDirectory(bytes: Uint8Array): ZipDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = findEnd(view);
  // Of an archive that was cut off, the last end that is seen may be that of an archive in it.
  const holder = end && memberAround(view, end);
  const isOpenable = holder?.method === 0 && localData(view, holder.offset) + holder.compressed <= bytes.length;
  if (!end || isOpenable) return { entries: [...scanLocal(view, 0, bytes.length)], defect: 'missing' };

  const entries: ZipEntry[] = [];
  let at = end.start;
  while (entries.length < end.count && at + 46 <= end.limit && view.getUint32(at, true) === CENTRAL) {
    entries.push(centralEntry(view, at, end.shift));
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  let lying = entries.length !== end.count || at !== end.limit;

  // What the directory does not account for may be members that it does not name.
  let reached = 0;
  // One by one: a call with all of them as arguments overflows the stack from about 100,000.
  const concealed: ZipEntry[] = [];
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    const data = localData(view, entry.offset);
    if (Number.isNaN(data)) continue;
    if (entry.offset > reached) for (const found of scanLocal(view, reached, entry.offset)) concealed.push(found);
    reached = Math.max(reached, data + entry.compressed);
  }
  for (const found of scanLocal(view, reached, end.start)) concealed.push(found);
  lying ||= concealed.length > 0;
  return { entries: [...entries, ...concealed], defect: holder ? 'missing' : lying ? 'lying' : null };
}

/** Where a member's data begins; NaN when there is no local header. */
export function localData(view: DataView, offset: number): number {
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL) return Number.NaN;
  return offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
}

/** Whether the local header calls the member by this name too. */
export function isCalled(view: DataView, offset: number, name: string): boolean {
  const length = view.getUint16(offset + 26, true);
  let same = length === name.length && offset + 30 + length <= view.byteLength;
  // Of ASCII, each octet is its character.
  for (let at = 0; same && at < length; at++) {
    const octet = view.getUint8(offset + 30 + at);
    same = octet < 0x80 && octet === name.charCodeAt(at);
  }
  return same || localEntry(view, offset).name === name;
}

/** The member that a local header describes, with its own words. */
export function localEntry(view: DataView, offset: number): ZipEntry {
  const nameLength = view.getUint16(offset + 26, true);
  return withZip64(view, offset + 30 + nameLength, view.getUint16(offset + 28, true), {
    name: readName(view, offset + 30, nameLength, view.getUint16(offset + 6, true)),
    method: view.getUint16(offset + 8, true),
    encrypted: (view.getUint16(offset + 6, true) & 1) !== 0,
    crc: view.getUint32(offset + 14, true),
    compressed: view.getUint32(offset + 18, true),
    size: view.getUint32(offset + 22, true),
    offset,
  });
}

function centralEntry(view: DataView, at: number, shift: number): ZipEntry {
  const nameLength = view.getUint16(at + 28, true);
  const entry = withZip64(view, at + 46 + nameLength, view.getUint16(at + 30, true), {
    name: readName(view, at + 46, nameLength, view.getUint16(at + 8, true)),
    method: view.getUint16(at + 10, true),
    encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
    crc: view.getUint32(at + 16, true),
    compressed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  });
  return shift === 0 ? entry : { ...entry, offset: entry.offset + shift };
}

/** Replaces the fields that are all ones by those of the ZIP64 extra field, in its fixed order. */
function withZip64(view: DataView, at: number, length: number, entry: ZipEntry): ZipEntry {
  const limit = Math.min(at + length, view.byteLength);
  for (; at + 4 <= limit; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    const wide = (value: number): number => {
      if (value !== 0xffffffff || next + 8 > limit) return value;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    };
    const size = wide(entry.size);
    const compressed = wide(entry.compressed);
    return { ...entry, size, compressed, offset: wide(entry.offset) };
  }
  return entry;
}

interface End {
  readonly start: number;
  readonly limit: number;
  readonly count: number;
  /** How far everything stands behind where the directory says, when something was put before the archive. */
  readonly shift: number;
}

function findEnd(view: DataView): End | null {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) !== END) continue;
    let limit = at;
    let count = view.getUint16(at + 10, true);
    let size = view.getUint32(at + 12, true);
    let offset = view.getUint32(at + 16, true);
    if (at >= 20 && view.getUint32(at - 20, true) === LOCATOR64) {
      const wide = Number(view.getBigUint64(at - 12, true));
      if (wide + 56 <= at && view.getUint32(wide, true) === END64) {
        limit = wide;
        count = Number(view.getBigUint64(wide + 32, true));
        size = Number(view.getBigUint64(wide + 40, true));
        offset = Number(view.getBigUint64(wide + 48, true));
      }
    }
    const shift = limit - size - offset;
    return {
      start: Math.max(0, Math.min(offset + Math.max(0, shift), limit)),
      limit,
      count,
      shift: Math.max(0, shift),
    };
  }
  return null;
}

/** The member, as the local headers tell from the file's beginning on, in whose data this end of an archive stands. */
function memberAround(view: DataView, { limit, shift }: End): ZipEntry | null {
  // The usual case: it tells of members from the first octet on.
  if (shift === 0) return null;
  for (const entry of scanLocal(view, 0, limit))
    if (!Number.isNaN(entry.size) && localData(view, entry.offset) + entry.compressed > limit) return entry;
  return null;
}

/** Members found by their own headers from one offset to another. */
function* scanLocal(view: DataView, from: number, to: number): Generator<ZipEntry> {
  for (let at = from; at + 30 <= to;) {
    const data = localData(view, at);
    if (Number.isNaN(data)) {
      at++;
      continue;
    }
    let entry = localEntry(view, at);
    // Written as a stream: the sizes stand behind the data.
    if ((view.getUint16(at + 6, true) & 8) !== 0 && entry.compressed === 0)
      entry = withDescriptor(view, data, to, entry);
    yield entry;
    at = Math.max(at + 30, data + entry.compressed);
  }
}

function withDescriptor(view: DataView, data: number, to: number, entry: ZipEntry): ZipEntry {
  for (let at = data; at + 16 <= to; at++)
    if (view.getUint32(at, true) === DESCRIPTOR && view.getUint32(at + 8, true) === at - data)
      return {
        ...entry,
        crc: view.getUint32(at + 4, true),
        compressed: at - data,
        size: view.getUint32(at + 12, true),
      };
  return { ...entry, compressed: Math.max(0, to - data), size: Number.NaN };
}

function readName(view: DataView, at: number, length: number, flags: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, Math.max(0, Math.min(length, view.byteLength - at)));
  // Nearly all names are ASCII, in every encoding the same, and are told without asking a decoder.
  if (isAscii(bytes)) return latin1(bytes);
  if ((flags & 0x800) !== 0) return UTF8.decode(bytes);
  // Many writers forget the flag, so UTF-8 comes first here as well.
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return WINDOWS.decode(bytes);
  }
}

const isAscii = (bytes: Uint8Array): boolean => {
  for (const octet of bytes) if (octet >= 0x80) return false;
  return true;
};

const UTF8 = new TextDecoder();
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true });
const WINDOWS = new TextDecoder('windows-1252');
