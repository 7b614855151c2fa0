import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../../src/core/model/time.ts';
import {
  byRule,
  byVerdict,
  compareCounts,
  divide,
  hadExpired,
  readStatedCounts,
  spanOf,
  statedSum,
} from '../../../src/core/reconcile/index.ts';
import { row, status } from './make.ts';

const read = (text: string) =>
  readStatedCounts(text).map(({ stated, of, expired, revoked, side }) =>
    [
      stated,
      of,
      expired === null ? '' : expired ? 'expired' : 'unexpired',
      revoked ? 'revoked' : '',
      side && `${side.is} ${side.moment}`,
    ]
      .filter(Boolean)
      .join(' '),
  );

describe('counts in words', () => {
  test.each([
    ['2208 final, 13 precertificates', ['2208 final', '13 precertificate']],
    ['2208 final certificates and 13 precertificates', ['2208 final', '13 precertificate']],
    ['2,208 final certs; 13 pre-certs', ['2208 final', '13 precertificate']],
    ['We identified 2221 total certificates.', ['2221 all']],
    ['a total of 2221 certificates', ['2221 all']],
    ['Final certificates: 2208\nPrecertificates: 13', ['2208 final', '13 precertificate']],
    ['- **Total number of certificates:** 2221', ['2221 all']],
    ['Total number of "remaining valid" certificates: 5', ['5 all unexpired']],
    ['12 expired certificates and 3 revoked', ['12 all expired', '3 all revoked']],
    ['10 reported certificates', ['10 all']],
    ['13 precertificates issued on or after October 1, 2022', ['13 precertificate since October 1, 2022']],
    ['4 certificates before 2022-08-08 16:20 PDT', ['4 all before 2022-08-08 16:20 PDT']],
    ['1 certificate', ['1 all']],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));

  test('as comment 3 of bug 1793443 says them', () => {
    expect(
      read(
        'Microsoft PKI Services identified 2221 total certificates that did not meet the requirements in Section 5.4 of M.R.S.P. Version 2.8. These are all published to OCSP now and responding with a “good” response. We identified 2208 Non-expired Final Certificates that were not in OCSP due to this issue. None of these final certificates were provided to Subscribers as we only provide them if all workflow steps are successful. We also identified 13 Non-expired Pre-Certificates that were generated after 2022-09-30 that were not published to OCSP.',
      ),
    ).toEqual(['2221 all', '2208 final unexpired', '13 precertificate unexpired after 2022-09-30']);
  });

  test.each(
    [
      'Section 5.4 of version 2.8',
      'see comment 3 and question 5',
      'pre-certificates generated before October 1, 2022 that do not have a final certificate',
      '2022-10-03 08:06 PDT: certificates were published',
      'bug 1793443 certificates',
      '',
    ].filter((text) => !text.startsWith('bug')),
  )('nothing is counted in: %s', (text) => expect(read(text)).toEqual([]));

  test('parts add up, or not', () => {
    expect(statedSum(readStatedCounts('2221 certificates: 2208 final, 13 precertificates'))).toEqual({
      whole: 2221,
      parts: 2221,
    });
    expect(statedSum(readStatedCounts('2222 certificates: 2208 final, 13 precertificates'))?.parts).toBe(2221);
    expect(statedSum(readStatedCounts('2208 final, 13 precertificates'))).toBeNull();
    // The same whole twice, as comments 3 and 6 of the bug have it, is one; two wholes are none.
    expect(
      statedSum(readStatedCounts('2221 certificates, 2208 final, 13 precertificates; 2221 certificates'))?.whole,
    ).toBe(2221);
    expect(statedSum(readStatedCounts('2221 certificates, 2208 final, 13 precertificates; 9 certificates'))).toBeNull();
  });
});

const at = (text: string): number => parseInstant(text)!;
const midnightUtc = { name: 'UTC', at: at('2022-10-01T00:00:00Z') };
const midnightPdt = { name: 'PDT', at: at('2022-10-01T07:00:00Z') };

describe('stated and found', () => {
  const rows = [
    row(1, { final: true }),
    row(2, { notBefore: '2022-09-30T23:59:59Z' }),
    row(3, { notBefore: '2022-10-01T00:00:00Z', notAfter: '2022-12-01T00:00:00Z' }),
    row(4, { statuses: [status('revoked', '2022-10-05T00:00:00Z')] }),
  ];
  const found = (text: string) =>
    compareCounts(readStatedCounts(text), rows, {
      expiredAt: at('2022-12-01T00:00:01Z'),
      readMoment: (moment) => (/^\d{4}/.test(moment) ? { at: at(moment), day: !moment.includes(':') } : null),
    }).map(({ rows: counted, difference, unread }) => [counted.map(({ index }) => index), difference, unread]);

  test('by kind, expiry and revocation', () => {
    expect(
      found('5 certificates, 1 final, 2 precertificates, 1 expired, 3 non-expired certificates, 1 revoked'),
    ).toEqual([
      [[1, 2, 3, 4], -1, false],
      [[1], 0, false],
      [[2, 3, 4], 1, false],
      [[3], 0, false],
      [[1, 2, 4], 0, false],
      [[4], 0, false],
    ]);
  });

  test('by revocation that a CRL alone tells of, where CRLs are known', () => {
    const revocation = ({ index }: { index: number }) =>
      index === 2 ? ({ date: null, reason: null, by: 'CRL', crl: 'c' } as const) : null;
    const [revoked] = compareCounts(readStatedCounts('1 revoked'), rows, {
      expiredAt: 0,
      readMoment: () => null,
      revocation,
    });
    expect(revoked!.rows.map(({ index }) => index)).toEqual([2]);
  });

  test('after a day means after its end; since and before mean its beginning', () => {
    expect(found('3 certificates after 2022-09-30')[0]![0]).toEqual([1, 3, 4]);
    expect(found('3 certificates after 2022-10-01')[0]![0]).toEqual([1, 4]);
    expect(found('3 certificates since 2022-10-01')[0]![0]).toEqual([1, 3, 4]);
    expect(found('3 certificates before 2022-10-01')[0]![0]).toEqual([2]);
    expect(found('3 certificates after 2022-10-01 00:00')[0]![0]).toEqual([1, 4]);
  });

  test('a moment that cannot be understood is left out of account, and says so', () => {
    expect(found('3 certificates after Brumaire 9, 1799')).toEqual([[[1, 2, 3, 4], 1, true]]);
  });
});

describe('before and after', () => {
  test('the zone decides for what was issued between the two midnights, the clock for what an SCT dates otherwise', () => {
    const rows = [
      row(1, {
        notBefore: '2022-09-30T23:59:59Z',
        issued: { instant: '2022-09-30T23:59:59Z', basis: 'notBefore', notAfter: null },
      }),
      row(2, {
        notBefore: '2022-10-01T06:59:59Z',
        issued: { instant: '2022-10-01T06:59:59Z', basis: 'notBefore', notAfter: null },
      }),
      row(3, {
        notBefore: '2022-10-01T07:00:00Z',
        issued: { instant: '2022-10-01T07:00:00Z', basis: 'notBefore', notAfter: null },
      }),
      row(4, {
        notBefore: '2022-09-30T20:00:00Z',
        issued: { instant: '2022-10-01T08:00:00Z', basis: 'sct', notAfter: '2022-10-01T08:00:00Z' },
      }),
    ];
    const { sides, movers, proven } = divide(rows, [midnightPdt, midnightUtc]);
    expect(
      sides.map(({ understanding, clock, before, after }) => [understanding.name, clock, before.length, after.length]),
    ).toEqual([
      ['PDT', 'notBefore', 3, 1],
      ['PDT', 'issued', 2, 2],
      ['UTC', 'notBefore', 2, 2],
      ['UTC', 'issued', 1, 3],
    ]);
    expect(movers.map(({ index }) => index)).toEqual([2, 4]);
    expect(proven).toBe(1);
  });

  test('a certificate is valid through its notAfter', () => {
    const one = row(1, { notAfter: '2022-12-01T00:00:00Z' });
    expect([at('2022-12-01T00:00:00Z'), at('2022-12-01T00:00:01Z')].map((when) => hadExpired(one, when))).toEqual([
      false,
      true,
    ]);
  });
});

test('first and last notBefore by verdict and by rule', () => {
  const rows = [
    row(1, { notBefore: '2022-10-03T00:00:00Z' }, ['mrsp/final-status', 'mrsp/precert-status']),
    row(2, { notBefore: '2022-10-01T00:00:00Z', verdict: 'warning' }, ['mrsp/precert-status']),
    row(3, { notBefore: '2022-10-02T00:00:00Z' }, []),
  ];
  const told = (
    groups: readonly { of: string; rows: readonly unknown[]; firstNotBefore: string; lastNotBefore: string }[],
  ) =>
    groups.map(({ of, rows: { length }, firstNotBefore, lastNotBefore }) => [
      of,
      length,
      firstNotBefore.slice(0, 10),
      lastNotBefore.slice(0, 10),
    ]);
  expect(told(byVerdict(rows))).toEqual([
    ['violation', 2, '2022-10-02', '2022-10-03'],
    ['warning', 1, '2022-10-01', '2022-10-01'],
  ]);
  expect(told(byRule(rows))).toEqual([
    ['mrsp/final-status', 1, '2022-10-03', '2022-10-03'],
    ['mrsp/precert-status', 2, '2022-10-01', '2022-10-03'],
  ]);
  expect(spanOf([])).toBeNull();
});
