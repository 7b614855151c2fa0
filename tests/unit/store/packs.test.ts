import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { Connection } from '../../../src/store/connection.ts';
import { IDBStore } from '../../../src/store/idb-store.ts';
import { DATABASE_NAME } from '../../../src/store/schema.ts';
import type { StoredEvidence } from '../../../src/store/store.ts';
import { caseOf, sha256, stored, valueOf } from './cases.ts';

let store: IDBStore;
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  store = new IDBStore(new Connection(() => undefined));
});

/** The packs as they lie in the database. */
async function packs(): Promise<string[]> {
  const database = await openDB(DATABASE_NAME);
  const all = (await database.getAll('packs')) as Uint8Array[];
  database.close();
  return all.map((bytes) => new TextDecoder().decode(bytes));
}

test('what is handed in together lies together, and what is there already is not kept twice', async () => {
  await store.addCase(caseOf('a', ['one', 'two']), [stored('one'), stored('two')]);
  await store.addCase(caseOf('b', ['two', 'three']), [stored('two'), stored('three')]);
  expect(await packs()).toEqual(['onetwo', 'three']);
});

test('a view is kept alone, not with the archive around it', async () => {
  const archive = new TextEncoder().encode('header one trailer');
  const view: StoredEvidence = { sha256: sha256('one'), bytes: archive.subarray(7, 10) };
  await store.addCase(caseOf('a', ['one']), [view]);
  expect(await packs()).toEqual(['one']);
});

test('a pack is some megabytes; what is larger has its own', async () => {
  const texts = [...'abcdef'].map((letter) => letter.repeat(2 * 1024 * 1024));
  const large = 'l'.repeat(9 * 1024 * 1024);
  const all = [...texts.slice(0, 3), large, ...texts.slice(3)];
  await store.addCase(caseOf('a', all), all.map(stored));
  expect((await packs()).map((bytes) => bytes.length / 1024 / 1024)).toEqual([4, 2, 9, 4, 2]);
  const kept = valueOf(await store.getEvidence(all.map(sha256)));
  expect([...kept.keys()].sort()).toEqual(all.map(sha256).sort());
  for (const { sha256: hash, bytes } of kept.values()) expect(sha256(new TextDecoder().decode(bytes))).toBe(hash);
});

test('garbage leaves packs of what is still in use', async () => {
  await store.addCase(caseOf('a', ['one', 'shared', 'two']), [stored('one'), stored('shared'), stored('two')]);
  await store.addCase(caseOf('b', ['shared']), []);
  await store.addCase(caseOf('c', ['three']), [stored('three')]);
  await store.deleteCase('a');
  await store.collectGarbage();
  expect(await packs()).toEqual(['three', 'shared']);
});

test('a damaged copy does not come back when its pack is rewritten', async () => {
  await store.addCase(caseOf('a', ['one', 'gone']), [
    { ...stored('one'), bytes: new TextEncoder().encode('0ne') },
    stored('gone'),
  ]);
  await store.addCase(caseOf('b', ['one']), [stored('one')]);
  expect(await packs()).toEqual(['0negone', 'one']);
  await store.deleteCase('a');
  expect(valueOf(await store.collectGarbage())).toBe(1);
  expect(await packs()).toEqual(['one']);
});
