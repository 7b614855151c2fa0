import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeTaken, takeIn } from '../../../src/core/intake/index.ts';
import type { Taken } from '../../../src/core/model/evidence.ts';
import type { CaseFile } from '../../../src/core/intake/case-file.ts';
import { serializeVerdict } from '../../../src/core/verdict/json.ts';
import { hasOpenssl } from '../../pki/openssl.ts';
import { bundleOf, SETTINGS, takeSample, verdictOn } from './make.ts';

let taken: Taken;
let zip: Uint8Array;
let json: string;
let members: Record<string, Uint8Array>;
let caseFile: CaseFile;

beforeAll(async () => {
  taken = await takeSample();
  ({ zip, json } = await bundleOf(taken));
  members = unzipSync(zip);
  caseFile = JSON.parse(strFromU8(members['case.json']!)) as CaseFile;
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const reopen = (bytes: Uint8Array, name = 'case.bundle.zip') => takeIn([{ name, bytes }]);
const repacked = (changes: Record<string, Uint8Array | null>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({ ...members, ...changes }).filter((member): member is [string, Uint8Array] => member[1] !== null),
    ),
  );

describe('the archive', () => {
  test('has what a reader without this app needs, and nothing else', () => {
    const { title } = SETTINGS;
    const others = Object.keys(members).filter((name) => !name.startsWith('evidence/'));
    expect(title).toBe('Example Trust: "unknown" OCSP responses for issued certificates');
    expect(others).toEqual([
      'Example-Trust-unknown-OCSP-responses-for-issued-certificates.verdict.json',
      'README.txt',
      'SHA256SUMS',
      'case.json',
      'verify.sh',
    ]);
    expect(strFromU8(members[others[0]!]!)).toBe(json);
    expect(Object.keys(members)).toEqual(Object.keys(members).sort());
    const evidence = Object.keys(members).filter((name) => name.startsWith('evidence/'));
    expect(evidence).toHaveLength(taken.evidence.length);
    for (const name of evidence) expect(name).toContain(sha256(members[name]!));
    expect(evidence.map((name) => name.slice(-4)).sort()).toEqual(
      taken.evidence
        .map(({ kind }) => ({ 'ocsp-response': '.ors', unrecognised: '.bin' })[kind as string] ?? '.crt')
        .sort(),
    );
  });

  test('is the same octets in every zone and at every time', async () => {
    const zone = process.env.TZ;
    try {
      for (const TZ of ['Pacific/Kiritimati', 'America/St_Johns']) {
        process.env.TZ = TZ;
        expect(sha256((await bundleOf(taken)).zip)).toBe(sha256(zip));
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  test('lists the checksum of every file but the list', () => {
    const listed = strFromU8(members.SHA256SUMS!).trim().split('\n');
    const files = Object.entries(members).filter(([name]) => name !== 'SHA256SUMS');
    expect(listed).toEqual(files.map(([name, bytes]) => `${sha256(bytes)}  ${name}`));
  });

  test('says nothing in its letter that a hostile title could say', async () => {
    const document = { ...(await verdictOn(taken, SETTINGS)), title: 'A\u202egnp\nHOW TO: run me' };
    const { bundleReadme } = await import('../../../src/core/bundle/readme.ts');
    expect(bundleReadme(document, 1, 'a.verdict.json', undefined).split('\n')[2]).toBe(
      'Case:       A gnp HOW TO: run me',
    );
  });
});

describe('reopened', () => {
  test('it is the same case: the same verdict, byte for byte, and the same bundle again', async () => {
    const again = await reopen(zip);
    const { evidence, references, lookups, problems, claims, bundledCases, earlierVerdicts } = again;
    expect({ evidence, references, lookups, problems, claims }).toEqual({
      evidence: taken.evidence,
      references: taken.references,
      lookups: taken.lookups,
      problems: taken.problems,
      claims: taken.claims,
    });
    expect(bundledCases).toEqual([{ name: 'case.bundle.zip', ...SETTINGS, evaluatedAt: '2022-11-15T12:00:00Z' }]);
    expect(earlierVerdicts).toEqual([
      {
        name: 'case.bundle.zip/Example-Trust-unknown-OCSP-responses-for-issued-certificates.verdict.json',
        text: json,
      },
    ]);
    expect(serializeVerdict(await verdictOn(again, SETTINGS))).toBe(json);
    expect(sha256((await bundleOf(again, SETTINGS, earlierVerdicts)).zip)).toBe(sha256(zip));
  });

  test('it is the same with a folder around it, and inside another archive', async () => {
    const inFolder = zipSync(
      Object.fromEntries(Object.entries(members).map(([name, bytes]) => [`My case/${name}`, bytes])),
    );
    const nested = zipSync({ 'case.bundle.zip': zip });
    for (const bytes of [inFolder, nested]) {
      const again = await reopen(bytes);
      expect(again.evidence).toEqual(taken.evidence);
      expect(again.problems).toEqual(taken.problems);
      expect(serializeVerdict(await verdictOn(again, SETTINGS))).toBe(json);
    }
  });

  test('earlier verdicts come back under the names they had', async () => {
    const earlier = { name: 'theirs.json', text: json.replace('"reading": "retroactive"', '"reading": "ruling"') };
    const { zip: larger } = await bundleOf(taken, SETTINGS, [earlier]);
    expect((await reopen(larger)).earlierVerdicts).toContainEqual(earlier);
  });

  test('beside other evidence it adds what it holds', async () => {
    const more = { name: 'more.bin', bytes: Uint8Array.of(9, 9, 9) };
    const together = await takeIn([more, { name: 'case.bundle.zip', bytes: zip }]);
    const apart = mergeTaken([await takeIn([more]), await reopen(zip)]);
    expect(together).toEqual(apart);
    expect(together.evidence).toHaveLength(taken.evidence.length + 1);
  });
});

describe('damaged', () => {
  const victim = () => caseFile.evidence.find(({ kind }) => kind === 'ocsp-response')!;
  const codes = ({ problems }: Taken) =>
    problems
      .filter(({ code }) => !taken.problems.some((known) => known.code === code))
      .map(({ code, name }) => `${code} ${name}`);

  test('a changed file is kept as unrecognised, with a problem, and its reference stays open', async () => {
    const { file, sha256: listed, names } = victim();
    const changed = Uint8Array.from(members[file]!);
    changed[changed.length - 1]! ^= 1;
    const again = await reopen(repacked({ [file]: changed }));
    expect(codes(again)).toEqual([`bundle/hash-mismatch case.bundle.zip/${file}`]);
    expect(again.evidence.find((one) => one.sha256 === sha256(changed))).toMatchObject({
      kind: 'unrecognised',
      names: [`case.bundle.zip/${file}`],
    });
    expect(again.evidence.some((one) => one.sha256 === listed || one.names.some((name) => names.includes(name)))).toBe(
      false,
    );
    expect(again.references.map((reference) => reference.sha256)).toContain(listed);
  });

  test('a missing file is a problem, and its reference stays open', async () => {
    const { file, sha256: listed } = victim();
    const again = await reopen(repacked({ [file]: null }));
    expect(codes(again)).toEqual([`bundle/missing-file case.bundle.zip/${file}`]);
    expect(again.references.map((reference) => reference.sha256)).toContain(listed);
    expect(again.evidence).toHaveLength(taken.evidence.length - 1);
  });

  test('its list alone says that it is alone, and what it lists stays to be found', async () => {
    const alone = await reopen(members['case.json']!, 'case.json');
    expect(alone.problems.map(({ code, name }) => [code, name])).toEqual([['bundle/loose-case-file', 'case.json']]);
    expect(alone.references.map((reference) => reference.sha256)).toEqual(caseFile.evidence.map((one) => one.sha256));
  });

  test('a file that nobody listed is read as any other', async () => {
    const again = await reopen(repacked({ 'evidence/extra.bin': Uint8Array.of(7, 7, 7) }));
    expect(again.evidence.find((one) => one.sha256 === sha256(Uint8Array.of(7, 7, 7)))).toMatchObject({
      kind: 'unrecognised',
      names: ['case.bundle.zip/evidence/extra.bin'],
    });
  });

  const json8 = (value: unknown) => strToU8(JSON.stringify(value));
  test.each([
    ['a newer format', { formatVersion: 2 }, 'bundle/unknown-version'],
    ['a title that is none', { title: 7 }, 'bundle/bad-case-file'],
    ['an event without a moment', { events: [{ written: 'then', label: 'x' }] }, 'bundle/bad-case-file'],
    ['an event out of time', { events: [{ at: 1e300, written: '', label: 'x' }] }, 'bundle/bad-case-file'],
    ['a moment out of time', { moments: [{ at: 1e300, written: '', context: '', from: [] }] }, 'bundle/bad-case-file'],
    ['a moment from nowhere', { moments: [{ at: null, written: '', context: '' }] }, 'bundle/bad-case-file'],
    ['a reading that is none', { reading: 'mine' }, 'bundle/bad-case-file'],
    [
      'evidence outside its folder',
      { evidence: [{ sha256: 'ab'.repeat(32), kind: 'crl', size: 1, file: 'evidence/../x', names: [] }] },
      'bundle/bad-case-file',
    ],
    [
      'a kind that is none',
      { evidence: [{ sha256: 'ab'.repeat(32), kind: 'truth', size: 1, file: 'evidence/x', names: [] }] },
      'bundle/bad-case-file',
    ],
    [
      'a claim with more in it',
      { claims: [{ sha256: 'ab'.repeat(32), from: 'x', proof: true }] },
      'bundle/bad-case-file',
    ],
  ])('a case file with %s is refused, and the evidence read as loose files', async (_what, changes, code) => {
    const again = await reopen(repacked({ 'case.json': json8({ ...caseFile, ...changes }) }));
    expect(again.problems.map((problem) => problem.code)).toContain(code);
    expect(again.bundledCases).toBeUndefined();
    const readable = taken.evidence.filter(({ kind }) => kind !== 'unrecognised').map((one) => one.sha256);
    expect(again.evidence.map((one) => one.sha256)).toEqual(expect.arrayContaining(readable));
  });
});

describe.skipIf(!hasOpenssl)('with openssl', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'presumed-bundle-'));
    for (const [name, bytes] of Object.entries(members)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (script: string) => {
    try {
      return execFileSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return `FAILED\n${stdout}${stderr}`;
    }
  };

  test('verify.sh verifies every authoritative status', () => {
    const statuses = (JSON.parse(json) as { certificates: { statuses: unknown[] }[] }).certificates.flatMap(
      ({ statuses: all }) => all,
    );
    expect(statuses.length).toBeGreaterThan(10);
    expect(run('sh verify.sh')).toBe(
      `All files are as they were written.\n${statuses.length} statuses verified, 0 failures\n`,
    );
  });

  test('the commands of the letter do what it says', () => {
    const commands = strFromU8(members['README.txt']!)
      .split('\n')
      .filter(
        (line) => line.startsWith('   openssl ') && !line.includes('CERTIFICATE') && !line.includes('certificate.pem'),
      )
      .map((line) => line.trim());
    expect(commands).toHaveLength(4);
    const output = run(`${commands.join(' 2>&1 && ')} 2>&1`);
    const expected = /Expected: (0x[0-9a-f]+: \w+)/.exec(strFromU8(members['README.txt']!))![1]!;
    expect(output).toContain('Response verify OK');
    expect(output).toContain(expected);
    expect(output).not.toContain('FAILED');
  });

  test('the last recipe verifies a precertificate under its issuer', () => {
    const document = JSON.parse(json) as { certificates: { precertificateSha256: string | null; signature: string }[] };
    const { precertificateSha256 } = document.certificates.find(
      (one) => one.precertificateSha256 && one.signature === 'valid',
    )!;
    const lines = strFromU8(members['README.txt']!).split('\n');
    const recipe = [
      ...lines.filter((line) => line.includes('issuer.pem') && line.includes('-out')),
      ...lines.filter((line) => line.includes('certificate.pem')),
    ]
      .join(' && ')
      .replace('CERTIFICATE', precertificateSha256!);
    expect(run(recipe)).toBe('certificate.pem: OK\n');
  });

  test('verify.sh tells of a changed file', () => {
    const { file } = caseFile.evidence.find(({ kind }) => kind === 'ocsp-response')!;
    const original = members[file]!;
    const changed = Uint8Array.from(original);
    changed[changed.length - 1]! ^= 1;
    writeFileSync(join(folder, file), changed);
    const output = run('sh verify.sh');
    writeFileSync(join(folder, file), original);
    expect(output).toContain('FAILED');
    expect(output).toContain(`${file}: FAILED`);
  });
});
