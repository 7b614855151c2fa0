import { forceCloseDatabase, IDBDatabase as FakeDatabase, IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Connection } from '../../../src/store/connection.ts';
import { IDBStore } from '../../../src/store/idb-store.ts';
import { openStore } from '../../../src/store/open.ts';
import { DATABASE_NAME, MIGRATIONS } from '../../../src/store/schema.ts';
import type { Store } from '../../../src/store/store.ts';
import { caseOf, codeOf, headOf, sha256, stored, valueOf } from './cases.ts';

const NEWEST = MIGRATIONS.length;
let codes: string[];
const open = (version = NEWEST): Store => new IDBStore(new Connection((notice) => codes.push(notice.code), version));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  codes = [];
});
afterEach(() => vi.restoreAllMocks());

test('the first version keeps what it was built to keep', async () => {
  const database = await openDB(DATABASE_NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('packs', { autoIncrement: true });
      fresh.createObjectStore('contents');
      fresh.createObjectStore('cases', { keyPath: 'id' });
      fresh.createObjectStore('deleted', { keyPath: 'id' });
    },
  });
  await database.add('packs', new TextEncoder().encode('onetwo'));
  await database.add('contents', { sha256s: [sha256('one'), sha256('two')], ends: [3, 6] }, 1);
  await database.put('cases', caseOf('a', ['one', 'two']));
  database.close();
  const store = open();
  expect(valueOf(await store.getCase('a'))).toEqual(caseOf('a', ['one', 'two']));
  const kept = valueOf(await store.getEvidence([sha256('one'), sha256('two')]));
  expect([...kept.values()]).toEqual([stored('one'), stored('two')]);
  // The second version brought the issuer library.
  const issuer = { ...stored('ca'), subjectSha256: 'n', spkiSha256: 's', keySha1: 'k' };
  expect(valueOf(await store.addIssuers([issuer]))).toBe(1);
  expect(valueOf(await store.findIssuers({ subjects: ['n'] }))).toEqual([issuer]);
});

test('the second version keeps its cases, also those whose deletion cannot be undone any more', async () => {
  const database = await openDB(DATABASE_NAME, 2, {
    upgrade(fresh, _old, _new, transaction) {
      for (const migration of MIGRATIONS.slice(0, 2)) void migration(fresh as never, transaction as never);
    },
  });
  await database.add('packs', new TextEncoder().encode('onetwo'));
  await database.add('contents', { sha256s: [sha256('one'), sha256('two')], ends: [3, 6] }, 1);
  const cases = [caseOf('a', ['one'], { claims: [{ sha256: sha256('one'), from: 'x' }] }), caseOf('b')];
  for (const whole of cases) await database.put('cases', whole);
  await database.put('deleted', { id: 'c', sha256s: [sha256('two')] });
  database.close();
  const store = open();
  expect(valueOf(await store.listCases()).map(({ id, sizes }) => [id, sizes.evidence])).toEqual([
    ['a', 1],
    ['b', 0],
  ]);
  for (const whole of cases) expect(valueOf(await store.getCase(whole.id))).toEqual(whole);
  valueOf(await store.restoreCase('c'));
  expect(valueOf(await store.getCase('c'))).toBeNull();
  expect(valueOf(await store.collectGarbage())).toBe(1);
  expect([...valueOf(await store.getEvidence([sha256('one'), sha256('two')])).keys()]).toEqual([sha256('one')]);
  valueOf(await store.changeCase('a', (whole) => ({ ...whole, evidence: [] })));
  expect(valueOf(await store.getCase('a'))).toEqual({ ...cases[0], evidence: [] });
});

test('an upgrade that fails half-way is undone whole, and done again the next time', async () => {
  const create = FakeDatabase.prototype.createObjectStore;
  const broken = vi.spyOn(FakeDatabase.prototype, 'createObjectStore').mockImplementation(function (
    this: InstanceType<typeof FakeDatabase>,
    name,
    ...options
  ) {
    if (name === 'cases') throw new DOMException('a fault', 'UnknownError');
    return create.call(this, name, ...options);
  });
  const store = open();
  expect(codeOf(await store.listCases())).toBe('store/aborted');
  expect(await indexedDB.databases()).toEqual([]);
  broken.mockRestore();
  expect(valueOf(await store.listCases())).toEqual([]);
});

test('a tab of a newer version takes over politely, and the old tab says so from then on', async () => {
  const old = open();
  await old.addCase(caseOf('a'));
  const newer = open(NEWEST + 1);
  expect(valueOf(await newer.getCase('a'))).toEqual(caseOf('a'));
  expect(codes).toEqual(['store/outdated-tab']);
  expect(codeOf(await old.getCase('a'))).toBe('store/outdated-tab');
  expect(codeOf(await old.addCase(caseOf('b')))).toBe('store/outdated-tab');
});

test('what the old tab had begun to save when the newer one came is saved whole', async () => {
  const old = open();
  await old.addCase(caseOf('a'));
  const texts = Array.from({ length: 3000 }, (_, at) => `text ${at}`);
  const saving = old.changeCase('a', () => caseOf('a', texts), texts.map(stored));
  const newer = open(NEWEST + 1);
  const [saved, seen] = await Promise.all([saving, newer.getCase('a')]);
  expect([valueOf(saved).sizes.evidence, valueOf(seen)!.evidence.length]).toEqual([3000, 3000]);
  expect(valueOf(await newer.getEvidence(texts.map(sha256))).size).toBe(3000);
});

test('a tab that does not let go is reported, and waiting goes on until it does', async () => {
  const first = open();
  await first.addCase(caseOf('a'));
  const stubborn = await openDB(DATABASE_NAME, NEWEST);
  const waiting = open(NEWEST + 1).listCases();
  await expect.poll(() => codes).toEqual(['store/outdated-tab', 'store/blocked']);
  stubborn.close();
  expect(valueOf(await waiting)).toEqual([headOf(caseOf('a'))]);
});

test('an older app leaves a newer database alone', async () => {
  const newer = open(NEWEST + 1);
  await newer.addCase(caseOf('a'));
  newer.close();
  await new Promise((resolve) => setImmediate(resolve));
  const store = await openStore((notice) => codes.push(notice.code));
  expect(codeOf(await store.getCase('a'))).toBe('store/newer-version');
  expect(codeOf(await store.addCase(caseOf('b')))).toBe('store/newer-version');
  expect(codes).toEqual([]);
});

test('a database deleted under the app is reported, not silently started anew', async () => {
  const store = open();
  await store.addCase(caseOf('a'));
  await deleteDB(DATABASE_NAME);
  expect(codes).toEqual(['store/deleted']);
  expect(codeOf(await store.getCase('a'))).toBe('store/deleted');
});

test('a connection that the browser ended is opened again', async () => {
  const databases: IDBDatabase[] = [];
  const factory = indexedDB.open.bind(indexedDB);
  indexedDB.open = (name, version) => {
    const request = factory(name, version);
    request.addEventListener('success', () => databases.push(request.result));
    return request;
  };
  const store = open();
  await store.addCase(caseOf('a'));

  // Closed without a word, as WebKit does to tabs in the background: the next transaction cannot start.
  databases[0]!.close();
  expect(valueOf(await store.getCase('a'))).toEqual(caseOf('a'));
  expect(databases).toHaveLength(2);
  expect(codes).toEqual([]);

  // Closed with a `close` event, as when the user clears the data of the site.
  forceCloseDatabase(databases[1] as never);
  await expect.poll(() => codes).toEqual(['store/reopened']);
  expect(valueOf(await store.getCase('a'))).toEqual(caseOf('a'));
  expect(databases).toHaveLength(3);
});
