import { beforeAll, describe, expect, test } from 'vitest';
import type { Evidence, EvidenceKind } from '../../src/core/model/evidence.ts';
import type { VerdictDocument } from '../../src/core/model/verdict.ts';
import { evaluate, type EvaluateInput } from '../../src/core/evaluate.ts';
import { serializeVerdict } from '../../src/core/verdict/json.ts';
import { toRows } from '../../src/core/verdict/rows.ts';
import { utc } from '../../src/core/rules/sources.ts';
import * as pki from '../pki/index.ts';
import { evidenceOf } from './verify/evidence.ts';
import type { ResponseHead } from '../../src/core/verdict/told.ts';

const CA = pki.issuingA();
const DELEGATE = pki.responder();
const NOW = utc('2026-11-23');

const answer = (
  hosts: readonly string[],
  status: pki.Status,
  producedAt: string,
  more: Partial<pki.ResponseOptions> = {},
) =>
  pki.ocspResponse({
    signer: DELEGATE,
    certs: [DELEGATE.certificate],
    producedAt,
    responses: hosts.map((host) =>
      pki.singleResponse({
        issuer: CA,
        serialNumber: pki.serial(host),
        status,
        thisUpdate: producedAt,
        nextUpdate: pki.later(producedAt, 4 * pki.DAY),
      }),
    ),
    ...more,
  });

/** A bit of everything: pairs, repairs, a forgery, an error, junk. */
const PIECES: readonly (readonly [EvidenceKind, Uint8Array | string])[] = [
  ['certificate', CA.certificate],
  ['precertificate', pki.precertificate({ host: 'a.example.test' })],
  ['certificate', pki.tlsCertificate({ host: 'a.example.test' })],
  ['precertificate', pki.precertificate({ host: 'b.example.test', notBefore: '2022-10-02T00:00:00Z' })],
  ['certificate', pki.tlsCertificate({ host: 'c.example.test', notBefore: '2022-08-02T00:00:00Z' })],
  ['certificate', pki.tlsCertificate({ host: 'd.example.test', issuer: pki.issuingB() })],
  ['ocsp-response', answer(['a.example.test', 'c.example.test'], 'good', '2022-11-01T00:00:00Z')],
  ['ocsp-response', answer(['b.example.test'], 'unknown', '2022-11-01T00:00:00Z')],
  ['ocsp-response', answer(['b.example.test'], 'good', '2022-11-05T00:00:00Z')],
  ['ocsp-response', answer(['c.example.test'], 'unknown', '2022-11-02T00:00:00Z', { signingKey: pki.key('stranger') })],
  ['ocsp-response', pki.errorResponse('unauthorized')],
  ['certificate', pki.defects.withTruncation(CA.certificate)],
  ['unrecognised', 'hello'],
];

let evidence: readonly Evidence[];
let document: VerdictDocument;
const input = (more: Partial<EvaluateInput> = {}): EvaluateInput => ({
  title: 'Bug 1793443',
  evaluatedAt: NOW,
  reading: 'ruling',
  evidence,
  references: [],
  lookups: [],
  problems: [],
  claims: [],
  ...more,
});
const documentOf = async (more: Partial<EvaluateInput> = {}) => (await evaluate(input(more))).document;

beforeAll(async () => {
  evidence = await Promise.all(PIECES.map(([kind, bytes]) => evidenceOf(kind, bytes)));
  document = await documentOf();
});

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((whole, count) => whole + count, 0);
const isSorted = <T>(items: readonly T[], key: (item: T) => string) =>
  expect(items.map(key)).toEqual(items.map(key).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));

test('rows are told in portions, in order, while the rest is judged; and a pause between them can end it', async () => {
  // 300 certificates: more than one portion.
  const many = await Promise.all(
    Array.from({ length: 300 }, (_, at) =>
      evidenceOf('precertificate', pki.precertificate({ host: `${at}.example.test` })),
    ),
  );
  const told: { first: number; count: number; total: number }[] = [];
  const { rows: list } = await evaluate(input({ evidence: many }), {
    onRows: (some, total) => told.push({ first: some[0]!.index, count: some.length, total }),
  });
  const rows = [...list];
  expect(rows.map(({ index }) => index)).toEqual(many.map((_, at) => at));
  expect(list.names()).toEqual(rows.map(({ name }) => name));
  expect([list.at(7), list.at(300), ...list.slice(299, 310)]).toEqual([rows[7], undefined, rows[299]]);
  expect(told).toEqual([
    { first: 0, count: 256, total: 300 },
    { first: 256, count: 44, total: 300 },
  ]);
  const stop = async (): Promise<void> => {
    throw new Error(`stopped after ${told.length}`);
  };
  const begun = evaluate(input({ evidence: many }), {
    onRows: () => told.push(told[0]!),
    pause: () => (told.length > 2 ? stop() : Promise.resolve()),
  });
  await expect(begun).rejects.toThrow('stopped after 3');
});

describe('the document', () => {
  test('has its keys in the order of the format', () => {
    expect(Object.keys(document)).toEqual([
      'format',
      'formatVersion',
      'tool',
      'title',
      'evaluatedAt',
      'reading',
      'summary',
      'certificates',
      'responses',
      'crls',
      'references',
      'evidence',
      'problems',
    ]);
  });

  test('speaks of every certificate, response and piece of evidence', () => {
    expect(document.certificates.map(({ subject }) => subject).sort()).toEqual(
      ['a', 'b', 'c', 'd'].map((host) => `CN=${host}.example.test`),
    );
    expect(document.responses).toHaveLength(5);
    expect(document.evidence).toHaveLength(PIECES.length);
  });

  test('adds up', () => {
    const { certificates, verdicts, kinds, statuses, firstNotBefore, lastNotBefore } = document.summary;
    expect(certificates).toBe(document.certificates.length);
    expect([sum(verdicts), sum(kinds), sum(statuses)]).toEqual([certificates, certificates, certificates]);
    for (const { verdict } of document.certificates) expect(verdicts[verdict]).toBeGreaterThan(0);
    expect(statuses).toEqual({ good: 3, revoked: 0, unknown: 0, none: 1 });
    expect([firstNotBefore, lastNotBefore]).toEqual(['2022-08-02T00:00:00Z', '2022-10-15T12:00:00Z']);
  });

  test('is sorted as section 1 says', () => {
    isSorted(document.certificates, ({ notBefore, serialNumber }) => `${notBefore} ${serialNumber}`);
    isSorted(document.responses, ({ sha256 }) => sha256);
    isSorted(document.evidence, ({ sha256 }) => sha256);
    isSorted(document.problems, ({ name, code }) => `${name} ${code}`);
    for (const { statuses } of document.certificates)
      isSorted(statuses, ({ producedAt, evidence: sha256 }) => `${producedAt} ${sha256}`);
    for (const { findings } of [...document.certificates, ...document.responses]) {
      isSorted(findings, ({ rule, evidence: hashes }) => `${rule} ${hashes.join()}`);
      for (const finding of findings) isSorted(finding.evidence, (hash) => hash);
    }
  });

  test('names only evidence that is in hand', () => {
    const inHand = new Set([...document.evidence.map(({ sha256 }) => sha256), pki.fingerprint(DELEGATE.certificate)]);
    for (const { findings } of [...document.certificates, ...document.responses])
      for (const finding of findings) expect(finding.evidence.filter((sha256) => !inHand.has(sha256))).toEqual([]);
  });

  test('lets a forged response move no verdict', async () => {
    const forged = pki.fingerprint(PIECES[9]![1] as Uint8Array);
    const without = await documentOf({ evidence: evidence.filter(({ sha256 }) => sha256 !== forged) });
    expect(document.certificates).toEqual(without.certificates);
  });
});

test('the same evidence in another order gives the same bytes', async () => {
  const bytes = serializeVerdict(document);
  for (const turn of [1, 5, 8]) {
    const turned = [...evidence.slice(turn), ...evidence.slice(0, turn)].reverse();
    expect(serializeVerdict(await documentOf({ evidence: turned }))).toBe(bytes);
  }
});

test('the moment of the evaluation is cut to the second, also before 1970', async () => {
  const at = async (evaluatedAt: number) => (await documentOf({ evidence: [], evaluatedAt })).evaluatedAt;
  expect(await at(NOW + 999)).toBe('2026-11-23T00:00:00Z');
  expect(await at(-1)).toBe('1969-12-31T23:59:59Z');
  expect(serializeVerdict(await documentOf({ evaluatedAt: NOW + 999 }))).toBe(serializeVerdict(document));
});

test('references are resolved by what was handed in, and by what stands in a response', async () => {
  const known = [pki.fingerprint(CA.certificate), pki.fingerprint(DELEGATE.certificate)];
  const unknown = 'ab'.repeat(32);
  const references = [unknown, ...known].map((sha256) => ({ sha256, from: ['b', 'a'] }));
  expect((await documentOf({ references })).references).toEqual(
    [unknown, ...known].sort().map((sha256) => ({ sha256, resolved: sha256 !== unknown, from: ['a', 'b'] })),
  );
});

test('problems are told once, sorted by name and code', async () => {
  const problem = (name: string, code: string, message = '.') => ({ name, code, message });
  const problems = [
    problem('b', 'x'),
    problem('a', 'z'),
    problem('a', 'y', '2'),
    problem('a', 'y', '1'),
    problem('b', 'x'),
  ];
  expect((await documentOf({ evidence: [], problems })).problems).toEqual([
    problem('a', 'y', '1'),
    problem('a', 'y', '2'),
    problem('a', 'z'),
    problem('b', 'x'),
  ]);
});

test('an empty case has a verdict too', async () => {
  const empty = await documentOf({ evidence: [], title: '' });
  expect(empty).toMatchObject({ title: '', certificates: [], responses: [], crls: [], evidence: [], problems: [] });
});

test('quiet findings are those that the JSON leaves out, and the two never overlap', async () => {
  const { document: told, quietFindings } = await evaluate(input());
  for (const { certificateSha256, precertificateSha256, findings } of told.certificates) {
    const quiet = quietFindings((certificateSha256 ?? precertificateSha256)!);
    expect(quiet.length).toBeGreaterThan(10);
    const loud = new Set(findings.map(({ rule, outcome, evidence: hashes }) => `${rule} ${outcome} ${hashes.join()}`));
    for (const { rule, outcome, evidence: hashes } of quiet) {
      expect(['pass', 'not-applicable', 'not-effective']).toContain(outcome);
      expect(loud.has(`${rule} ${outcome} ${hashes.join()}`)).toBe(false);
    }
  }
  expect(quietFindings('ab'.repeat(32))).toEqual([]);
});

describe('without the whole document', () => {
  test('the pieces of the file are the file', async () => {
    const evaluation = await evaluate(input({ references: [{ sha256: 'ab'.repeat(32), from: ['line\nbreak'] }] }));
    expect([...evaluation.json()].join('')).toBe(serializeVerdict(evaluation.document));
    const empty = await evaluate(input({ evidence: [], title: '' }));
    expect([...empty.json()].join('')).toBe(serializeVerdict(empty.document));
  });

  test('each entry, response and row is that of the document', async () => {
    const evaluation = await evaluate(input());
    expect(document.certificates.map((_, index) => evaluation.certificate(index))).toEqual(document.certificates);
    // The app is told besides whom a response may name.
    const asInFile = <Told extends Pick<ResponseHead, 'singleResponses'>>(told: Told) => ({
      ...told,
      singleResponses: told.singleResponses.map(({ mayName: _, ...single }) => single),
    });
    expect(document.responses.map(({ sha256 }) => asInFile(evaluation.response(sha256)!))).toEqual(document.responses);
    expect(document.crls.map(({ sha256 }) => evaluation.crl(sha256))).toEqual(document.crls);
    expect([...evaluation.responses()].map(asInFile)).toEqual(
      document.responses.map(({ findings: _, ...head }) => head),
    );
    expect(evaluation.evidence()).toEqual(document.evidence);
    expect(Array.from(evaluation.rows, ({ key }) => evaluation.indexOf(key))).toEqual(
      document.certificates.map((_, at) => at),
    );
    expect([evaluation.response('ab'), evaluation.crl('ab'), evaluation.indexOf('ab')]).toEqual([null, null, -1]);
    const heads = document.certificates.map(({ crls: _crls, findings: _findings, ...head }) => head);
    expect([...evaluation.rows]).toEqual(toRows(document).map((row, at) => ({ ...row, entry: heads[at] })));
  });
});
