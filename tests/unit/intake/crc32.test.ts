import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from '../../../src/core/intake/crc32.ts';

/** Bit by bit, as RFC 1952 section 8 defines it. */
function bitByBit(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const octet of bytes) {
    value ^= octet;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

describe('CRC-32', () => {
  test('of the standard check value', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });

  test('of any octets is what its definition says, in one piece or in two, at any offset', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(80), (bytes, cut) => {
        const whole = bitByBit(bytes);
        expect(crc32(bytes)).toBe(whole);
        expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(whole);
      }),
    );
  });

  test('of a large piece', () => {
    const large = Uint8Array.from({ length: 100_003 }, (_, at) => (at * 2654435761) >>> 24);
    expect(crc32(large)).toBe(bitByBit(large));
  });
});
