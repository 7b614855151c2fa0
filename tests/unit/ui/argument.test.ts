import { describe, expect, it } from 'vitest';
import type { CertificateEntry, Finding, Outcome, ResponseEntry, Verdict } from '../../../src/core/model/verdict.ts';
import { argumentFor } from '../../../src/ui/detail/argument.ts';
import { standingOf } from '../../../src/core/verdict/standing.ts';
import type { ToldResponse } from '../../../src/core/verdict/told.ts';
import { tally } from '../../../src/ui/lists/standing.ts';

const finding = (rule: string, outcome: Outcome): Finding => ({
  rule,
  outcome,
  message: '',
  citation: { document: '', edition: '', section: '', quote: '', url: '' },
  evidence: [],
  missing: [],
});

const single = {
  serialNumber: '01',
  hashAlgorithm: 'sha1',
  certStatus: 'good',
  thisUpdate: '2022-10-03T00:00:00Z',
  nextUpdate: null,
  authorized: true,
  names: ['cc'],
} as const;
const response = (changes: Partial<ResponseEntry>): ResponseEntry => ({
  sha256: 'e1',
  responseStatus: 'successful',
  producedAt: '2022-10-03T00:00:00Z',
  responderID: { by: 'key', value: '00' },
  signatureAlgorithm: 'sha256WithRSAEncryption',
  signature: 'valid',
  responder: { role: 'delegated', certificateSha256: null, reason: null },
  singleResponses: [{ ...single, names: ['cc'] }],
  findings: [],
  ...changes,
});

const entry = {
  certificateSha256: 'cc',
  precertificateSha256: null,
  verdict: 'violation',
  statuses: [{ evidence: 'e1' }],
  findings: [finding('a/note', 'info'), finding('b/pass', 'pass'), finding('c/bad', 'violation')],
} as unknown as CertificateEntry;

describe('argumentFor', () => {
  it('puts the weightiest first and joins what is wrong with the response that binds', () => {
    const { deciding, besides } = argumentFor(entry, [
      response({ findings: [finding('d/response', 'warning')] }),
      response({ sha256: 'e2', findings: [finding('e/other', 'violation')] }),
    ]);
    const told = (points: typeof deciding) => points.map((point) => [point.finding.rule, point.response]);
    expect(told(deciding)).toEqual([['c/bad', null]]);
    expect(told(besides)).toEqual([
      ['d/response', 'e1'],
      ['b/pass', null],
      ['a/note', null],
    ]);
  });
});

it.each<[Verdict, string[]]>([
  ['violation', ['a violation']],
  ['warning', ['a warning']],
  ['cannot-tell', ['mrsp/precert-status cannot-tell']],
  ['no-violation-found', ['mrsp/final-status pass']],
  ['not-applicable', ['mrsp/final-status pass', 'mrsp/precert-status cannot-tell']],
])('%s is decided by its own kind of finding', (verdict, expected) => {
  const findings = [
    finding('a', 'violation'),
    finding('a', 'warning'),
    finding('a', 'cannot-tell'),
    finding('a', 'pass'),
    finding('mrsp/final-status', 'pass'),
    finding('mrsp/precert-status', 'cannot-tell'),
  ];
  const { deciding, besides } = argumentFor({ ...entry, verdict, findings }, []);
  expect(deciding.map(({ finding: { rule, outcome } }) => `${rule} ${outcome}`).sort()).toEqual(expected);
  expect(deciding.length + besides.length).toBe(findings.length);
});

describe('what a response is worth', () => {
  const told = (changes: Partial<ResponseEntry>, mayName: string[] = []): ToldResponse => {
    const { singleResponses, ...rest } = response(changes);
    return { ...rest, singleResponses: singleResponses.map((one) => ({ ...one, mayName })) };
  };
  it.each<[string, Partial<ResponseEntry>, string]>([
    ['authoritative', {}, 'speaks'],
    ['forged', { signature: 'invalid' }, 'forged'],
    ['a stranger’s', { responder: { role: 'unauthorized', certificateSha256: null, reason: 'x.' } }, 'stranger'],
    [
      'without a key',
      { signature: 'no-key', responder: { role: 'unknown', certificateSha256: null, reason: null } },
      'open',
    ],
    ['about nothing in hand', { singleResponses: [{ ...single, names: [] }] }, 'unmatched'],
    ['an error', { responseStatus: 'unauthorized', signature: null, responder: null, singleResponses: [] }, 'error'],
    ['undecodable', { responseStatus: 'undecodable', signature: null, responder: null, singleResponses: [] }, 'error'],
  ])('%s', (_what, changes, standing) => {
    expect(standingOf(told(changes))).toBe(standing);
  });

  it('that may name a certificate is open, not unmatched', () => {
    const unnamed = { singleResponses: [{ ...single, names: [] }] };
    expect(standingOf(told(unnamed, ['ab']))).toBe('open');
  });
});

it('counts in the order of the first time', () => {
  expect([...tally(['good', 'unknown', 'good'])]).toEqual([
    ['good', 2],
    ['unknown', 1],
  ]);
});
