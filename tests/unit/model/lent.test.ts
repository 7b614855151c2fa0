import { expect, test } from 'vitest';
import { Lent } from '../../../src/core/model/lent.ts';

const octets = (length: number, first = 0): Uint8Array => Uint8Array.from({ length }, (_, at) => (first + at) & 0xff);

test.each([0, 1, 1000, 16_384, 16_385, 100_000])('%i octets are lent as they are', (length) => {
  const lent = new Lent();
  lent.of(octets(16_384, 7));
  expect(Buffer.from(lent.of(octets(length))).equals(octets(length))).toBe(true);
});

test('what is lent of kept views is one view a length, whatever they are part of', () => {
  const lent = new Lent();
  const kept = octets(5000).subarray(100, 1100);
  const first = lent.of(kept);
  expect(first).not.toBe(kept);
  expect(lent.of(octets(1000))).toBe(first);
});

test('WebCrypto has copied the octets before it returns: many digests asked for at once are each of their own', async () => {
  const lent = new Lent();
  const all = Array.from({ length: 500 }, (_, at) => octets(1000 + (at % 7), at));
  const asked = all.map((one) => crypto.subtle.digest('SHA-256', lent.of(one)));
  const apart = all.map((one) => crypto.subtle.digest('SHA-256', one.slice()));
  expect((await Promise.all(asked)).map((hash) => Buffer.from(hash).toString('hex'))).toEqual(
    (await Promise.all(apart)).map((hash) => Buffer.from(hash).toString('hex')),
  );
});
