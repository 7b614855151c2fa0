import { describe, expect, test } from 'vitest';
import { fileOf, type ScratchFile } from '../../../src/worker/export.ts';

const MEGABYTE = 1024 * 1024;
const turn = async (): Promise<void> => undefined;

/** Pieces of a megabyte, each of another letter; every third as octets. */
function* pieces(count: number): Generator<string | Uint8Array> {
  for (let at = 0; at < count; at++) {
    const text = String.fromCharCode(97 + (at % 26)).repeat(MEGABYTE);
    yield at % 3 === 0 ? new TextEncoder().encode(text) : text;
  }
}
const whole = async (count: number): Promise<string> => {
  const decoder = new TextDecoder();
  return [...pieces(count)].map((piece) => (typeof piece === 'string' ? piece : decoder.decode(piece))).join('');
};

/** A disk with room for so many octets; a write that does not fit is half done. */
class Disk {
  opened = 0;
  readonly #room: number;
  #written: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;

  constructor(room = Infinity) {
    this.#room = room;
  }
  get size(): number {
    return this.#size;
  }
  readonly open = async (): Promise<ScratchFile> => {
    this.opened++;
    return {
      write: (octets) => {
        const fits = Math.min(octets.length, this.#room - this.#size);
        this.#written.push(octets.slice(0, fits));
        this.#size += fits;
        if (fits < octets.length) throw new DOMException('full', 'QuotaExceededError');
      },
      read: () => 0,
      finish: async () => new File(this.#written, 'scratch'),
      discard: async () => undefined,
    };
  };
}

describe('an exported file', () => {
  test('is its pieces, in order', async () => {
    const file = await fileOf(pieces(20), 'application/json', turn);
    expect(file.type).toBe('application/json');
    expect((await file.text()) === (await whole(20))).toBe(true);
  });

  test('is whole where characters of several octets meet the end of a buffer', async () => {
    // 3, 4 and 1 octets, so that every remainder is met: a buffer holds 4 MB.
    const texts = Array.from({ length: 9 }, (_, at) => `${'x'.repeat(at)}${'€\u{1f600}'.repeat(100_000)}`);
    const file = await fileOf(texts, 'text/plain', turn);
    expect((await file.text()) === texts.join('')).toBe(true);
  });

  test('stays in memory while it is small', async () => {
    const disk = new Disk();
    await fileOf(pieces(15), 'application/json', turn, disk.open);
    expect(disk.opened).toBe(0);
  });

  test('goes to the disk, all of it, once it is large', async () => {
    const disk = new Disk();
    const file = await fileOf(pieces(101), 'application/json', turn, disk.open);
    expect(disk.opened).toBe(1);
    expect(disk.size).toBe(101 * MEGABYTE);
    expect(file.type).toBe('application/json');
    expect((await file.text()) === (await whole(101))).toBe(true);
  });

  test.each([0, 3 * MEGABYTE + 7, 70 * MEGABYTE, 100 * MEGABYTE])(
    'is whole when the disk is full after %i octets',
    async (room) => {
      const file = await fileOf(pieces(101), 'application/json', turn, new Disk(room).open);
      expect((await file.text()) === (await whole(101))).toBe(true);
    },
  );

  test('is whole where there are no files on the disk', async () => {
    const file = await fileOf(pieces(101), 'application/json', turn, async () => null);
    expect((await file.text()) === (await whole(101))).toBe(true);
  });
});
