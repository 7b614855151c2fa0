import { inflateSync } from 'fflate';
import type { ArchiveMeter, Spent } from './budget.ts';
import { crc32 } from './crc32.ts';
import { inflateBounded } from './inflate.ts';
import type { ZipEntry } from './zip-directory.ts';

/** The most that deflate can expand (RFC 1951: 258 octets from two bits). */
const DEFLATE_LIMIT = 1032;

/** What a member holds, and whether the directory told the truth about it. */
export interface Content {
  readonly bytes: Uint8Array;
  /** It has the size that the directory says. */
  readonly honest: boolean;
  /** It has the checksum that the directory says. */
  readonly intact: boolean;
}

const describe = (entry: ZipEntry, bytes: Uint8Array): Content => ({
  bytes,
  honest: bytes.length === entry.size,
  intact: crc32(bytes) === entry.crc,
});

/** A member that is not compressed. */
export function stored(entry: ZipEntry, data: Uint8Array, meter: ArchiveMeter): Content | Spent {
  return meter.expand(data.length) ?? describe(entry, data.slice());
}

/** Small members are unpacked here first: a buffer of its own takes as long to make as a certificate to unpack. */
const SMALL = 64 * 1024;
const scratch = new Uint8Array(SMALL);

/** A deflated member. `own` copies octets to where they may stay. */
export function inflated(
  entry: ZipEntry,
  data: Uint8Array,
  meter: ArchiveMeter,
  own: (octets: Uint8Array) => Uint8Array,
): Content | Spent {
  // The usual case: the size is known, so one buffer of exactly that size is filled.
  if (entry.size <= data.length * DEFLATE_LIMIT) {
    const spent = meter.expand(entry.size);
    if (spent) return spent;
    try {
      const isSmall = entry.size <= SMALL;
      const out = isSmall ? scratch.subarray(0, entry.size) : new Uint8Array(entry.size);
      const content = describe(entry, inflateSync(data, { out }));
      if (content.honest && content.intact) return isSmall ? { ...content, bytes: own(content.bytes) } : content;
    } catch {
      // Damaged, or larger than it says: read again below, as far as it goes.
    }
  }
  const { bytes, stopped } = inflateBounded('deflate', data, meter);
  if (stopped !== null && stopped !== 'damaged') return stopped;
  return describe(entry, bytes);
}
