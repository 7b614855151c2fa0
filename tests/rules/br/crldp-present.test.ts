import { expect } from 'vitest';
import { DAY, issuingMail, later, smimeCertificate, tlsCertificate } from '../../pki/index.ts';
import { around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';
import { aboutCa, NO_RESPONDER } from './others.ts';

const RULE = 'br/crldp-present';
covers('br/crldp-present');

const NEITHER = { ...NO_RESPONDER, crlDistributionPoints: null };
/** A certificate without either, whose validity period, both ends counted, is so many seconds. */
const neither = (notBefore: string, period = 90 * DAY) =>
  judge(RULE, [issuer(), tlsCertificate({ notBefore, notAfter: later(notBefore, period - 1), extensions: NEITHER })]);

fails('neither an OCSP responder nor a CRL', async () => {
  const found = await neither('2024-06-01T00:00:00Z');
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.0.3', section: '7.1.2.11.2' });
  expect(found.message).toContain('90 days');
});

passes('a CRL and no OCSP responder', async () => {
  const certificate = tlsCertificate({ notBefore: '2024-06-01T00:00:00Z', extensions: NO_RESPONDER });
  expect(await judge(RULE, [issuer(), certificate])).toMatchObject({ outcome: 'pass' });
});

passes('an OCSP responder and no CRL', async () => {
  const extensions = { crlDistributionPoints: null };
  const certificate = tlsCertificate({ notBefore: '2024-06-01T00:00:00Z', extensions });
  expect(await judge(RULE, [issuer(), certificate])).toMatchObject({ outcome: 'pass' });
});

notApplicable('an S/MIME certificate', async () => {
  const certificate = smimeCertificate({ notBefore: '2024-06-01T00:00:00Z', extensions: NEITHER });
  const found = await judge(RULE, [issuingMail().certificate, certificate]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of a CA', async () => {
  expect(await judge(RULE, aboutCa())).toMatchObject({ outcome: 'not-applicable' });
});

boundary('since 2024-03-15', async () => {
  expect(await around('2024-03-15T00:00:00Z', neither)).toMatchObject([
    { outcome: 'not-effective' },
    { outcome: 'violation', edition: '2.0.1' },
  ]);
});

boundary('short-lived up to ten days', async () => {
  expect((await neither('2024-06-01T00:00:00Z', 10 * DAY)).outcome).toBe('pass');
  expect((await neither('2024-06-01T00:00:00Z', 10 * DAY + 1)).outcome).toBe('violation');
});

boundary('short-lived up to seven days', async () => {
  expect((await neither('2026-06-01T00:00:00Z', 7 * DAY)).outcome).toBe('pass');
  expect((await neither('2026-06-01T00:00:00Z', 7 * DAY + 1)).outcome).toBe('violation');
});

boundary('the limit of short-lived falls on 2026-03-15', async () => {
  expect(await around('2026-03-15T00:00:00Z', (notBefore) => neither(notBefore, 10 * DAY))).toMatchObject([
    { outcome: 'pass', edition: '2.2.5' },
    { outcome: 'violation', edition: '2.2.5' },
  ]);
});
