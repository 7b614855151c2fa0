import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Connection } from '../../../src/store/connection.ts';
import { IDBStore } from '../../../src/store/idb-store.ts';
import { MemoryStore } from '../../../src/store/memory-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { caseOf, codeOf, headOf, sha256, stored, valueOf } from './cases.ts';

const stores: [string, () => Store][] = [
  ['IDBStore', () => new IDBStore(new Connection(() => undefined))],
  ['MemoryStore', () => new MemoryStore()],
];

describe.each(stores)('%s', (_name, open) => {
  let store: Store;
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
    store = open();
  });

  const kept = async (...texts: string[]) =>
    [...valueOf(await store.getEvidence(texts.map(sha256))).values()]
      .map(({ bytes }) => new TextDecoder().decode(bytes))
      .sort();

  test('a new case and its evidence are kept', async () => {
    const fresh = caseOf('a', ['one', 'two']);
    expect(valueOf(await store.addCase(fresh, [stored('one'), stored('two')]))).toEqual(headOf(fresh));
    expect(valueOf(await store.getCase('a'))).toEqual(fresh);
    expect(await kept('one', 'two', 'three')).toEqual(['one', 'two']);
    expect(valueOf(await store.getCase('b'))).toBeNull();
  });

  test('a case added twice is the first one', async () => {
    await store.addCase(caseOf('a'));
    expect(valueOf(await store.addCase(caseOf('a', [], { title: 'again' }))).title).toBe('Case a');
    expect(valueOf(await store.listCases())).toHaveLength(1);
  });

  test('the case worked on last is first; ties go by creation, then id', async () => {
    await store.addCase(caseOf('d', [], { updatedAt: 1 }));
    await store.addCase(caseOf('b', [], { updatedAt: 2, createdAt: 1 }));
    await store.addCase(caseOf('c', [], { updatedAt: 2, createdAt: 1 }));
    await store.addCase(caseOf('a', [], { updatedAt: 2, createdAt: 2 }));
    expect(valueOf(await store.listCases()).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('parallel changes of one case all hold', async () => {
    await store.addCase(caseOf('a'));
    const texts = ['one', 'two', 'three', 'four'];
    await Promise.all(
      texts.map((text) =>
        store.changeCase(
          'a',
          (current) => ({ ...current, evidence: [...current.evidence, ...caseOf('a', [text]).evidence] }),
          [stored(text)],
        ),
      ),
    );
    expect(valueOf(await store.getCase('a'))!.evidence.map(({ names }) => names[0])).toEqual(texts);
    expect(await kept(...texts)).toEqual([...texts].sort());
  });

  test('a change to a case that is gone fails and keeps none of its evidence', async () => {
    expect(codeOf(await store.changeCase('a', (current) => current, [stored('one')]))).toBe('store/no-such-case');
    expect(await kept('one')).toEqual([]);
  });

  test('a change that throws, which is our own bug, leaves everything as it was', async () => {
    await store.addCase(caseOf('a'));
    const change = () => {
      throw new RangeError('a bug');
    };
    await expect(store.changeCase('a', change, [stored('one')])).rejects.toThrow('a bug');
    expect(valueOf(await store.getCase('a'))).toEqual(caseOf('a'));
    expect(await kept('one')).toEqual([]);
  });

  test('more evidence than one pack holds is read back whole, however much else is kept', async () => {
    const many = Array.from({ length: 2500 }, (_, at) => `many ${at} `.repeat(400));
    const few = Array.from({ length: 40 }, (_, at) => `few ${at}`);
    await store.addCase(caseOf('few', few), few.map(stored));
    expect(await kept(...few)).toEqual([...few].sort());
    await store.addCase(caseOf('many', many), many.map(stored));
    expect(await kept(...few)).toEqual([...few].sort());
    expect(await kept(...many)).toEqual([...many].sort());
  });

  test('a deleted case comes back with its evidence', async () => {
    const whole = caseOf('a', ['one']);
    await store.addCase(whole, [stored('one')]);
    valueOf(await store.deleteCase('a'));
    expect(valueOf(await store.getCase('a'))).toBeNull();
    expect(valueOf(await store.listCases())).toEqual([]);
    valueOf(await store.restoreCase('a'));
    expect(valueOf(await store.getCase('a'))).toEqual(whole);
    expect(valueOf(await store.collectGarbage())).toBe(0);
    expect(await kept('one')).toEqual(['one']);
  });

  test('restoring does not overwrite a case that is there', async () => {
    await store.addCase(caseOf('a', ['one'], { title: 'older' }), [stored('one')]);
    await store.deleteCase('a');
    await store.addCase(caseOf('a', ['two'], { title: 'newer' }), [stored('two')]);
    valueOf(await store.restoreCase('a'));
    expect(valueOf(await store.getCase('a'))).toEqual(caseOf('a', ['two'], { title: 'newer' }));
    expect(valueOf(await store.collectGarbage())).toBe(1);
    expect(await kept('one', 'two')).toEqual(['two']);
  });

  test('what was collected cannot be restored any more', async () => {
    await store.addCase(caseOf('a', ['one']), [stored('one')]);
    await store.deleteCase('a');
    await store.collectGarbage();
    valueOf(await store.restoreCase('a'));
    expect(valueOf(await store.getCase('a'))).toBeNull();
  });

  test('a change of the head leaves the lists as they are, under their revision', async () => {
    const { revision } = valueOf(await store.addCase(caseOf('a', ['one']), [stored('one')]));
    const changed = valueOf(await store.changeHead('a', (head) => ({ ...head, title: 'renamed' })));
    expect(changed).toEqual({ ...headOf(caseOf('a', ['one'], { title: 'renamed' })), revision });
    expect(valueOf(await store.getHead('a'))).toEqual(changed);
    expect(valueOf(await store.getCase('a'))).toEqual(caseOf('a', ['one'], { title: 'renamed' }));
    const grown = valueOf(await store.changeCase('a', (whole) => ({ ...whole, evidence: [] })));
    expect(grown.revision).not.toBe(revision);
    expect(grown.sizes.evidence).toBe(0);
    expect(valueOf(await store.getCase('a'))!.evidence).toEqual([]);
    expect(codeOf(await store.changeHead('b', (head) => head))).toBe('store/no-such-case');
  });

  test('what a case showed last goes with the case', async () => {
    // Its octets are given away each time.
    const view = () => ({ head: '{}', rows: [new Uint8Array([1, 2])] });
    valueOf(await store.putView('a', view()));
    expect(valueOf(await store.getView('a'))).toBeNull();
    await store.addCase(caseOf('a'));
    valueOf(await store.putView('a', view()));
    expect(valueOf(await store.getView('a'))).toEqual(view());
    await store.deleteCase('a');
    await store.restoreCase('a');
    expect(valueOf(await store.getView('a'))).toBeNull();
  });

  test('garbage is the evidence that only deleted cases referred to', async () => {
    await store.addCase(caseOf('a', ['one', 'shared']), [stored('one'), stored('shared')]);
    await store.addCase(caseOf('b', ['shared', 'two']), [stored('shared'), stored('two')]);
    await store.deleteCase('a');
    expect(valueOf(await store.collectGarbage())).toBe(1);
    expect(await kept('one', 'shared', 'two')).toEqual(['shared', 'two']);
    await store.deleteCase('b');
    expect(valueOf(await store.collectGarbage())).toBe(2);
    expect(await kept('one', 'shared', 'two')).toEqual([]);
  });

  test('evidence added again replaces damaged bytes', async () => {
    await store.addCase(caseOf('a', ['one']), [{ ...stored('one'), bytes: new TextEncoder().encode('0ne') }]);
    await store.changeCase('a', (current) => current, [stored('one')]);
    expect(await kept('one')).toEqual(['one']);
  });

  test('the texts of earlier verdicts are kept and collected with their case', async () => {
    const earlierVerdicts = [{ name: 'theirs.json', sha256: sha256('theirs') }];
    await store.addCase({ ...caseOf('a', ['one']), earlierVerdicts }, [stored('one'), stored('theirs')]);
    await store.addCase({ ...caseOf('b'), earlierVerdicts });
    await store.deleteCase('a');
    expect(valueOf(await store.collectGarbage())).toBe(1);
    expect(await kept('one', 'theirs')).toEqual(['theirs']);
    await store.deleteCase('b');
    expect(valueOf(await store.collectGarbage())).toBe(1);
    expect(await kept('theirs')).toEqual([]);
  });

  test('the issuer library is found by name and by key, and outlives every case', async () => {
    const issuer = (text: string, subject: string, key: string) => ({
      ...stored(text),
      subjectSha256: sha256(subject),
      spkiSha256: sha256(`${key} SPKI`),
      keySha1: sha256(key).slice(0, 40),
    });
    const [a, b, c] = [issuer('a', 'CA 1', 'key 1'), issuer('b', 'CA 1', 'key 2'), issuer('c', 'CA 2', 'key 2')];
    const sorted = (...all: (typeof a)[]) => all.sort((x, y) => (x.sha256 < y.sha256 ? -1 : 1));
    expect(valueOf(await store.addIssuers([a, b]))).toBe(2);
    expect(valueOf(await store.addIssuers([b, c]))).toBe(1);
    expect(valueOf(await store.findIssuers({ subjects: [a.subjectSha256] }))).toEqual(sorted(a, b));
    expect(valueOf(await store.findIssuers({ keys: [b.keySha1], subjects: [c.subjectSha256] }))).toEqual(sorted(b, c));
    expect(valueOf(await store.findIssuers({ spkis: [a.spkiSha256] }))).toEqual([a]);
    expect(valueOf(await store.findIssuers({}))).toEqual([]);
    await store.addCase(caseOf('x', ['a']), [stored('a')]);
    await store.deleteCase('x');
    await store.collectGarbage();
    expect(valueOf(await store.countIssuers())).toBe(3);
  });
});
