import { describe, expect, it } from 'vitest';
import type { CertificateEntry, Finding, StatusEntry } from '../../../src/core/model/verdict.ts';
import { entryKey, nameAttribute, toRows } from '../../../src/core/verdict/rows.ts';
import { Listing } from '../../../src/ui/state/listing.ts';
import { select, type Filter, type Sort } from '../../../src/ui/state/rows.ts';

const status = (certStatus: StatusEntry['certStatus'], producedAt = '2022-10-03T00:00:00Z'): StatusEntry => ({
  evidence: 'ee'.repeat(32),
  certStatus,
  producedAt,
  thisUpdate: producedAt,
  nextUpdate: null,
  revocationTime: null,
  revocationReason: null,
  responder: 'issuer',
});

const entry = (changes: Partial<CertificateEntry>): CertificateEntry => ({
  kind: 'precertificate-only',
  subject: 'CN=host.example',
  dnsNames: ['host.example'],
  issuer: 'CN=Example CA,O=Example,C=US',
  issuerSpkiSha256: null,
  serialNumber: '4200ab',
  precertificateSha256: 'aa'.repeat(32),
  certificateSha256: null,
  notBefore: '2022-10-02T00:00:00Z',
  notAfter: '2023-10-02T00:00:00Z',
  issued: { instant: '2022-10-02T00:00:00Z', basis: 'notBefore', notAfter: null },
  signature: 'valid',
  verdict: 'cannot-tell',
  statuses: [],
  crls: [],
  findings: [],
  ...changes,
});

const finding = (rule: string): Finding => ({
  rule,
  outcome: 'violation',
  message: '',
  citation: { document: '', edition: '', section: '', quote: '', url: '' },
  evidence: [],
  missing: [],
});

const rows = toRows({
  responses: [],
  certificates: [
    entry({
      subject: 'CN=b.example',
      dnsNames: ['b.example'],
      verdict: 'no-violation-found',
      statuses: [status('unknown'), status('good', '2022-10-09T00:00:00Z')],
      findings: [finding('a/everywhere'), finding('z/rare')],
    }),
    entry({
      subject: 'CN=a.example',
      dnsNames: ['a.example', 'www.a.example'],
      verdict: 'violation',
      statuses: [status('unknown')],
      kind: 'final',
      certificateSha256: 'bb'.repeat(32),
      serialNumber: '77ff01',
      issuer: 'CN=another CA,O=Example,C=US',
      findings: [finding('a/everywhere')],
    }),
    entry({ subject: 'CN=c.example', dnsNames: ['c.example'], notBefore: '2022-08-08T00:00:00Z' }),
  ],
});

const ALL: Filter = { verdicts: new Set(), status: '', kind: '', search: '' };
const BY_NAME: Sort = { by: 'name', descending: false };
const names = (filter: Partial<Filter>, sort = BY_NAME) =>
  select(Listing.of(rows), { ...ALL, ...filter }, sort).map((row) => row.name);

describe('select', () => {
  it.each<[string, Partial<Filter>, string[]]>([
    ['everything', {}, ['a.example', 'b.example', 'c.example']],
    ['one verdict', { verdicts: new Set(['violation'] as const) }, ['a.example']],
    ['two verdicts', { verdicts: new Set(['violation', 'cannot-tell'] as const) }, ['a.example', 'c.example']],
    ['the latest status, not an earlier one', { status: 'unknown' }, ['a.example']],
    ['no status', { status: 'none' }, ['c.example']],
    ['a kind', { kind: 'final' }, ['a.example']],
    ['any of the names', { search: 'WWW.a' }, ['a.example']],
    ['a serial with colons', { search: '77:FF:01' }, ['a.example']],
    ['a fingerprint', { search: 'bbbbbbbb' }, ['a.example']],
    ['all words', { search: 'example ca c.ex' }, ['c.example']],
    ['nothing', { search: 'elsewhere' }, []],
  ])('keeps %s', (_what, filter, expected) => {
    expect(names(filter)).toEqual(expected);
  });

  it.each<[Sort['by'], boolean, string[]]>([
    ['verdict', false, ['a.example', 'c.example', 'b.example']],
    ['verdict', true, ['b.example', 'c.example', 'a.example']],
    ['notBefore', false, ['c.example', 'b.example', 'a.example']],
    ['status', false, ['a.example', 'b.example', 'c.example']],
    ['kind', false, ['a.example', 'b.example', 'c.example']],
    ['issuer', false, ['a.example', 'b.example', 'c.example']],
    ['issuer', true, ['b.example', 'c.example', 'a.example']],
    ['rule', false, ['a.example', 'b.example', 'c.example']],
    ['rule', true, ['c.example', 'b.example', 'a.example']],
  ])('sorts by %s (descending: %s)', (by, descending, expected) => {
    expect(names({}, { by, descending })).toEqual(expected);
  });
});

it('tells the rarest of the rules of a row first, and sorts by it', () => {
  const listing = Listing.of(rows);
  expect(listing.telling(rows[0]!.rules)).toEqual(['z/rare', 'a/everywhere']);
  expect(listing.telling(rows[2]!.rules)).toEqual([]);
});

it('names an entry by its final certificate', () => {
  expect(entryKey(entry({}))).toBe('aa'.repeat(32));
  expect(entryKey(entry({ certificateSha256: 'bb'.repeat(32) }))).toBe('bb'.repeat(32));
});

it.each([
  ['CN=Example CA,O=Example', 'CN', 'Example CA'],
  ['O=A\\, Inc.,CN=x', 'O', 'A\\, Inc.'],
  ['OU=CN=no,CN=yes', 'CN', 'yes'],
  ['UID=1+CN=both,O=x', 'CN', 'both'],
  ['O=none', 'CN', null],
] as const)('%j has %s %j', (name, type, value) => {
  expect(nameAttribute(name, type)).toBe(value);
});
