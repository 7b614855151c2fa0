import { expect, test } from 'vitest';
import { ok } from '../../../src/core/model/result.ts';
import type { Call, Handlers } from '../../../src/worker/handlers.ts';
import { lazily } from '../../../src/worker/lazily.ts';
import { codeOf, valueOf } from '../store/cases.ts';

const call = { key: 'key', signal: new AbortController().signal, progress: () => undefined } satisfies Call;
const ready = { listCases: async () => ok([]) } as Pick<Handlers, 'listCases'>;
const others = { toDoScript: async (_call: Call, id: string) => ok(`script of ${id}`) } as unknown as Omit<
  Handlers,
  'listCases'
>;

test('what is there is answered without the rest; the rest is loaded once, with the first of it', async () => {
  let loads = 0;
  const handlers = lazily(ready, async () => {
    loads++;
    return others;
  });
  expect(valueOf(await handlers.listCases(call))).toEqual([]);
  expect(loads).toBe(0);
  const both = [handlers.toDoScript(call, 'a'), handlers.toDoScript(call, 'b')];
  expect((await Promise.all(both)).map(valueOf)).toEqual(['script of a', 'script of b']);
  expect(loads).toBe(1);
});

test('a part that could not be fetched is said, and fetched again when it is asked for again', async () => {
  let loads = 0;
  const handlers = lazily(ready, async () => {
    if (++loads < 2) throw new TypeError('Failed to fetch dynamically imported module');
    return others;
  });
  expect(codeOf(await handlers.toDoScript(call, 'a'))).toBe('engine/not-loaded');
  expect(valueOf(await handlers.listCases(call))).toEqual([]);
  expect(valueOf(await handlers.toDoScript(call, 'a'))).toBe('script of a');
});
