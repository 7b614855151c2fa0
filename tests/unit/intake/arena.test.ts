import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Arena } from '../../../src/core/intake/arena.ts';

describe('pieces that are kept', () => {
  test('are what they were, whatever came before and after them', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100_000, size: 'large' }), { maxLength: 40 }), (pieces) => {
        const arena = new Arena();
        const placed = pieces.map((piece) => arena.place(piece));
        expect(placed.map((piece) => Buffer.from(piece).toString('base64'))).toEqual(
          pieces.map((piece) => Buffer.from(piece).toString('base64')),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('do not hold on to what they were part of', () => {
    const archive = new Uint8Array(10_000_000);
    for (const size of [0, 1, 1000, 65_536, 65_537, 200_000])
      expect(new Arena().place(archive.subarray(5, 5 + size)).buffer).not.toBe(archive.buffer);
  });

  test('share buffers when they are small, and are not copied when they are large and alone', () => {
    const arena = new Arena();
    const [a, b] = [arena.place(new Uint8Array(1000)), arena.place(new Uint8Array(1000))];
    expect(a.buffer).toBe(b.buffer);
    const large = new Uint8Array(100_000);
    expect(arena.place(large)).toBe(large);
  });

  test('take few buffers when they are many, and a small one when they are few', () => {
    const arena = new Arena();
    expect(arena.place(new Uint8Array(1024)).buffer.byteLength).toBe(65_536);
    const buffers = new Set(Array.from({ length: 10_000 }, () => arena.place(new Uint8Array(1024)).buffer));
    expect(buffers.size).toBeLessThan(15);
  });
});
