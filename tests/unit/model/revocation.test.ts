import { describe, expect, test } from 'vitest';
import { revocationOf } from '../../../src/core/model/revocation.ts';
import type { CrlStatusEntry } from '../../../src/core/model/verdict.ts';
import { hash, status } from '../reconcile/make.ts';

const crl = (
  thisUpdate: string,
  revocationDate: string | null,
  reason: CrlStatusEntry['reason'] = null,
): CrlStatusEntry => ({ evidence: hash(1, 'c'), thisUpdate, revocationDate, reason });

const EARLY = '2022-11-01T00:00:00Z';
const LATE = '2022-12-01T00:00:00Z';
const good = (at: string) => status('good', at);
const revoked = status('revoked', LATE, { revocationTime: EARLY, revocationReason: 'superseded' });

describe('whether a certificate is revoked', () => {
  test.each([
    ['nothing says so', [], []],
    ['good, and in no CRL', [good(EARLY)], [crl(LATE, null)]],
    ['unknown is no word on it', [status('unknown', LATE)], []],
    ['the latest answer takes an earlier one back', [{ ...revoked, producedAt: EARLY }, good(LATE)], []],
    ['a hold that a later CRL does not list', [], [crl(EARLY, EARLY, 'certificateHold'), crl(LATE, null)]],
    [
      'a hold that a later list of changes removes',
      [],
      [crl(EARLY, EARLY, 'certificateHold'), crl(LATE, EARLY, 'removeFromCRL')],
    ],
    ['a hold before a good answer', [good(LATE)], [crl(EARLY, EARLY, 'certificateHold')]],
  ] as const)('%s: no', (_why, statuses, crls) => {
    expect(revocationOf(statuses, crls)).toBeNull();
  });

  test('by OCSP', () => {
    expect(revocationOf([good(EARLY), revoked], [])).toEqual({
      date: EARLY,
      reason: 'superseded',
      by: 'OCSP',
      crl: null,
    });
  });

  test('by a CRL alone, whatever a responder that lags behind answers later', () => {
    const expected = { date: EARLY, reason: 'keyCompromise', by: 'CRL', crl: hash(1, 'c') };
    const listed = crl(EARLY, EARLY, 'keyCompromise');
    for (const statuses of [[], [status('unknown', LATE)], [good(LATE)]])
      expect(revocationOf(statuses, [listed])).toEqual(expected);
    expect(revocationOf([], [listed, crl(LATE, null)])).toEqual(expected);
  });

  test('by a hold that nothing took back', () => {
    expect(revocationOf([good(EARLY)], [crl(LATE, LATE, 'certificateHold')])?.reason).toBe('certificateHold');
  });

  test('by both: the answer’s date, and the reason of the one that gives one', () => {
    const silent = { ...revoked, revocationReason: null };
    expect(revocationOf([silent], [crl(LATE, LATE, 'cessationOfOperation')])).toEqual({
      date: EARLY,
      reason: 'cessationOfOperation',
      by: 'OCSP and CRL',
      crl: hash(1, 'c'),
    });
  });
});
