import { expect } from 'vitest';
import {
  DAY,
  finalCertificate,
  issuingMail,
  later,
  precertificate,
  rsaLog,
  smimeCertificate,
} from '../../pki/index.ts';
import { tlsCertificate } from '../../pki/index.ts';
import { around, boundary, covers, fails, issuer, judge, logs, notApplicable, outcomes, passes } from '../judge.ts';
import { aboutCa } from './others.ts';

const RULE = 'br/validity-period';
covers('br/validity-period');

/** A certificate valid for so many seconds, both ends counted. */
const lasting = (notBefore: string, seconds: number) =>
  judge(RULE, [issuer(), tlsCertificate({ notBefore, notAfter: later(notBefore, seconds - 1) })]);

fails('more than 398 days', async () => {
  const found = await lasting('2022-10-15T12:00:00Z', 400 * DAY);
  expect(found).toMatchObject({ outcome: 'violation', edition: '1.8.4', section: '6.3.2' });
  expect(found.message).toContain('400 days');
  expect(found.message).toContain('398 days');
});

fails('a forged certificate accuses nobody', async () => {
  const notBefore = '2022-10-15T12:00:00Z';
  const more = { signer: issuingMail().key };
  const forged = precertificate({ notBefore, notAfter: later(notBefore, 400 * DAY), more });
  expect((await judge(RULE, [issuer(), forged])).outcome).toBe('cannot-tell');
});

passes('ninety days', async () => {
  expect(await lasting('2022-10-15T12:00:00Z', 90 * DAY)).toMatchObject({ outcome: 'pass' });
});

notApplicable('an S/MIME certificate', async () => {
  const certificate = smimeCertificate({ notBefore: '2022-10-15T12:00:00Z', notAfter: '2024-10-15T12:00:00Z' });
  const found = await judge(RULE, [issuingMail().certificate, certificate]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of a CA', async () => {
  expect(await judge(RULE, aboutCa())).toMatchObject({ outcome: 'not-applicable' });
});

const LIMITS: [number, string][] = [
  [398, '2022-10-15T12:00:00Z'],
  [200, '2026-06-01T00:00:00Z'],
  [100, '2027-06-01T00:00:00Z'],
  [47, '2029-06-01T00:00:00Z'],
];
for (const [days, notBefore] of LIMITS)
  boundary(`${days} days exactly, both ends counted`, async () => {
    const found = [await lasting(notBefore, days * DAY), await lasting(notBefore, days * DAY + 1)];
    expect(outcomes(found)).toEqual(['pass', 'violation']);
    expect(found[1]!.quote).toContain(`greater than ${days} days`);
  });

boundary('since 2020-09-01', async () => {
  expect(await around('2020-09-01T00:00:00Z', (notBefore) => lasting(notBefore, 399 * DAY))).toMatchObject([
    { outcome: 'not-effective' },
    { outcome: 'violation', edition: '1.7.1' },
  ]);
});

const STEPS: [string, number][] = [
  ['2026-03-15T00:00:00Z', 398],
  ['2027-03-15T00:00:00Z', 200],
  ['2029-03-15T00:00:00Z', 100],
];
for (const [moment, days] of STEPS)
  boundary(`${days} days until ${moment}`, async () => {
    const found = await around(moment, (notBefore) => lasting(notBefore, days * DAY));
    expect(outcomes(found)).toEqual(['pass', 'violation']);
  });

boundary('a proof that it was issued before the limit fell counts, not a later notBefore', async () => {
  const notBefore = '2026-03-15T12:00:00Z';
  const found = await around('2026-03-15T00:00:00Z', (at) => {
    const leaf = { notBefore, notAfter: later(notBefore, 300 * DAY) };
    return judge(RULE, [issuer(), logs(), finalCertificate(leaf, [{ log: rsaLog(), at }])]);
  });
  expect(outcomes(found)).toEqual(['pass', 'violation']);
});
