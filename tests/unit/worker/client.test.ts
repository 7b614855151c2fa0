import { afterEach, expect, test, vi } from 'vitest';
import { fail, ok } from '../../../src/core/model/result.ts';
import { startEngine, type Engine, type EngineEvent, type Progress } from '../../../src/worker/client.ts';
import type { Handlers } from '../../../src/worker/handlers.ts';
import { caseOf, headOf } from '../store/cases.ts';
import { FakeWorker, only, rejection, type Start } from './fake-worker.ts';

/** ms that an evaluation has to stop by itself. */
const PATIENCE = 50;

let engine: Engine;
let workers: FakeWorker[] = [];
let asked: number;
afterEach(() => {
  vi.useRealTimers();
  engine.close();
  workers = [];
});

/** An engine whose n-th worker (from 0) has the handlers that `of(n)` makes. */
function start(of: (worker: number) => Partial<Handlers>, keeps = true, before?: Start): Engine {
  asked = 0;
  engine = startEngine(
    () => {
      const at = workers.length;
      const worker = new FakeWorker(async (replacement, emit) => {
        await before?.(replacement, emit);
        return { handlers: only(of(at)), keeps };
      });
      workers.push(worker);
      return worker;
    },
    async () => ++asked,
    PATIENCE,
  );
  return engine;
}

const never = () => new Promise<never>(() => undefined);
const calls = (worker: FakeWorker) =>
  worker.received.flatMap((message) => (message.type === 'call' ? [[message.action, message.key]] : []));

test('an answer comes back; a failure becomes an EngineError with its code', async () => {
  start(() => ({
    openCase: async (_call, id) =>
      id === 'a' ? ok(headOf(caseOf('a'), 'r')) : fail('store/quota', 'Free some space.'),
  }));
  expect(await engine.call('openCase', ['a'])).toEqual(headOf(caseOf('a'), 'r'));
  await expect(engine.call('openCase', ['b'])).rejects.toMatchObject({
    name: 'EngineError',
    code: 'store/quota',
    message: 'Free some space.',
  });
});

test('an exception in an action is a bug of ours and costs that call alone', async () => {
  start(() => ({
    listCases: async () => {
      throw new TypeError('x is undefined');
    },
    openCase: async () => ok(null),
  }));
  await expect(engine.call('listCases', [])).rejects.toMatchObject({
    code: 'engine/bug',
    message:
      'Something went wrong inside Presumed while doing "listCases": TypeError: x is undefined. Your saved cases are untouched. Please report it.',
  });
  expect(await engine.call('openCase', ['a'])).toBeNull();
});

test('calls are answered side by side, not one after the other', async () => {
  start(() => ({ evaluate: never, openCase: async () => ok(null) }));
  const evaluation = rejection(engine.call('evaluate', ['a', { evaluatedAt: 0, reading: 'ruling' }]));
  expect(await engine.call('openCase', ['a'])).toBeNull();
  engine.close();
  expect(await evaluation).toBe('engine/closed');
});

test('rows come portion by portion before the answer, and none to a call that was given up', async () => {
  const portion = (from: number) => ({ from, total: 2, rows: { texts: [`${from}`], cells: Int32Array.of(from) } });
  let goOn = (): void => undefined;
  start(() => ({
    evaluate: async (call) => {
      call.rows?.(portion(0));
      await new Promise<void>((resolve) => (goOn = resolve));
      call.rows?.(portion(1));
      return fail('engine/aborted', '');
    },
  }));
  const heard: number[] = [];
  const stop = new AbortController();
  const evaluation = rejection(
    engine.call('evaluate', ['a', { evaluatedAt: 0, reading: 'ruling' }], {
      signal: stop.signal,
      onRows: ({ from, rows }) => {
        heard.push(from, ...rows.cells);
        stop.abort();
      },
    }),
  );
  expect(await evaluation).toBe('engine/aborted');
  goOn();
  await vi.waitFor(() => expect(workers[0]!.sent.filter(({ type }) => type === 'rows')).toHaveLength(2));
  expect(heard).toEqual([0, 0]);
});

test('bytes are moved to the page', async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  start(() => ({ readEvidence: async () => ok(bytes) }));
  expect(await engine.call('readEvidence', ['00'])).toEqual(new Uint8Array([1, 2, 3]));
  expect(bytes.byteLength).toBe(0);
});

test('progress is throttled, but each step and its end are told', async () => {
  start(() => ({
    openSample: async (call) => {
      for (let done = 0; done <= 10_000; done++) call.progress('recognising', done, 10_000);
      call.progress('saving', 1, 2);
      return ok(headOf(caseOf('a'), 'r'));
    },
  }));
  const heard: Progress[] = [];
  await engine.call('openSample', [], { onProgress: (progress) => heard.push(progress) });
  expect(heard[0]).toEqual({ step: 'recognising', done: 0, total: 10_000 });
  expect(heard.slice(-2)).toEqual([
    { step: 'recognising', done: 10_000, total: 10_000 },
    { step: 'saving', done: 1, total: 2 },
  ]);
  expect(heard.length).toBeLessThan(20);
});

test('aborting ends a worker that does not stop; a fresh one gets the other calls, under the keys they had', async () => {
  start((worker) => ({
    evaluate: never,
    createCase: ({ key }, title) =>
      worker === 0 ? never() : Promise.resolve(ok(headOf(caseOf(key, [], { title }), 'r'))),
  }));
  const controller = new AbortController();
  const evaluation = rejection(
    engine.call('evaluate', ['a', { evaluatedAt: 0, reading: 'ruling' }], { signal: controller.signal }),
  );
  const created = engine.call('createCase', ['New']);
  await expect.poll(() => calls(workers[0]!).length).toBe(2);
  controller.abort();
  expect(await evaluation).toBe('engine/aborted');
  const { id, title } = await created;
  expect(title).toBe('New');
  expect(calls(workers[0]!).slice(1)).toEqual([['createCase', id]]);
  expect(calls(workers[1]!)).toEqual([['createCase', id]]);
  expect(workers.map(({ received }) => received[0])).toEqual([
    { type: 'start', replacement: false },
    { type: 'start', replacement: true },
  ]);
});

test('an evaluation that stops by itself costs no worker, and what it had read', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  start(() => ({
    evaluate: ({ signal }) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(fail('engine/aborted', '')))),
    openCase: async () => ok(null),
  }));
  const controller = new AbortController();
  const evaluation = rejection(
    engine.call('evaluate', ['a', { evaluatedAt: 0, reading: 'ruling' }], { signal: controller.signal }),
  );
  await expect.poll(() => calls(workers[0]!).length).toBe(1);
  controller.abort();
  expect(await evaluation).toBe('engine/aborted');
  await expect.poll(() => workers[0]!.sent.some(({ type }) => type === 'failure')).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
  expect(await engine.call('openCase', ['a'])).toBeNull();
  expect(workers).toHaveLength(1);
});

test('aborting an import ends the worker at once', async () => {
  start(() => ({ addEvidence: never, openCase: async () => ok(null) }));
  const controller = new AbortController();
  const adding = rejection(engine.call('addEvidence', ['a', []], { signal: controller.signal }));
  controller.abort();
  expect(workers).toHaveLength(2);
  expect(await adding).toBe('engine/aborted');
});

test('aborting before or after the call touches nothing', async () => {
  start(() => ({ openCase: async () => ok(null) }));
  const early = new AbortController();
  early.abort();
  expect(await rejection(engine.call('openCase', ['a'], { signal: early.signal }))).toBe('engine/aborted');
  const late = new AbortController();
  expect(await engine.call('openCase', ['a'], { signal: late.signal })).toBeNull();
  late.abort();
  expect(workers).toHaveLength(1);
  expect(calls(workers[0]!)).toHaveLength(1);
});

test('a worker whose store is memory is never ended: the call is cancelled', async () => {
  let cancelled = false;
  start(
    () => ({
      addEvidence: ({ signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            cancelled = true;
            resolve(fail('engine/aborted', ''));
          });
        }),
      openCase: async () => ok(headOf(caseOf('a'), 'r')),
    }),
    false,
  );
  expect(await engine.call('openCase', ['a'])).toEqual(headOf(caseOf('a'), 'r'));
  const controller = new AbortController();
  const adding = rejection(engine.call('addEvidence', ['a', []], { signal: controller.signal }));
  controller.abort();
  expect(await adding).toBe('engine/aborted');
  await expect.poll(() => cancelled).toBe(true);
  expect(await engine.call('openCase', ['a'])).toEqual(headOf(caseOf('a'), 'r'));
  expect(workers).toHaveLength(1);
});

test('a crash rejects what was under way; the next call starts a fresh worker', async () => {
  start((worker) => ({ listCases: () => (worker === 0 ? never() : Promise.resolve(ok([]))) }));
  const lost = engine.call('listCases', []);
  workers[0]!.crash('out of memory');
  await expect(lost).rejects.toMatchObject({
    code: 'engine/crashed',
    message:
      'The background worker stopped (out of memory). Saved cases are untouched: try again, with less at once if it was a lot.',
  });
  expect(workers).toHaveLength(1);
  expect(await engine.call('listCases', [])).toEqual([]);
  expect(workers).toHaveLength(2);
});

test('a crash without storage says that the cases are lost', async () => {
  start(
    (worker) => ({
      listCases: () => (worker === 0 ? never() : Promise.resolve(ok([]))),
      openCase: async () => ok(null),
    }),
    false,
  );
  await engine.call('openCase', ['a']);
  const lost = engine.call('listCases', []);
  workers[0]!.crash('');
  await expect(lost).rejects.toMatchObject({
    message:
      'The background worker stopped (no reason given). This browser saves nothing, so the open cases are lost: add the evidence again.',
  });
});

test('what cannot be posted fails that call and is never sent again', async () => {
  start(() => ({ openCase: async () => ok(null), evaluate: never }));
  const proxy = new Proxy({ title: 'a' }, {});
  await expect(engine.call('updateCase', ['a', proxy])).rejects.toThrow();
  const controller = new AbortController();
  const evaluation = rejection(
    engine.call('evaluate', ['a', { evaluatedAt: 0, reading: 'ruling' }], { signal: controller.signal }),
  );
  controller.abort();
  expect(await evaluation).toBe('engine/aborted');
  expect(await engine.call('openCase', ['a'])).toBeNull();
});

test.each([
  [true, 1],
  [false, 0],
])('persistence is asked for once, when evidence was saved for good (%s)', async (keeps, times) => {
  start(
    () => ({
      addEvidence: async () => ok(headOf(caseOf('a'), 'r')),
      openSample: async () => ok(headOf(caseOf('b'), 'r')),
    }),
    keeps,
  );
  await engine.call('openSample', []);
  expect(asked).toBe(0);
  await engine.call('addEvidence', ['a', []]);
  await engine.call('addEvidence', ['a', []]);
  expect(asked).toBe(times);
});

test('events reach every listener; notices also those who come later', async () => {
  const notice: EngineEvent = { type: 'notice', code: 'store/memory-only', message: 'Nothing is kept.' };
  const changed: EngineEvent = { type: 'case-changed', id: 'a' };
  start(
    () => ({ openCase: async () => ok(null) }),
    true,
    async (_replacement, emit) => {
      emit(notice);
      emit(changed);
      return { handlers: only({}), keeps: true };
    },
  );
  const early: EngineEvent[] = [];
  const stop = engine.subscribe((event) => early.push(event));
  await engine.call('openCase', ['a']);
  const late: EngineEvent[] = [];
  engine.subscribe((event) => late.push(event));
  expect(early).toEqual([notice, changed]);
  expect(late).toEqual([notice]);
  stop();
});
