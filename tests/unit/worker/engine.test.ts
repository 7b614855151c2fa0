import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { EvaluateInput, Evaluation } from '../../../src/core/evaluate.ts';
import { mergeTaken, takeIn } from '../../../src/core/intake/index.ts';
import type { Finding } from '../../../src/core/model/verdict.ts';
import { Connection } from '../../../src/store/connection.ts';
import { IDBStore } from '../../../src/store/idb-store.ts';
import { MemoryStore } from '../../../src/store/memory-store.ts';
import { DATABASE_NAME } from '../../../src/store/schema.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Progress } from '../../../src/worker/actions.ts';
import { createHandlers, type Parts } from '../../../src/worker/engine.ts';
import type { Call, Handlers } from '../../../src/worker/handlers.ts';
import { caseOf, codeOf, headOf, sha256, valueOf } from '../store/cases.ts';

/** The engine on real intake and a real store; only the verdict is a stand-in that shows what it was given. */
let store: Store;
let handlers: Handlers;
let inputs: EvaluateInput[];
let announced: string[];
let reads: number;
let clock: number;

/** Only its identity matters here. */
const QUIET: readonly Finding[] = [];
const summary = { certificates: 7 } as Evaluation['head']['summary'];
const evaluate: Parts['core']['evaluate'] = async (input) => {
  inputs.push(input);
  const tool = { rulesVersion: '2022-10-02' };
  return {
    head: { summary, evaluatedAt: '2022-10-01T00:00:00Z', tool, references: [], problems: [] },
    sizes: { responses: 0, crls: 0 },
    rows: [],
    responses: () => [],
    quietFindings: (sha256: string) => (sha256 === 'f1' ? QUIET : []),
  } as unknown as Evaluation;
};

function engineOn(on: Store): void {
  store = on;
  const getEvidence = store.getEvidence.bind(store);
  store.getEvidence = (...args) => {
    reads++;
    return getEvidence(...args);
  };
  handlers = createHandlers({
    store,
    core: { takeIn, mergeTaken, evaluate },
    loadSample: async () => ({
      title: 'Sample',
      description: 'Made up.',
      evaluateAsOf: '2022-11-01T00:00:00Z',
      handed: [{ name: 'one.bin', bytes: new TextEncoder().encode(ONE) }],
    }),
    loadRoots: async () => ({ source: 'none', newest: '', certificates: [] }),
    issuersKnown: () => undefined,
    issuersAdded: () => undefined,
    evidenceKnown: () => undefined,
    evidenceAdded: () => undefined,
    storageUse: async () => ({ usage: 1, quota: 2, persisted: null }),
    now: () => ++clock,
    announce: (id) => announced.push(id),
  });
}

// Not text, not DER: kept as unrecognised evidence with exactly these bytes.
const ONE = '\u0000\u0001one';
const TWO = '\u0000\u0001two';
const ENO = '\u0000\u0001eno';
const blob = (text: string) => new Blob([text]);

const call = (changes: Partial<Call> = {}): Call => ({
  key: 'key',
  signal: new AbortController().signal,
  progress: () => undefined,
  ...changes,
});
const NOW = { evaluatedAt: 0, reading: 'ruling' } as const;
/** A case as it is kept, with its lists. */
const whole = async (id: string) => valueOf(await store.getCase(id))!;
const problemCodes = (at: number) => inputs[at]!.problems.map(({ code }) => code);
const hashes = (at: number) => inputs[at]!.evidence.map((evidence) => evidence.sha256).sort();

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  inputs = [];
  announced = [];
  reads = 0;
  clock = 0;
});

describe.each([
  ['IDBStore', () => new IDBStore(new Connection(() => undefined))],
  ['MemoryStore', () => new MemoryStore()],
])('on %s', (_name, open) => {
  beforeEach(() => engineOn(open()));

  test('a case is created once, however often the call is sent', async () => {
    const first = valueOf(await handlers.createCase(call({ key: 'a' }), 'Bug 1'));
    expect(first).toEqual(headOf(caseOf('a', [], { title: 'Bug 1', createdAt: 1, updatedAt: 1 })));
    expect(valueOf(await handlers.createCase(call({ key: 'a' }), 'Bug 1'))).toEqual(first);
    expect(valueOf(await handlers.listCases(call()))).toEqual([first]);
  });

  test('changes are saved, announced, and count as work on the case', async () => {
    await handlers.createCase(call({ key: 'a' }), 'Bug 1');
    const changed = valueOf(await handlers.updateCase(call(), 'a', { reading: 'retroactive', title: 'Bug 2' }));
    expect(changed).toEqual(
      headOf(caseOf('a', [], { title: 'Bug 2', reading: 'retroactive', createdAt: 1, updatedAt: 2 })),
    );
    expect(announced).toEqual(['a', 'a']);
    expect(codeOf(await handlers.updateCase(call(), 'b', {}))).toBe('store/no-such-case');
    expect(announced).toEqual(['a', 'a']);
  });

  test('drops in parallel are all added', async () => {
    await handlers.createCase(call({ key: 'a' }), '');
    const drops = Array.from({ length: 5 }, (_, at) => `${ONE} ${at}`);
    await Promise.all(
      drops.map((text, at) => handlers.addEvidence(call(), 'a', [{ name: `${at}.bin`, data: blob(text) }])),
    );
    const kept = await whole('a');
    expect(kept.evidence.map((item) => item.sha256)).toEqual(drops.map(sha256).sort());
  });

  test('an evaluation sees the drop that was asked for before it, and reads nothing back', async () => {
    await handlers.createCase(call({ key: 'a' }), 'Bug 1');
    const adding = handlers.addEvidence(call(), 'a', [{ name: 'one.bin', data: blob(ONE) }]);
    valueOf(await handlers.evaluate(call(), 'a', { evaluatedAt: 5, reading: 'retroactive' }));
    valueOf(await adding);
    const [input] = inputs;
    expect(input).toMatchObject({ title: 'Bug 1', evaluatedAt: 5, reading: 'retroactive' });
    expect(input!.evidence).toEqual([
      { sha256: sha256(ONE), kind: 'unrecognised', bytes: new TextEncoder().encode(ONE), names: ['one.bin'] },
    ]);
    await handlers.evaluate(call(), 'a', NOW);
    expect(reads).toBe(0);
  });

  test('what the evaluation said is noted for the list without counting as work on the case', async () => {
    await handlers.createCase(call({ key: 'a' }), '');
    announced = [];
    await handlers.evaluate(call(), 'a', NOW);
    const kept = valueOf(await handlers.openCase(call(), 'a'))!;
    expect(kept.lastSeen).toEqual({ summary, evaluatedAt: '2022-10-01T00:00:00Z', rulesVersion: '2022-10-02' });
    expect([kept.updatedAt, announced]).toEqual([1, []]);
  });

  test('findings that stay out of the document can be asked for one by one', async () => {
    await handlers.createCase(call({ key: 'a' }), '');
    await handlers.evaluate(call(), 'a', NOW);
    expect(valueOf(await handlers.quietFindings(call(), 'a', 'f1'))).toBe(QUIET);
    expect(valueOf(await handlers.quietFindings(call(), 'b', 'f1'))).toBeNull();
  });

  test('the same bytes under two names are kept once with both; a text is kept as UTF-8', async () => {
    await handlers.createCase(call({ key: 'a' }), '');
    await handlers.addEvidence(call(), 'a', [{ name: 'b.bin', data: blob(ONE) }]);
    const head = valueOf(await handlers.addEvidence(call(), 'a', [{ name: 'a.bin', data: blob(ONE) }]));
    expect(head.sizes.evidence).toBe(1);
    expect((await whole('a')).evidence).toEqual([
      { sha256: sha256(ONE), kind: 'unrecognised', names: ['a.bin', 'b.bin'] },
    ]);
    const fingerprint = 'ab'.repeat(32);
    valueOf(await handlers.addEvidence(call(), 'a', [{ name: 'pasted text', data: fingerprint }]));
    expect((await whole('a')).references).toEqual([{ sha256: fingerprint, from: [fingerprint] }]);
  });

  test('a file that cannot be read is a problem and costs nothing else', async () => {
    await handlers.createCase(call({ key: 'a' }), '');
    const gone = blob('');
    gone.arrayBuffer = () => Promise.reject(new DOMException('it has moved', 'NotFoundError'));
    const handed = [
      { name: 'gone.der', data: gone },
      { name: 'one.bin', data: blob(ONE) },
    ];
    valueOf(await handlers.addEvidence(call(), 'a', handed));
    const kept = await whole('a');
    expect(kept.evidence.map((item) => item.sha256)).toEqual([sha256(ONE)]);
    expect(kept.problems).toContainEqual({
      name: 'gone.der',
      code: 'intake/unreadable-file',
      message:
        'The browser could not read this file (NotFoundError: it has moved). Check that it is still there, is not a folder and is not too large, then add it again.',
    });
  });

  test('what went wrong with files that never came is kept beside the evidence', async () => {
    await handlers.createCase(call({ key: 'a' }), '');
    const missing = { name: 'bug 7/attachment 1', code: 'bugzilla/no-data', message: 'Empty.' };
    await handlers.addEvidence(call(), 'a', [{ name: 'one.bin', data: blob(ONE) }], [missing]);
    valueOf(await handlers.addEvidence(call(), 'a', [], [missing]));
    const kept = await whole('a');
    expect(kept.evidence.map((item) => item.sha256)).toEqual([sha256(ONE)]);
    expect(kept.problems.filter(({ code }) => code === 'bugzilla/no-data')).toEqual([missing]);
  });

  test('a cancelled addition saves nothing', async () => {
    await handlers.createCase(call({ key: 'a' }), '');
    const controller = new AbortController();
    const adding = handlers.addEvidence(call({ signal: controller.signal }), 'a', [{ name: 'x', data: blob(ONE) }]);
    controller.abort();
    expect(codeOf(await adding)).toBe('engine/aborted');
    expect((await whole('a')).evidence).toEqual([]);
  });

  test('adding to or evaluating a case that is gone says so', async () => {
    expect(codeOf(await handlers.addEvidence(call(), 'a', [{ name: 'x', data: ONE }]))).toBe('store/no-such-case');
    expect(codeOf(await handlers.evaluate(call(), 'a', NOW))).toBe('store/no-such-case');
  });

  test('the sample becomes a case of its own', async () => {
    const sample = valueOf(await handlers.openSample(call({ key: 'a' })));
    expect(sample).toMatchObject({
      id: 'a',
      title: 'Sample',
      description: 'Made up.',
      evaluateAsOf: '2022-11-01T00:00:00Z',
    });
    expect((await whole('a')).evidence.map(({ names }) => names)).toEqual([['one.bin']]);
    expect(valueOf(await handlers.openSample(call({ key: 'a' })))).toEqual(sample);
    await handlers.openSample(call({ key: 'b' }));
    expect(valueOf(await handlers.listCases(call())).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('a deleted case comes back whole', async () => {
    valueOf(await handlers.openSample(call({ key: 'a' })));
    const sample = await whole('a');
    valueOf(await handlers.deleteCase(call(), 'a'));
    expect(valueOf(await handlers.openCase(call(), 'a'))).toBeNull();
    valueOf(await handlers.restoreCase(call(), 'a'));
    await handlers.evaluate(call(), 'a', NOW);
    expect([hashes(0), problemCodes(0)]).toEqual([[sha256(ONE)], sample.problems.map(({ code }) => code)]);
  });

  test('bytes are handed out as copies, and only when their hash is right', async () => {
    await handlers.openSample(call({ key: 'a' }));
    const copy = valueOf(await handlers.readEvidence(call(), sha256(ONE)))!;
    expect(new TextDecoder().decode(copy)).toBe(ONE);
    copy.fill(0);
    await handlers.evaluate(call(), 'a', NOW);
    expect(inputs[0]!.evidence[0]!.bytes).toEqual(new TextEncoder().encode(ONE));
    expect(valueOf(await handlers.readEvidence(call(), sha256(TWO)))).toBeNull();
  });

  test('the steps of long work are told', async () => {
    await handlers.createCase(call({ key: 'a' }), '');
    const steps = new Set<Progress['step']>();
    const progress: Call['progress'] = (step) => steps.add(step);
    await handlers.addEvidence(call({ progress }), 'a', [{ name: 'one.bin', data: blob(ONE) }]);
    expect([...steps]).toEqual(expect.arrayContaining(['reading', 'recognising']));
  });
});

describe('bytes that come back from the store', () => {
  const reopen = () => engineOn(new IDBStore(new Connection(() => undefined)));

  beforeEach(async () => {
    reopen();
    await handlers.createCase(call({ key: 'a' }), '');
    await handlers.addEvidence(call(), 'a', [
      { name: 'one.bin', data: blob(ONE) },
      { name: 'two.bin', data: blob(TWO) },
    ]);
    reopen();
  });

  /** Overwrites the pack that both lie in; `null` removes it. */
  async function damage(bytes: string | null): Promise<void> {
    const database = await openDB(DATABASE_NAME);
    const [key] = await database.getAllKeys('packs');
    if (bytes === null) await database.delete('packs', key!);
    else await database.put('packs', new TextEncoder().encode(bytes), key);
    database.close();
  }

  test('are read once for many evaluations of the open case', async () => {
    await handlers.evaluate(call(), 'a', NOW);
    await handlers.evaluate(call(), 'a', NOW);
    expect(hashes(1)).toEqual([sha256(ONE), sha256(TWO)].sort());
    expect(reads).toBe(1);
  });

  test('are left out with a problem when they are not the ones that were saved, until they are added again', async () => {
    const [first, second] = [ONE, TWO].sort((a, b) => (sha256(a) < sha256(b) ? -1 : 1));
    await damage(`${first === ONE ? ENO : first}${second === ONE ? ENO : second}`);
    await handlers.evaluate(call(), 'a', NOW);
    expect(hashes(0)).toEqual([sha256(TWO)]);
    expect(inputs[0]!.problems.filter(({ code }) => code.startsWith('store/'))).toEqual([
      {
        name: 'one.bin',
        code: 'store/hash-mismatch',
        message: `The browser's storage returned other bytes than were saved: they should have SHA-256 ${sha256(ONE)} and have ${sha256(ENO)}. This evidence was left out. Add the file again to repair it.`,
      },
    ]);
    expect(valueOf(await handlers.readEvidence(call(), sha256(ONE)))).toBeNull();

    await handlers.addEvidence(call(), 'a', [{ name: 'one.bin', data: blob(ONE) }]);
    await handlers.evaluate(call(), 'a', NOW);
    expect(hashes(1)).toEqual([sha256(ONE), sha256(TWO)].sort());
    expect(problemCodes(1)).not.toContain('store/hash-mismatch');
    reopen();
    await handlers.evaluate(call(), 'a', NOW);
    expect(hashes(2)).toEqual([sha256(ONE), sha256(TWO)].sort());
  });

  test('leave a problem when they are gone', async () => {
    await damage(null);
    await handlers.evaluate(call(), 'a', NOW);
    expect(hashes(0)).toEqual([]);
    expect(problemCodes(0).filter((code) => code.startsWith('store/'))).toEqual([
      'store/bytes-missing',
      'store/bytes-missing',
    ]);
  });

  test('tell how far the loading has come', async () => {
    const heard: number[][] = [];
    const progress: Call['progress'] = (step, done, total) => void (step === 'loading' && heard.push([done, total]));
    await handlers.evaluate(call({ progress }), 'a', NOW);
    expect(heard).toEqual([
      [2, 4],
      [4, 4],
    ]);
  });
});
