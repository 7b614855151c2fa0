import type { Collector } from '../collector.ts';
import type { Format } from '../piece.ts';
import { Piece } from '../piece.ts';
import { tooDeep } from './gzip.ts';

const BLOCK = 512;

/** A tar archive: POSIX ustar, pax and GNU headers, and the older kind without a magic. */
export const tar: Format = {
  name: 'tar',
  detect: ({ bytes }) => bytes.length >= BLOCK && isHeader(bytes, 0),
  read(piece, collector) {
    const { depth: most } = collector.spending.budget;
    if (piece.depth >= most) collector.unreadable(piece.bytes, piece.name, 'budget/depth', tooDeep(most));
    else collector.keepUnlessRead(piece, () => readMembers(piece, collector));
  },
};

/** Opens all members; `false` when a budget stopped it. */
function readMembers({ name, bytes, depth }: Piece, collector: Collector): boolean {
  const meter = collector.spending.archive(bytes.length);
  meter.announce(countMembers(bytes));
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= bytes.length;) {
    if (bytes.subarray(at, at + BLOCK).every((octet) => octet === 0)) return true;
    const size = number(bytes, at + 124, 12);
    if (!isHeader(bytes, at) || Number.isNaN(size)) {
      collector.unreadable(
        bytes.subarray(at),
        name,
        'tar/damaged',
        `There is no tar header at offset ${at}; the members before it were read, the rest was kept as it is. Get the archive again.`,
      );
      return true;
    }
    const type = String.fromCharCode(bytes[at + 156]!);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    const path = longName ?? shortName(bytes, at);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;

    if (type === 'L') longName = text(content);
    else if (type === 'x') longName = paxPath(content) ?? longName;
    else if (type !== 'g' && type !== 'K') {
      longName = null;
      if (!isFile(type) || path.endsWith('/')) continue;
      const spent = meter.member();
      if (spent) {
        collector.problem(name, spent.code, spent.message);
        return false;
      }
      const member = `${name}/${path}`;
      if (content.length === size) collector.open(new Piece(member, content.slice(), depth + 1));
      else
        collector.unreadable(
          content,
          member,
          'tar/truncated',
          `This member should have ${size} octets, but the archive ends after ${content.length} of them. Get the archive again.`,
        );
    }
  }
  return true;
}

/** How many headers stand one behind the other, for the progress to be shown. */
function countMembers(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at + BLOCK <= bytes.length && isHeader(bytes, at);) {
    if (isFile(String.fromCharCode(bytes[at + 156]!))) count++;
    at += BLOCK + Math.ceil(number(bytes, at + 124, 12) / BLOCK) * BLOCK || BLOCK;
  }
  return count;
}

/** Regular files; directories, links and devices carry no octets of their own. */
const isFile = (type: string): boolean => type === '0' || type === '\0' || type === '7';

/** A header's checksum: the sum of its octets, with the checksum field itself read as spaces. */
function isHeader(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] === 0) return false;
  let sum = 8 * 0x20;
  for (let index = 0; index < BLOCK; index++) if (index < 148 || index >= 156) sum += bytes[at + index]!;
  return sum === number(bytes, at + 148, 8);
}

/** Octal digits, or base-256 when the first bit is set (GNU, for sizes of 8 GiB and more). */
function number(bytes: Uint8Array, at: number, length: number): number {
  const field = bytes.subarray(at, at + length);
  if (field[0]! & 0x80) return field.subarray(1).reduce((value, octet) => value * 256 + octet, field[0]! & 0x7f);
  const digits = /^[\s]*([0-7]+)/.exec(text(field));
  return digits ? Number.parseInt(digits[1]!, 8) : Number.NaN;
}

function shortName(bytes: Uint8Array, at: number): string {
  const own = text(bytes.subarray(at, at + 100));
  const isUstar = text(bytes.subarray(at + 257, at + 262)) === 'ustar';
  // GNU's own variant (`ustar` and two spaces) keeps times where POSIX has the prefix.
  const prefix = isUstar && bytes[at + 262] === 0 ? text(bytes.subarray(at + 345, at + 500)) : '';
  return prefix ? `${prefix}/${own}` : own;
}

/** `path` among pax records, each `<length> <key>=<value>\n` with the length in octets. */
function paxPath(records: Uint8Array): string | null {
  for (let at = 0; at < records.length;) {
    const length = Number.parseInt(text(records.subarray(at, at + 20)), 10);
    if (!(length > 0)) return null;
    const record = text(records.subarray(at, at + length))
      .replace(/^\d+ /, '')
      .replace(/\n$/, '');
    if (record.startsWith('path=')) return record.slice(5);
    at += length;
  }
  return null;
}

/** Characters up to the first NUL. */
function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
