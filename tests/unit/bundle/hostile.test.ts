import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readBackup, writeBackup } from '../../../src/core/bundle/backup.ts';
import { sha256Hex, takeIn } from '../../../src/core/intake/index.ts';
import { codeOf, valueOf } from '../store/cases.ts';

/** Backups and bundles that somebody made up: refused or read in a moment, never believed further than their bytes go. */
const BUNDLE = strToU8('any bytes');
const listed = async (changes: object = {}) => ({
  id: 'a',
  createdAt: 1,
  updatedAt: 2,
  file: 'cases/1.zip',
  sha256: await sha256Hex(BUNDLE),
  ...changes,
});
const backup = (cases: unknown, formatVersion: unknown = 1): Uint8Array =>
  zipSync({
    'backup.json': strToU8(JSON.stringify({ format: 'presumed/backup', formatVersion, cases })),
    'cases/1.zip': BUNDLE,
  });
const DEEP = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

describe('a backup', () => {
  test('that lists one file or one case thousands of times brings it back once', async () => {
    const again = Array.from({ length: 50_000 }, (_, at) => listed({ id: `${at}` }));
    const { cases, problems } = valueOf(await readBackup(backup(await Promise.all(again))));
    expect(cases).toHaveLength(1);
    expect(problems).toHaveLength(1000);
    expect(problems[0]).toMatchObject({ name: 'cases/1.zip', code: 'backup/repeated' });
    const one = [await listed(), await listed({ file: 'cases/2.zip' })];
    expect(valueOf(await readBackup(backup(one))).problems.map(({ code }) => code)).toEqual(['backup/repeated']);
  });
  test.each([
    ['a time that no Date can hold', { createdAt: 1e300 }],
    ['a time in words', { updatedAt: 'now' }],
    ['no file', { file: '' }],
    ['a list for an id', { id: [] }],
  ])('with %s says which case it is', async (_, changes) => {
    const { cases, problems } = valueOf(await readBackup(backup([await listed(changes), await listed()])));
    expect([cases.length, problems.map(({ name, code }) => `${name} ${code}`)]).toEqual([
      1,
      ['backup.json case 1 backup/bad-entry'],
    ]);
  });
  test('whose list is nested without end, or names what every object has, is refused', async () => {
    const deep = zipSync({
      'backup.json': strToU8(`{"format":"presumed/backup","cases":[],"formatVersion":${DEEP}}`),
    });
    expect(codeOf(await readBackup(deep))).toBe('backup/unknown-version');
    const { problems } = valueOf(await readBackup(backup([await listed({ file: '__proto__' })])));
    expect(problems.map(({ code }) => code)).toEqual(['backup/missing-file']);
    expect(codeOf(await readBackup(backup({ 0: 1 })))).toBe('backup/not-a-backup');
  });
  test('of which one file cannot even be unpacked brings back the others', async () => {
    // Deflated, as backups of earlier versions are; its first block is then of a kind that does not exist.
    const large = Uint8Array.from({ length: 5000 }, (_, at) => (at * at) & 0xff);
    const file = 'cases/0.zip';
    const zip = zipSync({
      'backup.json': strToU8(
        JSON.stringify({
          format: 'presumed/backup',
          formatVersion: 1,
          cases: [await listed({ id: 'b', file, sha256: await sha256Hex(large) }), await listed()],
        }),
      ),
      [file]: large,
      'cases/1.zip': BUNDLE,
    });
    expect(valueOf(await readBackup(zip)).cases).toHaveLength(2);
    zip[Buffer.from(zip).indexOf(file) + file.length]! |= 0b110;
    const { cases, problems } = valueOf(await readBackup(zip));
    expect(cases.map(({ id }) => id)).toEqual(['a']);
    expect(problems).toEqual([
      {
        name: file,
        code: 'backup/hash-mismatch',
        message: 'This file is damaged: it cannot be unpacked; its case was not brought back. Get the backup again.',
      },
    ]);
  });
  test.each([
    ['stored', 0],
    ['deflated', 9],
  ] as const)('that was cut off anywhere is told so, though archives in it are whole (%s)', async (_, level) => {
    const noise = Uint8Array.from({ length: 60 }, (_, at) => (at * 0x9e3779b1) >>> 24);
    const inner = zipSync({ a: noise }, { level });
    const bundles = [zipSync({ inner }, { level }), zipSync({ a: BUNDLE }, { level })];
    const cases = bundles.map((bundle, at) => ({ id: `${at}`, createdAt: 1, updatedAt: 2, bundle }));
    const whole = await writeBackup(cases);
    expect(valueOf(await readBackup(whole)).cases).toHaveLength(2);
    const told = new Set<string>();
    for (let length = 1; length < whole.length; length++) told.add(codeOf(await readBackup(whole.subarray(0, length))));
    expect([...told]).toEqual(['backup/not-a-zip']);
  });
  test('of which a member says that it is larger than everything is left alone', async () => {
    const bytes = backup([]);
    // The size in the central directory's first entry.
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at + 4 <= bytes.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) {
        view.setUint32(at + 24, 0xfffffff0, true);
        break;
      }
    expect(codeOf(await readBackup(bytes))).toBe('backup/too-large');
  });
});

describe('a bundle', () => {
  const caseFile = (changes: object) => ({
    format: 'presumed/case',
    formatVersion: 1,
    tool: { name: 'presumed', version: '0', rulesVersion: '2026-11-23' },
    title: 'Mine',
    description: '',
    evaluateAsOf: '',
    evaluatedAt: '2022-11-15T12:00:00Z',
    reading: 'ruling',
    verdict: 'mine.verdict.json',
    evidence: [],
    references: [],
    lookups: [],
    claims: [],
    problems: [],
    earlierVerdicts: [],
    ...changes,
  });
  const open = async (text: string) => takeIn([{ name: 'x.zip', bytes: zipSync({ 'case.json': strToU8(text) }) }]);
  const claim = { sha256: 'aa'.repeat(32), from: 'x' };
  test.each([
    ['a claim of a moment that no Date can hold', { claims: [{ ...claim, capturedAt: 1e300 }] }],
    ['a title of megabytes', { title: 'x'.repeat(5_000_000) }],
    [
      'evidence outside its folder',
      { evidence: [{ sha256: claim.sha256, kind: 'crl', size: 1, file: 'evidence/../x', names: [] }] },
    ],
    [
      'a kind of evidence that there is not',
      { evidence: [{ sha256: claim.sha256, kind: 'key', size: 1, file: 'evidence/x', names: [] }] },
    ],
  ])('with %s restores no case', async (_, changes) => {
    const taken = await open(JSON.stringify(caseFile(changes)));
    expect(taken.bundledCases).toBeUndefined();
    expect(taken.problems.map(({ code }) => code)).toContain('bundle/bad-case-file');
  });
  test('of an unknown version that is nested without end', async () => {
    const taken = await open(`{"format":"presumed/case","formatVersion":${DEEP}}`);
    expect(taken.problems.map(({ code }) => code)).toContain('bundle/unknown-version');
    expect(taken.problems.map(({ code }) => code)).not.toContain('intake/failed');
  });
  test('whose case file is right opens the case', async () => {
    const taken = await open(JSON.stringify(caseFile({})));
    expect(taken.bundledCases).toMatchObject([{ title: 'Mine', reading: 'ruling' }]);
  });
});

test('an entry of a CT log that is nested without end costs the others nothing', async () => {
  const text = `{"entries":[{"leaf_input":${DEEP}},{"leaf_input":"AAAA","extra_data":""}]}`;
  const { problems } = await takeIn([{ name: 'x', bytes: strToU8(text) }]);
  expect(problems.map(({ code }) => code)).toEqual(['ct/bad-entry', 'ct/bad-entry']);
});
