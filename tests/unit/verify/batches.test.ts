import { expect, test } from 'vitest';
import { inBatches } from '../../../src/core/verify/batches.ts';

const items = Array.from({ length: 3000 }, (_, at) => at);
const later = () => new Promise<void>((resolve) => setTimeout(resolve));

test('maps in order, and tells every one that is done', async () => {
  let done = 0;
  const values = await inBatches(
    items,
    async (item) => {
      if (item % 3 === 0) await later();
      return 2 * item;
    },
    (count) => (done += count),
  );
  expect(values).toEqual(items.map((item) => 2 * item));
  expect(done).toBe(items.length);
});

test('what is thrown ends the rest', async () => {
  let begun = 0;
  const work = async (item: number) => {
    begun++;
    await later();
    return item;
  };
  const stop = () => {
    throw new Error('stopped');
  };
  await expect(inBatches(items, work, stop)).rejects.toThrow('stopped');
  const until = begun;
  expect(until).toBeLessThan(items.length);
  await later();
  await later();
  expect(begun).toBe(until);
});
