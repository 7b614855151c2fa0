import { describe, expect, test } from 'vitest';
import { concatBytes } from '../../../src/core/model/bytes.ts';
import type { ScratchFile } from '../../../src/worker/export.ts';
import { PutAside } from '../../../src/worker/put-aside.ts';

const MEGABYTE = 1024 * 1024;

/** A file on the disk with room for so many octets; a write that does not fit is half done. */
class Disk implements ScratchFile {
  readonly octets: Uint8Array<ArrayBuffer>;
  size = 0;
  discarded = false;

  constructor(room: number) {
    this.octets = new Uint8Array(room);
  }
  write(octets: Uint8Array<ArrayBuffer>): void {
    const fits = octets.subarray(0, this.octets.length - this.size);
    this.octets.set(fits, this.size);
    this.size += fits.length;
    if (fits.length < octets.length) throw new DOMException('full', 'QuotaExceededError');
  }
  read(into: Uint8Array<ArrayBuffer>, at: number): number {
    // Fewer than asked for, as a disk may.
    const some = this.octets.subarray(at, Math.min(at + into.length, at + 100_000, this.size));
    into.set(some);
    return some.length;
  }
  finish(): Promise<File> {
    throw new Error('Nobody asks for the file');
  }
  async discard(): Promise<void> {
    this.discarded = true;
  }
}

/** Pieces of 100 kB, each of another number. */
function* pieces(first: number, count: number): Generator<Uint8Array> {
  for (let at = first; at < first + count; at++) yield new Uint8Array(100_000).fill(at);
}
/** What is read, when each piece is gone with the next. */
function read(kept: Iterable<Uint8Array>): Uint8Array {
  const copies: Uint8Array[] = [];
  for (const piece of kept) copies.push(piece.slice());
  return concatBytes(copies);
}
const same = (kept: Iterable<Uint8Array>, first: number, count: number): boolean =>
  Buffer.compare(read(kept), concatBytes([...pieces(first, count)])) === 0;

describe('what waits for its turn', () => {
  test.each([
    ['on a disk with room', 100 * MEGABYTE],
    ['on a disk that is full at once', 0],
    ['on a disk that is full in the middle of a piece', MEGABYTE + 7],
    ['where there is no disk', null],
  ])('comes back as it was, as often as asked for: %s', async (_, room) => {
    const disk = room === null ? null : new Disk(room);
    const aside = new PutAside(async () => disk);
    // The second is partly in memory.
    const kept = [
      await aside.keep(pieces(0, 100)),
      await aside.keep(pieces(100, 100)),
      await aside.keep(pieces(200, 9)),
    ];
    for (let turn = 0; turn < 2; turn++)
      expect([same(kept[0]!, 0, 100), same(kept[1]!, 100, 100), same(kept[2]!, 200, 9)]).toEqual([true, true, true]);
    if (disk) expect(disk.size).toBe(Math.min(room!, 20_900_000 - 16_800_000));
    await aside.end();
    expect(disk?.discarded ?? true).toBe(true);
  });

  test('stays in memory while it is little, and the disk is not asked for', async () => {
    const aside = new PutAside(() => {
      throw new Error('not asked for');
    });
    expect(same(await aside.keep(pieces(0, 167)), 0, 167)).toBe(true);
    await aside.end();
  });

  test('is missed when the disk has lost it', async () => {
    const disk = new Disk(100 * MEGABYTE);
    const aside = new PutAside(async () => disk);
    const kept = await aside.keep(pieces(0, 200));
    disk.size -= 10;
    expect(() => read(kept)).toThrow('is gone');
  });
});
