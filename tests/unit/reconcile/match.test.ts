import { expect, describe, test } from 'vitest';
import type { ListedAs } from '../../../src/core/model/stated.ts';
import { matchLists, readStatedList } from '../../../src/core/reconcile/index.ts';
import { hash, row, status } from './make.ts';

const list = (text: string, listedAs: ListedAs = 'unsaid', name = listedAs) => ({
  name,
  listedAs,
  list: readStatedList(text),
});
const keys = (rows: readonly { key: string }[]) => rows.map(({ key }) => key);

const precert = row(1);
const final = row(2, { final: true });
const unlisted = row(3, { verdict: 'no-violation-found' });
const rows = [precert, final, unlisted];

describe('lists beside the evidence', () => {
  test('what is missing on either side, and what is named twice', () => {
    const found = matchLists([list([hash(1), hash(9), hash(2, 'b'), hash(9), hash(1)].join('\n'))], rows, rows);
    expect(keys(found.inEvidence)).toEqual([precert.key, final.key]);
    expect(found.notInEvidence.map(({ entry }) => [entry.line, entry.sha256])).toEqual([[2, hash(9)]]);
    expect(keys(found.notInLists)).toEqual([unlisted.key]);
    expect(found.doubles.map(({ mention, first }) => [mention.entry.line, first.entry.line])).toEqual([
      [4, 2],
      [5, 1],
    ]);
    expect(found.lists).toEqual([{ entries: 5, distinct: 3, inEvidence: 2, notInEvidence: 1, doubles: 2 }]);
    expect(found.distinct).toBe(3);
  });

  test('a precertificate and its certificate are one, so naming both is a double', () => {
    const found = matchLists([list(`${hash(2, 'a')}\n${hash(2, 'b')}`)], rows, rows);
    expect(keys(found.inEvidence)).toEqual([final.key]);
    expect(found.doubles).toHaveLength(1);
    expect(found.distinct).toBe(1);
  });

  test('compared with some of the rows only, the others are outside, not missing', () => {
    const found = matchLists([list(`${hash(1)}\n${hash(3)}`)], rows, [precert, final]);
    expect(keys(found.outside)).toEqual([unlisted.key]);
    expect(keys(found.notInLists)).toEqual([final.key]);
    expect(found.notInEvidence).toEqual([]);
  });

  test('a serial number matches as an integer', () => {
    const found = matchLists([list(`Serial: 00:${precert.entry.serialNumber}`)], rows, rows);
    expect(keys(found.inEvidence)).toEqual([precert.key]);
  });

  test('no list names nothing', () => {
    expect(matchLists([], rows, rows)).toMatchObject({ distinct: 0, inEvidence: [], contradictions: [] });
  });
});

describe('contradictions', () => {
  const codes = (...args: Parameters<typeof matchLists>) =>
    matchLists(...args).contradictions.map(({ code, detail }) => (detail ? `${code}: ${detail}` : code));

  test('listed as final, but only the precertificate is in hand', () => {
    expect(codes([list(hash(1), 'final')], rows, rows)).toEqual(['precertificate-only']);
  });

  test('listed as final, by the fingerprint of the precertificate', () => {
    expect(codes([list(hash(2, 'a'), 'final')], rows, rows)).toEqual(['fingerprint-of-precertificate']);
    expect(codes([list(hash(2, 'b'), 'final')], rows, rows)).toEqual([]);
  });

  test('listed as precertificate, but the final certificate is in hand', () => {
    expect(codes([list(hash(2, 'a'), 'precertificate')], rows, rows)).toEqual(['final-in-hand']);
    expect(codes([list(hash(2, 'b'), 'precertificate')], rows, rows)).toEqual(['fingerprint-of-certificate']);
    expect(codes([list(hash(1), 'precertificate')], rows, rows)).toEqual([]);
  });

  test('in both lists, whether in hand or not', () => {
    const both = `${hash(1)}\n${hash(9)}`;
    const found = matchLists([list(both, 'final'), list(both, 'precertificate')], rows, rows);
    expect(found.contradictions.map(({ code, rows: about, other }) => [code, keys(about), other?.list])).toEqual([
      ['precertificate-only', [precert.key], undefined],
      ['in-both-lists', [precert.key], 0],
      ['in-both-lists', [], 0],
    ]);
    expect(found.doubles).toEqual([]);
    expect(found.distinct).toBe(2);
  });

  test('one serial number of two issuers', () => {
    const twin = row(4, { serialNumber: precert.entry.serialNumber, issuer: 'CN=Other CA' });
    expect(codes([list(`Serial: ${precert.entry.serialNumber}`)], [...rows, twin], rows)).toEqual([
      'several-certificates',
    ]);
  });

  const HEAD =
    'Precertificate SHA-256 hash,Certificate SHA-256 hash,Not before,Not after,Serial #,Is revoked?,Revocation date';
  const table = (...cells: string[]) => list(`${HEAD}\n${cells.join(',')}\n`);

  test('columns of a table that say otherwise than the certificate', () => {
    expect(
      codes([table(hash(1), '', '2022-10-02', '2023-10-02T00:00', precert.entry.serialNumber)], rows, rows),
    ).toEqual([]);
    expect(codes([table(hash(1), '', '2022-10-01', '', 'ab')], rows, rows)).toEqual([
      `other-serial: stated ab, in the certificate ${precert.entry.serialNumber}`,
      'other-date: notBefore stated 2022-10-01, in the certificate 2022-10-02T00:00:00Z',
    ]);
    expect(codes([table(hash(1), hash(2, 'b'))], rows, rows)).toEqual(['several-certificates']);
    expect(codes([table('', hash(1))], rows, rows)).toEqual(['precertificate-only']);
  });

  test('what a table says of revocation, and the latest answer', () => {
    const good = row(5, {
      statuses: [status('unknown', '2022-10-03T00:00:00Z'), status('good', '2022-10-04T00:00:00Z')],
    });
    const revoked = row(6, { statuses: [status('revoked', '2022-10-05T06:07:08Z')] });
    expect(codes([table(hash(5), '', '', '', '', 'Yes', '2022-10-03')], [good], [good])).toEqual([
      'stated-revoked: the latest answer in evidence, of 2022-10-04T00:00:00Z, says good',
    ]);
    expect(codes([table(hash(6), '', '', '', '', 'Planned', '')], [revoked], [revoked])).toEqual([
      'stated-not-revoked: stated Planned',
    ]);
    expect(codes([table(hash(6), '', '', '', '', 'Yes', '2022-10-06')], [revoked], [revoked])).toEqual([
      'other-revocation-date: stated 2022-10-06, in the answer 2022-10-05T06:07:08Z',
    ]);
    expect(codes([table(hash(6), '', '', '', '', 'Yes', '2022-10-05 06:07')], [revoked], [revoked])).toEqual([]);
    expect(codes([table(hash(6), '', '', '', '', '', '')], [revoked], [revoked])).toEqual([]);
  });

  test('what a table says of revocation, and a CRL', () => {
    const good = row(5, { statuses: [status('good', '2022-10-04T00:00:00Z')] });
    const revocation = () => ({ date: '2022-10-05T06:07:08Z', reason: null, by: 'CRL', crl: hash(1, 'c') }) as const;
    const said = (...cells: string[]) =>
      matchLists([table(hash(5), '', '', '', '', ...cells)], [good], [good], { revocation }).contradictions.map(
        ({ code, detail }) => `${code}: ${detail}`,
      );
    expect(said('Yes', '2022-10-05')).toEqual([]);
    expect(said('Planned', '')).toEqual(['stated-not-revoked: stated Planned, revoked by a CRL']);
    expect(said('Yes', '2022-10-06')).toEqual([
      'other-revocation-date: stated 2022-10-06, in the CRL 2022-10-05T06:07:08Z',
    ]);
  });

  test('answers that disagree with each other about a listed certificate', () => {
    const torn = row(7, {}, ['rfc6960/contradictory-statuses']);
    expect(codes([list(hash(7))], [torn], [torn])).toEqual(['statuses-disagree']);
  });
});

test('a hundred thousand mentions of a hundred thousand certificates', () => {
  const many = Array.from({ length: 100_000 }, (_, n) => row(n));
  const stated = list(many.map(({ entry }) => `https://crt.sh/?sha256=${entry.precertificateSha256}`).join('\n'));
  const start = process.cpuUsage();
  const found = matchLists([stated], many, many);
  // Microseconds of this process alone: other work on the machine does not count.
  expect(process.cpuUsage(start).user).toBeLessThan(3_000_000);
  expect(found.inEvidence).toHaveLength(100_000);
  expect(found.notInLists).toEqual([]);
});
