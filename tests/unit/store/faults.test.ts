import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB, type IDBPObjectStore } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fromException } from '../../../src/store/failures.ts';
import { openStore } from '../../../src/store/open.ts';
import { DATABASE_NAME, type Schema } from '../../../src/store/schema.ts';
import { caseOf, codeOf, headOf, sha256, stored, valueOf } from './cases.ts';

let codes: string[];
const open = () => openStore((notice) => codes.push(notice.code));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  codes = [];
});
afterEach(() => vi.restoreAllMocks());

const quota = () => new DOMException('no room', 'QuotaExceededError');

/** Lets so many packs be written, then none. */
function roomFor(packs: number): void {
  const add = IDBObjectStore.prototype.add;
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.name === 'packs' && packs-- <= 0) throw quota();
    return add.apply(this, args);
  });
}

test.each([0, 1, 2])('no room after %i of 3 packs: the whole import is undone', async (packs) => {
  const store = await open();
  await store.addCase(caseOf('a', ['before']), [stored('before')]);
  const texts = ['x', 'y', 'z'].map((letter) => letter.repeat(3 * 1024 * 1024));
  roomFor(packs);
  const result = await store.changeCase('a', () => caseOf('a', texts), texts.map(stored));
  expect(codeOf(result)).toBe('store/quota');
  expect(valueOf(await store.getCase('a'))).toEqual(caseOf('a', ['before']));
  expect(valueOf(await store.getEvidence(texts.map(sha256))).size).toBe(0);
  expect(valueOf(await store.getEvidence([sha256('before')])).size).toBe(1);
});

test('no room for a new case: there is no case', async () => {
  const store = await open();
  roomFor(0);
  expect(codeOf(await store.addCase(caseOf('a', ['one', 'two']), [stored('one'), stored('two')]))).toBe('store/quota');
  expect(valueOf(await store.listCases())).toEqual([]);
});

describe('a case whose lists were lost', () => {
  const lose = async (what: (lists: IDBPObjectStore<Schema, ['lists'], 'lists', 'readwrite'>) => Promise<unknown>) => {
    const database = await openDB<Schema>(DATABASE_NAME);
    const transaction = database.transaction('lists', 'readwrite');
    await what(transaction.store);
    await transaction.done;
    database.close();
  };

  test.each([
    ['whole', (lists) => lists.clear()],
    [
      'in part',
      async (lists) => {
        for (let cursor = await lists.openCursor(); cursor; cursor = await cursor.continue())
          await cursor.update({ ...cursor.value, evidence: cursor.value.evidence.slice(1) });
      },
    ],
  ] as [string, Parameters<typeof lose>[0]][])('(%s) never looks as if it held less', async (_, what) => {
    const first = await open();
    await first.addCase(caseOf('a', ['one', 'two']), [stored('one'), stored('two')]);
    first.close();
    await lose(what);
    const store = await open();
    expect(codeOf(await store.getCase('a'))).toBe('store/case-damaged');
    expect(codeOf(await store.changeCase('a', (whole) => whole, [stored('three')]))).toBe('store/case-damaged');
    expect(valueOf(await store.getEvidence([sha256('three')])).size).toBe(0);
    // It is still listed, others are kept, and it can be deleted.
    expect(valueOf(await store.listCases()).map(({ id, sizes }) => [id, sizes.evidence])).toEqual([['a', 2]]);
    await store.addCase(caseOf('b', ['four']), [stored('four')]);
    valueOf(await store.deleteCase('a'));
    valueOf(await store.collectGarbage());
    expect(valueOf(await store.getCase('b'))).toEqual(caseOf('b', ['four']));
    expect(codes).toEqual([]);
  });
});

test('a browser without IndexedDB works in memory and says that nothing is kept', async () => {
  Reflect.deleteProperty(globalThis, 'indexedDB');
  const store = await open();
  expect(codes).toEqual(['store/memory-only']);
  expect(store.keeps).toBe(false);
  await store.addCase(caseOf('a', ['one']), [stored('one')]);
  expect(valueOf(await store.listCases())).toEqual([headOf(caseOf('a', ['one']))]);
});

test('IndexedDB that throws when it is only named counts as none', async () => {
  Object.defineProperty(globalThis, 'indexedDB', {
    configurable: true,
    get: () => {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  expect((await open()).keeps).toBe(false);
  expect(codes).toEqual(['store/memory-only']);
  Reflect.deleteProperty(globalThis, 'indexedDB');
});

test.each(['InvalidStateError', 'SecurityError', 'UnknownError', 'QuotaExceededError'])(
  'IndexedDB that cannot be opened (%s) counts as none',
  async (name) => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('refused', name);
    });
    const store = await open();
    expect(codes).toEqual(['store/memory-only']);
    expect(store.keeps).toBe(false);
  },
);

test('every failure the standard foresees has a code; anything else is a bug and is thrown', () => {
  expect(fromException(quota()).code).toBe('store/quota');
  expect(fromException(new DOMException('', 'AbortError')).code).toBe('store/aborted');
  expect(fromException(new DOMException('', 'VersionError')).code).toBe('store/newer-version');
  expect(fromException(new DOMException('lost', 'UnknownError'))).toEqual({
    ok: false,
    code: 'store/unavailable',
    message:
      'The browser could not read or write its storage. Try again; if it stays, restart the browser. (UnknownError: lost)',
  });
  expect(() => fromException(new DOMException('', 'DataCloneError'))).toThrow();
  expect(() => fromException(new TypeError('a bug'))).toThrow('a bug');
});
