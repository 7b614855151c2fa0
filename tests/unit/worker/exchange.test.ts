import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { evaluate } from '../../../src/core/evaluate.ts';
import { mergeTaken, takeIn } from '../../../src/core/intake/index.ts';
import type { CaseHead } from '../../../src/core/model/case-head.ts';
import { parseInstant } from '../../../src/core/model/time.ts';
import type { VerdictDocument } from '../../../src/core/model/verdict.ts';
import { sampleCase } from '../../../src/sample/sample.ts';
import { storeFailure } from '../../../src/store/failures.ts';
import { MemoryStore } from '../../../src/store/memory-store.ts';
import type { HandedIn } from '../../../src/worker/actions.ts';
import { createHandlers } from '../../../src/worker/engine.ts';
import type { Call, Handlers } from '../../../src/worker/handlers.ts';
import * as pki from '../../pki/index.ts';
import { bytesOf, codeOf, valueOf } from '../store/cases.ts';

/** What a case exchanges with the world and with other cases: the whole engine, with the real core, on a store in memory. */
let store: MemoryStore;
let handlers: Handlers;
let added: [string, number][];
let known: [string, number][];
let offered: [string, number, string][];
let keys = 0;

const ROOTS = JSON.parse(readFileSync(new URL('../../../src/worker/roots.json', import.meta.url), 'utf8')) as {
  source: string;
  newest: string;
  certificates: string[];
};

const engine = (on = new MemoryStore()): Handlers => {
  store = on;
  return createHandlers({
    store,
    core: { takeIn, mergeTaken, evaluate },
    loadSample: async () => sampleCase,
    loadRoots: async () => ROOTS,
    issuersKnown: (id, count) => known.push([id, count]),
    issuersAdded: (to, count) => added.push([to.id, count]),
    evidenceKnown: (id, count, title) => offered.push([id, count, title]),
    evidenceAdded: (to, count) => added.push([to.id, count]),
    storageUse: async () => ({ usage: null, quota: null, persisted: null }),
    now: () => 1_700_000_000_000,
    announce: () => undefined,
  });
};

beforeEach(() => {
  handlers = engine();
  added = [];
  known = [];
  offered = [];
});

const call = (): Call => ({ key: `key-${++keys}`, signal: new AbortController().signal, progress: () => undefined });
const AT = parseInstant(sampleCase.evaluateAsOf)!;
const OPTIONS = { evaluatedAt: AT, reading: 'ruling' } as const;
const file = (name: string, bytes: Uint8Array | string): HandedIn => ({
  name,
  data: typeof bytes === 'string' ? bytes : new Blob([bytes as Uint8Array<ArrayBuffer>]),
});
const sampleFiles = sampleCase.handed.map(({ name, bytes }) => file(name, bytes));

async function caseOf(handed: readonly HandedIn[], title = ''): Promise<CaseHead> {
  const { id } = valueOf(await handlers.createCase(call(), title));
  return valueOf(await handlers.addEvidence(call(), id, handed));
}
const jsonOf = async (id: string, options: Parameters<Handlers['evaluate']>[2] = OPTIONS): Promise<string> => {
  valueOf(await handlers.evaluate(call(), id, options));
  return await valueOf(await handlers.exportVerdict(call(), id))!.text();
};
const documentOf = async (...args: Parameters<typeof jsonOf>) => JSON.parse(await jsonOf(...args)) as VerdictDocument;
const whole = async (id: string) => valueOf(await store.getCase(id))!;
const bundleOf = async (id: string) => bytesOf(valueOf(await handlers.exportBundle(call(), id, OPTIONS)));

describe('an evidence bundle', () => {
  test('alone it opens a case of that title, date and reading, whose verdict is the same byte for byte', async () => {
    const sample = valueOf(await handlers.openSample(call()));
    const before = await whole(sample.id);
    const json = await jsonOf(sample.id);
    const bundle = await bundleOf(sample.id);
    handlers = engine();
    const reopened = await caseOf([file('sample.bundle.zip', bundle)]);
    expect(reopened).toMatchObject({
      title: sampleCase.title,
      description: sampleCase.description,
      evaluateAsOf: sampleCase.evaluateAsOf,
      reading: 'ruling',
    });
    const { evidence, references, problems, claims } = before;
    expect(await whole(reopened.id)).toMatchObject({ evidence, references, problems, claims });
    expect(await jsonOf(reopened.id)).toBe(json);
    const [reproduction] = valueOf(await handlers.reproduce(call(), reopened.id));
    expect(reproduction).toMatchObject({ outcome: 'exact', missing: [], leftOut: 0 });
    expect(await bundleOf(reopened.id)).toEqual(bundle);
  });

  test('brings the events of its case, also into a case that has events of its own', async () => {
    const events = [{ at: AT - 1000, written: '2022-08-08 16:20 PDT', label: 'Ruling \u202e posted' }];
    const { id } = await caseOf(sampleFiles, 'Events');
    valueOf(await handlers.updateCase(call(), id, { events, evaluateAsOf: sampleCase.evaluateAsOf }));
    const bundle = await bundleOf(id);
    handlers = engine();
    const reopened = await caseOf([file('events.bundle.zip', bundle)]);
    expect(reopened.events).toEqual(events);
    expect(await bundleOf(reopened.id)).toEqual(bundle);

    const begun = await caseOf([file('pasted text', 'ab'.repeat(32))], 'Mine');
    const mine = { at: AT, written: '2022-11-15 12:00 UTC', label: 'Mine' };
    valueOf(await handlers.updateCase(call(), begun.id, { events: [mine] }));
    const joined = valueOf(await handlers.addEvidence(call(), begun.id, [file('events.bundle.zip', bundle)]));
    expect(joined.events).toEqual([...events, mine]);
    const again = valueOf(await handlers.addEvidence(call(), begun.id, [file('events.bundle.zip', bundle)]));
    expect(again.events).toEqual(joined.events);
  });

  test('brings the times that are written in texts, once', async () => {
    const { id } = await caseOf([...sampleFiles, file('timeline.txt', '- 2022-08-08 16:20 PDT: it began')], 'Times');
    valueOf(await handlers.updateCase(call(), id, { evaluateAsOf: sampleCase.evaluateAsOf }));
    const { moments } = valueOf(await handlers.openCase(call(), id))!;
    expect(moments).toMatchObject([
      { at: Date.UTC(2022, 7, 8, 23, 20), from: ['timeline.txt, line 1'] },
      { at: Date.UTC(2022, 9, 4, 17, 30), from: [expect.stringContaining('bug.txt, line')] },
    ]);
    const bundle = await bundleOf(id);
    handlers = engine();
    const reopened = await caseOf([file('times.bundle.zip', bundle)]);
    expect(reopened.moments).toEqual(moments);
    expect(await bundleOf(reopened.id)).toEqual(bundle);
    const again = valueOf(await handlers.addEvidence(call(), reopened.id, [file('times.bundle.zip', bundle)]));
    expect(again.moments).toEqual(moments);
  });

  test('of a case without a date it brings the moment of its verdict', async () => {
    const { id } = await caseOf(sampleFiles, 'No date');
    const bundle = await bundleOf(id);
    const reopened = await caseOf([file('no-date.bundle.zip', bundle)]);
    expect(reopened).toMatchObject({ title: 'No date', evaluateAsOf: sampleCase.evaluateAsOf });
  });

  test('in a case that has begun it is evidence, and changes neither title nor date', async () => {
    const sample = valueOf(await handlers.openSample(call()));
    const bundle = await bundleOf(sample.id);
    const begun = await caseOf([file('pasted text', 'ab'.repeat(32))], 'Mine');
    const kept = valueOf(await handlers.addEvidence(call(), begun.id, [file('x.zip', bundle)]));
    const { evidence } = await whole(sample.id);
    expect(kept).toMatchObject({ title: 'Mine', evaluateAsOf: '' });
    expect((await whole(kept.id)).evidence).toEqual(evidence);
    const beside = await caseOf([file('x.zip', bundle), file('pasted text', 'ab'.repeat(32))]);
    expect(beside).toMatchObject({ title: '', evaluateAsOf: '' });
    expect((await whole(beside.id)).evidence).toEqual(evidence);
  });
});

describe('an earlier verdict', () => {
  test('is made again with its own date, reading and title, whatever those of the case are', async () => {
    const { id } = await caseOf(sampleFiles, 'Theirs');
    const theirs = await jsonOf(id);
    handlers = engine();
    const mine = await caseOf([...sampleFiles, file('theirs.json', theirs)], 'Mine');
    expect(mine.earlierVerdicts).toHaveLength(1);
    expect(valueOf(await handlers.reproduce(call(), mine.id))).toEqual([
      {
        name: 'theirs.json',
        outcome: 'exact',
        failure: null,
        theirTool: (JSON.parse(theirs) as VerdictDocument).tool,
        ourTool: (JSON.parse(theirs) as VerdictDocument).tool,
        evaluatedAt: sampleCase.evaluateAsOf,
        missing: [],
        leftOut: 0,
        differences: { listed: [], total: 0 },
      },
    ]);
  });

  test('waits for its evidence, and leaves later evidence out', async () => {
    const { id } = await caseOf(sampleFiles, 'Theirs');
    const theirs = await jsonOf(id);
    handlers = engine();
    const [first, ...others] = sampleFiles;
    const mine = await caseOf([file('theirs.json', theirs), ...others, file('later.bin', Uint8Array.of(0, 7, 7))]);
    const [waiting] = valueOf(await handlers.reproduce(call(), mine.id));
    expect(waiting).toMatchObject({ outcome: 'incomplete', leftOut: 1 });
    expect(waiting!.missing.flatMap(({ names }) => names)).toEqual([first!.name]);
    await handlers.addEvidence(call(), mine.id, [first!]);
    expect(valueOf(await handlers.reproduce(call(), mine.id))[0]).toMatchObject({ outcome: 'exact', leftOut: 1 });
  });

  test('that was changed shows where', async () => {
    const { id } = await caseOf(sampleFiles, 'Theirs');
    const theirs = await jsonOf(id);
    const changed = theirs.replace('"verdict": "violation"', '"verdict": "no-violation-found"');
    const kept = valueOf(await handlers.addEvidence(call(), id, [file('changed.json', changed)]));
    const [reproduction] = valueOf(await handlers.reproduce(call(), kept.id));
    expect(reproduction).toMatchObject({ outcome: 'differs', differences: { total: 1 } });
    expect(reproduction!.differences.listed[0]).toEqual({
      path: expect.stringMatching(/^certificates\[[0-9a-f]{64}\]\.verdict$/) as string,
      theirs: '"no-violation-found"',
      ours: '"violation"',
    });
    expect(await jsonOf(id)).toBe(theirs);
  });

  test('with other white space has the same values; under other file names, the same verdicts', async () => {
    const { id } = await caseOf(sampleFiles, 'Theirs');
    const theirs = await jsonOf(id);
    const compact = JSON.stringify(JSON.parse(theirs));
    await handlers.addEvidence(call(), id, [file('compact.json', compact)]);
    expect(valueOf(await handlers.reproduce(call(), id))[0]!.outcome).toBe('same-values');
    const certificate = sampleFiles.find(({ name }) => name.endsWith('.pem'))!;
    const renamed = await caseOf([
      ...sampleFiles.filter((one) => one !== certificate),
      { ...certificate, name: 'renamed.pem' },
      file('t.json', theirs),
    ]);
    const [reproduction] = valueOf(await handlers.reproduce(call(), renamed.id));
    expect(reproduction!.outcome).toBe('names-differ');
  });
});

describe('the issuer library', () => {
  const issuer = sampleFiles.find(({ name }) => name.endsWith('example-trust-tls-issuing-ca-01.pem'))!;
  const leaf = sampleFiles.find(({ name }) =>
    name.endsWith('ddeb0e5de717a0cf5022830b3abef20df2aa9cf1af7df96dacf15867d8ea1e3c.crt'),
  )!;

  test('an issuer that came into one case is offered to another that waits for it, and joins it as evidence that the verdict names', async () => {
    const waiting = await caseOf([leaf], 'Waiting');
    expect((await documentOf(waiting.id)).certificates[0]!.signature).toBe('no-issuer');
    expect(added).toEqual([]);
    const other = await caseOf([issuer], 'Other');
    await documentOf(other.id);
    // What this browser remembers changes no verdict by itself.
    expect((await documentOf(waiting.id)).certificates[0]!.signature).toBe('no-issuer');
    expect([known, added]).toEqual([[[waiting.id, 1]], []]);
    const document = await documentOf(waiting.id, { ...OPTIONS, fromLibrary: true });
    expect(document.certificates[0]!.signature).toBe('valid');
    expect(document.evidence.map(({ names }) => names)).toContainEqual(['issuer library']);
    expect(added).toEqual([[waiting.id, 1]]);
    expect(valueOf(await handlers.openCase(call(), waiting.id))!.sizes.evidence).toBe(2);

    // The verdict rests on nothing that its list of evidence does not name: elsewhere it is the same.
    const bundle = await bundleOf(waiting.id);
    handlers = engine();
    const reopened = await caseOf([file('waiting.zip', bundle)]);
    expect(await documentOf(reopened.id)).toEqual(document);
    expect(added).toEqual([[waiting.id, 1]]);
  });

  test('a responder that came into one case is offered to another that has only its response, and then the CA of both', async () => {
    const ca = pki.issuingA();
    const subject = pki.precertificate({ issuer: ca });
    const signer = pki.responder({ issuer: ca });
    const response = pki.ocspResponse({
      signer,
      producedAt: '2022-11-10T10:00:00Z',
      responses: [
        pki.singleResponse({
          issuer: ca,
          serialNumber: subject,
          status: 'good',
          thisUpdate: '2022-11-10T10:00:00Z',
          nextUpdate: '2022-11-14T09:59:59Z',
        }),
      ],
      certs: [],
    });
    await documentOf((await caseOf([file('r.crt', signer.certificate), file('ca.crt', ca.certificate)])).id);
    const { id } = await caseOf([file('r.ors', response), file('p.crt', subject)]);
    expect((await documentOf(id)).responses).toMatchObject([{ signature: 'no-key' }]);
    expect(known.at(-1)).toEqual([id, 2]);
    const document = await documentOf(id, { ...OPTIONS, fromLibrary: true });
    expect(document.responses).toMatchObject([{ signature: 'valid', responder: { role: 'delegated' } }]);
    expect(document.certificates).toMatchObject([{ signature: 'valid', statuses: [{ certStatus: 'good' }] }]);
    expect(added.at(-1)).toEqual([id, 2]);
  });

  test('an issuer under whose key nothing verifies joins nothing', async () => {
    await documentOf((await caseOf([issuer], 'Other')).id);
    const bytes = sampleCase.handed.find(({ name }) => name === leaf.name)!.bytes.slice();
    bytes[bytes.length - 1]! ^= 1;
    const forged = await caseOf([file('forged.crt', bytes)]);
    expect((await documentOf(forged.id)).certificates[0]!.signature).toBe('no-issuer');
    expect(added).toEqual([]);
  });
});

test('when storage is gone, what is on the screen still leaves: verdict and bundle', async () => {
  const { id } = valueOf(await handlers.openSample(call()));
  const json = await jsonOf(id);
  const bundle = await bundleOf(id);
  for (const asked of ['getHead', 'getCase', 'getEvidence'] as const)
    vi.spyOn(store, asked).mockResolvedValue(storeFailure('store/deleted'));
  expect(await valueOf(await handlers.exportVerdict(call(), id))!.text()).toBe(json);
  expect(await bundleOf(id)).toEqual(bundle);
  expect(codeOf(await handlers.exportBundle(call(), 'another', OPTIONS))).toBe('store/deleted');
});

test('of an archive the members read are told before what was found is hashed', async () => {
  const { id } = valueOf(await handlers.createCase(call(), ''));
  const steps: string[] = [];
  const progress: Call['progress'] = (step, done, total) => steps.push(`${step} ${done} of ${total}`);
  const archive = zipSync({
    a: strToU8('ab'.repeat(32)),
    b: strToU8('cd'.repeat(32)),
    c: Uint8Array.of(48, 3, 10, 1, 6),
  });
  valueOf(await handlers.addEvidence({ ...call(), progress }, id, [file('x.zip', archive)]));
  expect(steps.slice(0, 5)).toEqual([
    'reading 1 of 1',
    'reading 1 of 3',
    'reading 2 of 3',
    'reading 3 of 3',
    'recognising 1 of 1',
  ]);
});

describe('a fingerprint in one case, its bytes in another', () => {
  const leaf = sampleFiles.find(({ name }) =>
    name.endsWith('ddeb0e5de717a0cf5022830b3abef20df2aa9cf1af7df96dacf15867d8ea1e3c.crt'),
  )!;
  const FINGERPRINT = 'ddeb0e5de717a0cf5022830b3abef20df2aa9cf1af7df96dacf15867d8ea1e3c';
  const link = file('pasted text', `https://crt.sh/?sha256=${FINGERPRINT}\nhttps://crt.sh/?sha256=${'ab'.repeat(32)}`);

  test.each([
    ['came later', false],
    ['was there before', true],
  ])('is offered when the certificate %s, and joins only when taken', async (_, before) => {
    if (before) await caseOf([leaf], 'The CA’s mail');
    const naming = await caseOf([link]);
    if (!before) {
      await documentOf(naming.id);
      expect(offered).toEqual([]);
      await caseOf([leaf], 'The CA’s mail');
    }
    expect((await documentOf(naming.id)).references).toMatchObject([{ resolved: false }, { resolved: false }]);
    expect([offered, added]).toEqual([[[naming.id, 1, 'The CA’s mail']], []]);

    const document = await documentOf(naming.id, { ...OPTIONS, fromCases: true });
    expect(document.certificates).toHaveLength(1);
    expect(document.references.map(({ sha256, resolved }) => [sha256, resolved])).toEqual([
      ['ab'.repeat(32), false],
      [FINGERPRINT, true],
    ]);
    expect(document.evidence).toMatchObject([
      { sha256: FINGERPRINT, kind: 'precertificate', names: ['another case on this device'] },
    ]);
    expect(added).toEqual([[naming.id, 1]]);
    expect((await documentOf(naming.id)).certificates).toHaveLength(1);
    expect(offered).toHaveLength(1);
  });

  test('of a case that was deleted, nothing is offered', async () => {
    const other = await caseOf([leaf]);
    valueOf(await handlers.deleteCase(call(), other.id));
    const naming = await caseOf([link]);
    await documentOf(naming.id);
    expect(offered).toEqual([]);
  });
});

describe('the way up', () => {
  test('ends at a known root, or says that it does not', async () => {
    const root = Uint8Array.from(Buffer.from(ROOTS.certificates[0]!, 'base64'));
    const { id } = await caseOf([...sampleFiles, file('root.der', root)]);
    const { evidence } = await documentOf(id);
    const rootSha256 = evidence.find(({ names }) => names.includes('root.der'))!.sha256;
    const chain = valueOf(await handlers.chain(call(), id, rootSha256))!;
    expect(chain.links.map(({ sha256, from }) => [sha256, from])).toEqual([[rootSha256, 'case']]);
    expect(chain.root).toBe(chain.links[0]!.subject);
    expect(chain.list).toEqual({ source: ROOTS.source, newest: ROOTS.newest });

    const document = await documentOf(id);
    const leaf = document.certificates.find((one) => one.signature === 'valid' && one.certificateSha256)!;
    const madeUp = valueOf(await handlers.chain(call(), id, leaf.certificateSha256!))!;
    expect(madeUp.root).toBeNull();
    expect(madeUp.links.length).toBeGreaterThan(1);
    expect(madeUp.links[1]!.subject).toBe(leaf.issuer);
    expect(valueOf(await handlers.chain(call(), id, 'ab'.repeat(32)))).toBeNull();
  });
});

describe('a backup', () => {
  test('brings every case back as it was, and leaves alone what is here', async () => {
    const opened = valueOf(await handlers.openSample(call()));
    const events = [{ at: AT, written: '2022-11-15', label: 'Evaluated' }];
    const sample = valueOf(await handlers.updateCase(call(), opened.id, { events }));
    const { id } = await caseOf([file('pasted text', 'ab'.repeat(32))], 'Two');
    const backup = new Blob([valueOf(await handlers.backup(call(), AT)) as Uint8Array<ArrayBuffer>]);
    expect(valueOf(await handlers.restoreBackup(call(), backup))).toEqual({ restored: 0, unchanged: 2, problems: [] });

    handlers = engine();
    expect(valueOf(await handlers.restoreBackup(call(), backup))).toEqual({ restored: 2, unchanged: 0, problems: [] });
    const cases = valueOf(await handlers.listCases(call()));
    expect(cases.map((one) => one.id).sort()).toEqual([sample.id, id].sort());
    const restored = cases.find((one) => one.id === sample.id)!;
    expect(restored).toEqual({ ...sample, revision: restored.revision });
    expect((await documentOf(sample.id)).certificates).toHaveLength(17);
  });

  test('a changed case stays, and the backup’s comes beside it', async () => {
    const { id } = await caseOf([file('pasted text', 'ab'.repeat(32))], 'Two');
    const members = unzipSync(valueOf(await handlers.backup(call(), AT)));
    const list = JSON.parse(strFromU8(members['backup.json']!)) as { cases: { updatedAt: number }[] };
    list.cases[0]!.updatedAt -= 1;
    const older = zipSync({ ...members, 'backup.json': strToU8(JSON.stringify(list)) });
    const answer = valueOf(await handlers.restoreBackup(call(), new Blob([older as Uint8Array<ArrayBuffer>])));
    expect(answer).toEqual({ restored: 1, unchanged: 0, problems: [] });
    const cases = valueOf(await handlers.listCases(call()));
    expect(cases.map(({ title }) => title)).toEqual(['Two', 'Two']);
    expect(cases.map((one) => one.id)).toContain(id);
  });

  test('bytes that the browser lost come back into the case that is here', async () => {
    const { id } = await caseOf(sampleFiles);
    const before = await documentOf(id);
    const backup = new Blob([valueOf(await handlers.backup(call(), AT)) as Uint8Array<ArrayBuffer>]);
    const { sha256 } = (await whole(id)).evidence[0]!;
    valueOf(await store.changeCase(id, (current) => current, [{ sha256, bytes: Uint8Array.of(0) }]));
    handlers = engine(store);
    expect((await documentOf(id)).problems.map(({ code }) => code)).toContain('store/hash-mismatch');
    expect(valueOf(await handlers.restoreBackup(call(), backup))).toEqual({ restored: 1, unchanged: 0, problems: [] });
    expect(valueOf(await handlers.listCases(call()))).toHaveLength(1);
    expect(await documentOf(id)).toEqual(before);
  });

  test('a damaged one costs only what is damaged; what is none is refused', async () => {
    await caseOf([file('pasted text', 'ab'.repeat(32))], 'One');
    await caseOf([file('pasted text', 'cd'.repeat(32))], 'Two');
    const members = unzipSync(valueOf(await handlers.backup(call(), AT)));
    const damaged = zipSync({ ...members, 'cases/0001.bundle.zip': members['cases/0001.bundle.zip']!.slice(0, -1) });
    handlers = engine();
    const answer = valueOf(await handlers.restoreBackup(call(), new Blob([damaged as Uint8Array<ArrayBuffer>])));
    expect([answer.restored, answer.problems.map(({ name, code }) => [name, code])]).toEqual([
      1,
      [['cases/0001.bundle.zip', 'backup/hash-mismatch']],
    ]);
    expect(codeOf(await handlers.restoreBackup(call(), new Blob(['no ZIP'])))).toBe('backup/not-a-zip');
    const other = zipSync({ 'a.txt': strToU8('a') });
    expect(codeOf(await handlers.restoreBackup(call(), new Blob([other as Uint8Array<ArrayBuffer>])))).toBe(
      'backup/not-a-backup',
    );
  });
});
