import { describe, expect, it } from 'vitest';
import type { CertificateEntry, Finding, Outcome, VerdictDocument } from '../../../src/core/model/verdict.ts';
import { utc } from '../../../src/core/rules/sources.ts';
import { CATALOGUE, find } from '../../../src/ui/rules/find.ts';
import { period, place, spanOf, ticks } from '../../../src/ui/rules/scale.ts';
import { touchedBy } from '../../../src/ui/rules/touched.ts';

const finding = (rule: string, outcome: Outcome, message = ''): Finding => ({
  rule,
  outcome,
  message,
  citation: { document: '', edition: '', section: '', quote: '', url: '' },
  evidence: [],
  missing: [],
});

const certificate = (key: string, evidence: string[], findings: Finding[]) =>
  ({
    certificateSha256: key,
    subject: `CN=${key}.example`,
    issuer: 'CN=Example CA',
    dnsNames: [],
    statuses: evidence.map((one) => ({ evidence: one, certStatus: 'good' })),
    findings,
  }) as unknown as CertificateEntry;

const documentOf = (parts: Partial<VerdictDocument>): VerdictDocument =>
  ({ certificates: [], responses: [], crls: [], ...parts }) as unknown as VerdictDocument;

describe('what a rule touched', () => {
  it('lists certificates, the gravest finding first, and leaves out what was not found', () => {
    const touched = touchedBy(
      documentOf({
        certificates: [
          certificate('a', [], [finding('x/y', 'warning'), finding('x/z', 'pass')]),
          certificate('b', [], [finding('x/y', 'violation')]),
          certificate('c', [], [finding('x/y', 'not-applicable'), finding('x/y', 'warning')]),
        ],
      }),
    );
    expect([...touched.keys()]).toEqual(['x/y']);
    const { counts, certificates, touches } = touched.get('x/y')!;
    expect(counts).toEqual([
      { outcome: 'violation', n: 1 },
      { outcome: 'warning', n: 2 },
    ]);
    expect(certificates).toBe(3);
    expect(touches.map(({ name, certificate: key }) => [name, key])).toEqual([
      ['b.example', 'b'],
      ['a.example', 'a'],
      ['c.example', 'c'],
    ]);
  });

  it('counts a finding on a response once, and lists every certificate whose status it carries', () => {
    const response = (sha256: string) => ({ sha256, findings: [finding('x/y', 'violation')] });
    const { counts, certificates, touches } = touchedBy(
      documentOf({
        certificates: [certificate('a', ['r1', 'r1'], []), certificate('b', ['r1'], [])],
        responses: [response('r1'), response('r2')] as unknown as VerdictDocument['responses'],
      }),
    ).get('x/y')!;
    expect(counts).toEqual([{ outcome: 'violation', n: 2 }]);
    expect(certificates).toBe(2);
    expect(touches.map(({ name, certificate: key }) => [name, key])).toEqual([
      ['a.example', 'a'],
      ['b.example', 'b'],
      ['OCSP response r2…', null],
    ]);
  });
});

describe('the search', () => {
  const ids = (search: string, maker = '') => find(CATALOGUE, { maker, search }).map(({ id }) => id);

  it('finds a rule by the name people mis-cite it by', () => expect(ids('5.5')).toEqual(['mrsp/precert-status']));
  it('finds a section with its subsections, and no number that merely looks like it', () =>
    expect(ids('4.9', 'br').length).toBeGreaterThan(ids('4.9.10', 'br').length));
  it('finds all words, in any order and case', () =>
    expect(ids('DAYS ten', 'mrsp')).toEqual(['mrsp/validity-max-10d']));
  it('finds nothing that no rule says', () => expect(ids('phlogiston')).toEqual([]));
  it('keeps to a maker', () =>
    expect(ids('', 'sbr')).toEqual(['sbr/certificate-hold', 'sbr/responder', 'sbr/validity']));
});

describe('the axis', () => {
  const window = (from: string | null, until: string | null) => ({
    ...CATALOGUE[0]!.windows[0]!,
    from: from === null ? null : utc(from),
    until: until === null ? null : utc(until),
  });

  it('runs from 2012 to the end of 2030; what lies outside stands at its edges', () => {
    expect([place(utc('2012-01-01')), place(utc('2031-01-01'))]).toEqual([0, 1]);
    expect([place(utc('2008-05-01')), place(utc('2040-01-01'))]).toEqual([0, 1]);
  });

  it('draws windows without an end to the edge', () => {
    expect(spanOf(window(null, null))).toEqual({ start: 0, width: 1 });
    const { start, width } = spanOf(window('2022-10-01', null));
    expect(start + width).toBe(1);
  });

  it('says periods', () => {
    expect(period(window(null, null))).toEqual('At all times');
    expect(period(window(null, '2024-11-14'))).toEqual('Until 2024-11-14');
    expect(period(window('2024-11-14', null))).toEqual('Since 2024-11-14');
    expect(period(window('2022-10-01', '2023-09-01'))).toEqual('2022-10-01 until 2023-09-01');
  });

  it('names the editions there is room for, the newest first', () => {
    const editions = [
      { name: '1.0', from: utc('2008-01-01') },
      { name: '2.0', from: utc('2015-01-01') },
      { name: '2.1', from: utc('2021-01-01') },
      { name: '2.2', from: utc('2021-02-01') },
    ];
    expect(ticks({ name: 'Rules', editions }, 600).map(({ name, named }) => [name, named])).toEqual([
      ['2.0', true],
      ['2.1', false],
      ['2.2', true],
    ]);
  });
});
