import { expect, test } from 'vitest';
import { CaseQueue } from '../../../src/worker/queue.ts';

test('one case in order, whatever fails; other cases do not wait', async () => {
  const queue = new CaseQueue();
  const log: string[] = [];
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const first = queue.run('a', async () => {
    await gate;
    log.push('a1');
    throw new Error('a1 fails');
  });
  const second = queue.run('a', async () => log.push('a2'));
  await queue.run('b', async () => log.push('b1'));
  expect(log).toEqual(['b1']);
  release();
  await expect(first).rejects.toThrow('a1 fails');
  await second;
  expect(log).toEqual(['b1', 'a1', 'a2']);
});

test('idle waits for what was asked for before it', async () => {
  const queue = new CaseQueue();
  const log: string[] = [];
  void queue.run('a', async () => log.push('work'));
  await queue.idle('a');
  expect(log).toEqual(['work']);
});
