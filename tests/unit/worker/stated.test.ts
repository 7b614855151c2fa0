import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/core/evaluate.ts';
import { csvRows } from '../../../src/core/intake/csv.ts';
import { mergeTaken, takeIn } from '../../../src/core/intake/index.ts';
import type { CaseHead } from '../../../src/core/model/case-head.ts';
import { NOTHING_STATED } from '../../../src/core/model/stated.ts';
import { parseInstant } from '../../../src/core/model/time.ts';
import { guessListedAs } from '../../../src/core/reconcile/index.ts';
import { sampleCase } from '../../../src/sample/sample.ts';
import { MemoryStore } from '../../../src/store/memory-store.ts';
import { createHandlers } from '../../../src/worker/engine.ts';
import type { ReportAsked } from '../../../src/worker/report.ts';
import type { Call, Handlers } from '../../../src/worker/handlers.ts';
import { issuingA } from '../../pki/authority.ts';
import { crl } from '../../pki/crl.ts';
import { precertificate } from '../../pki/leaves.ts';
import { serialNumberOf } from '../../pki/ocsp.ts';
import { bytesOf, codeOf, valueOf } from '../store/cases.ts';

/** Stated lists in a case, in its bundle and in a backup; the digest of findings: the whole engine on a store in memory. */
let handlers: Handlers;
let keys = 0;

const engine = (): Handlers =>
  createHandlers({
    store: new MemoryStore(),
    core: { takeIn, mergeTaken, evaluate },
    loadSample: async () => sampleCase,
    loadRoots: async () => ({ source: '', newest: '', certificates: [] }),
    issuersKnown: () => undefined,
    issuersAdded: () => undefined,
    evidenceKnown: () => undefined,
    evidenceAdded: () => undefined,
    storageUse: async () => ({ usage: null, quota: null, persisted: null }),
    now: () => 1_700_000_000_000,
    announce: () => undefined,
  });

beforeEach(() => {
  handlers = engine();
});

const call = (): Call => ({ key: `key-${++keys}`, signal: new AbortController().signal, progress: () => undefined });
const AT = parseInstant(sampleCase.evaluateAsOf)!;
const OPTIONS = { evaluatedAt: AT, reading: 'ruling' } as const;
const zipFile = (bytes: Uint8Array) => ({ name: 'x.bundle.zip', data: new Blob([bytes as Uint8Array<ArrayBuffer>]) });

const bundleOf = async (id: string) => bytesOf(valueOf(await handlers.exportBundle(call(), id, OPTIONS)));

const LIST = `https://crt.sh/?sha256=${'ab'.repeat(32)}\n`;
const state = async (id: string, name = 'cert_urls.txt', data: Blob | string = LIST): Promise<CaseHead> =>
  valueOf(await handlers.addStatedList(call(), id, { name, listedAs: guessListedAs(name), data }));

/** The case's lists beside its evidence. */
const compared = async ({ id, stated }: CaseHead) => {
  valueOf(await handlers.evaluate(call(), id, OPTIONS));
  const { lists, ...words } = stated!;
  const asked = { lists, words, compared: 'all', shown: new Uint32Array() } as const;
  return valueOf(await handlers.reconcile(call(), id, asked))!;
};

describe('a stated list', () => {
  test('is kept with its case and read again', async () => {
    const { id } = valueOf(await handlers.openSample(call()));
    await state(id);
    const kept = await state(id, 'precert_urls.txt', new Blob(['\ufeff', LIST, LIST]));
    expect(kept.stated?.lists.map(({ name, listedAs }) => [name, listedAs])).toEqual([
      ['cert_urls.txt', 'final'],
      ['precert_urls.txt', 'precertificate'],
    ]);
    expect((await compared(kept)).lists.map(({ entries }) => entries)).toEqual([1, 2]);
    // The same again is not there twice.
    expect((await state(id)).stated?.lists).toHaveLength(2);
  });

  test('that is no text is refused', async () => {
    const { id } = valueOf(await handlers.createCase(call(), ''));
    const refused = await handlers.addStatedList(call(), id, {
      name: 'x',
      listedAs: 'unsaid',
      data: new Blob([Uint8Array.of(0, 1, 2)]),
    });
    expect(codeOf(refused)).toBe('stated/not-text');
    expect(valueOf(await handlers.openCase(call(), id))!.stated).toBeUndefined();
  });

  test('travels with its case in a bundle and in a backup, with the counts in words', async () => {
    const { id } = valueOf(await handlers.openSample(call()));
    const { stated } = await state(id);
    const changed = { ...stated!, counts: '2 final, 1 precertificate', moment: '2022-10-01', zone: 'PDT' };
    const kept = valueOf(await handlers.updateCase(call(), id, { stated: changed }));
    const bundle = await bundleOf(id);
    const backup = new Blob([valueOf(await handlers.backup(call(), AT)) as Uint8Array<ArrayBuffer>]);
    expect(strFromU8(unzipSync(bundle)['README.txt']!)).toContain('stated/ ');

    handlers = engine();
    const fresh = valueOf(await handlers.createCase(call(), ''));
    const reopened = valueOf(await handlers.addEvidence(call(), fresh.id, [zipFile(bundle)]));
    expect(reopened.stated).toEqual(kept.stated);
    expect((await compared(reopened)).lists[0]!.entries).toBe(1);
    expect(await bundleOf(fresh.id)).toEqual(bundle);

    handlers = engine();
    expect(valueOf(await handlers.restoreBackup(call(), backup))).toMatchObject({ restored: 1, problems: [] });
    expect(valueOf(await handlers.openCase(call(), id))).toMatchObject({ stated: kept.stated, title: kept.title });
    expect((await compared(valueOf(await handlers.openCase(call(), id))!)).lists[0]!.entries).toBe(1);
  });

  test('that is not the one its bundle lists, or is missing there, is a problem', async () => {
    const { id } = valueOf(await handlers.openSample(call()));
    await state(id);
    const members = unzipSync(await bundleOf(id));
    const file = Object.keys(members).find((name) => name.startsWith('stated/'))!;
    const openWith = async (files: Record<string, Uint8Array>): Promise<CaseHead> => {
      const fresh = valueOf(await handlers.createCase(call(), ''));
      return valueOf(await handlers.addEvidence(call(), fresh.id, [zipFile(zipSync(files))]));
    };
    const codes = async ({ id: opened }: CaseHead) => {
      valueOf(await handlers.evaluate(call(), opened, OPTIONS));
      const asked = { search: 'bundle/', from: 0, count: 9 };
      return valueOf(await handlers.problemPage(call(), opened, asked))!.items.map(({ code }) => code);
    };
    const damaged = await openWith({ ...members, [file]: strToU8('nothing') });
    expect(await codes(damaged)).toEqual(['bundle/hash-mismatch']);
    const { [file]: _, ...without } = members;
    const missing = await openWith(without);
    expect(await codes(missing)).toEqual(['bundle/missing-file']);
    expect(missing.stated?.lists).toEqual([]);
  });

  test('of a bundle joins those of a case that has its own', async () => {
    const { id } = valueOf(await handlers.openSample(call()));
    await state(id);
    const bundle = await bundleOf(id);
    const own = valueOf(await handlers.createCase(call(), 'Mine'));
    await state(own.id, 'mine.txt', 'mine');
    valueOf(
      await handlers.updateCase(call(), own.id, {
        stated: {
          ...NOTHING_STATED,
          lists: valueOf(await handlers.openCase(call(), own.id))!.stated!.lists,
          counts: 'one',
        },
      }),
    );
    const joined = valueOf(await handlers.addEvidence(call(), own.id, [zipFile(bundle)]));
    expect(joined.stated?.lists.map(({ name }) => name)).toEqual(['mine.txt', 'cert_urls.txt']);
    expect(joined.stated?.counts).toBe('one');
  });
});

describe('a report', () => {
  const asked = {
    report: 'full',
    choice: 'all',
    shown: [],
    unexpiredOnly: false,
    title: 'Bug 1',
    events: [{ at: AT, written: '', label: 'Something happened' }],
  } as const;
  const open = async () => {
    const { id } = valueOf(await handlers.openSample(call()));
    valueOf(await handlers.evaluate(call(), id, OPTIONS));
    return id;
  };
  const textOf = async (id: string, changes: Partial<ReportAsked> = {}) => {
    const made = valueOf(await handlers.report(call(), id, { ...asked, ...changes }))!;
    return { ...made, text: await made.file.text() };
  };

  test('is made of the last evaluation, with what the rules found, and shown from its start', async () => {
    const id = await open();
    const made = await textOf(id);
    expect(made).toMatchObject({ fileName: 'Bug-1.full-report.md', type: 'text/markdown', moreLines: 0 });
    expect(made.preview).toBe(made.text);
    expect(made.text).toMatch(
      /\d+ certificates?: `mrsp\/precert-status` \(Mozilla Root Store Policy 2\.8, section 5\.4/,
    );
    expect(made.text).toContain('Something happened');
  });

  test('is about what was chosen', async () => {
    const id = await open();
    const all = await textOf(id, { report: 'all-links' });
    const links = all.text.trim().split('\n');
    expect(links).toHaveLength(all.certificates);
    expect(all.certificates + all.apart).toBe(17);
    const violations = await textOf(id, { report: 'all-links', choice: 'violations' });
    expect(violations.certificates).toBeLessThan(all.certificates);
    const key = links[0]!.slice(-64);
    expect((await textOf(id, { report: 'all-links', choice: 'shown', shown: [key] })).text).toBe(`${links[0]}\n`);
    const unexpired = await textOf(id, { report: 'all-links', unexpiredOnly: true });
    expect(unexpired.certificates).toBe(all.certificates - all.expired);
    expect(unexpired.expired).toBe(0);
  });

  test('tells revocation by CRLs too, and types by policy OID', async () => {
    const issuer = issuingA();
    const [bare, listed] = ['a', 'b'].map((host) =>
      precertificate({ issuer, host: `${host}.example.test`, notBefore: '2023-11-01T00:00:00Z' }),
    ) as [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
    const revoked = crl({
      issuer,
      number: 1,
      thisUpdate: '2023-11-10T10:00:00Z',
      nextUpdate: '2023-11-17T09:59:59Z',
      entries: [{ serialNumber: serialNumberOf(listed), revokedAt: '2023-11-09T10:00:00Z', reason: 1 }],
    });
    const { id } = valueOf(await handlers.createCase(call(), ''));
    const files = [issuer.certificate, bare, listed, revoked].map((bytes, at) => ({
      name: `${at}`,
      data: new Blob([bytes as Uint8Array<ArrayBuffer>]),
    }));
    valueOf(await handlers.addEvidence(call(), id, files));
    valueOf(await handlers.evaluate(call(), id, { ...OPTIONS, evaluatedAt: parseInstant('2023-11-12T00:00:00Z')! }));
    const [, ...lines] = [...csvRows((await textOf(id, { report: 'appendix' })).text, ',')];
    const told = new Map(lines.map((cells) => [cells[7], [...cells.slice(8, 11), cells[20], cells[22]]]));
    expect(told.get('a.example.test')).toEqual(['', '', '', '', 'DV']);
    expect(told.get('b.example.test')).toEqual(['Yes', '2023-11-09T10:00:00Z', 'keyCompromise', 'CRL', 'DV']);
    const { text } = await textOf(id);
    expect(text).toContain('"remaining valid" certificates:** 1 (0 expired; 1 revoked');
    expect(text).toContain('**Affected certificate types:** 2 DV (by policy OID');
  });

  test('of a case that was not evaluated last is none', async () => {
    await open();
    expect(valueOf(await handlers.report(call(), 'another', asked))).toBeNull();
  });
});
