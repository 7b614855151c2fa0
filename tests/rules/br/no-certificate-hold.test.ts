import { expect } from 'vitest';
import { issuingMail, precertificate } from '../../pki/index.ts';
import { answer, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';
import { aboutCa, aboutMail } from './others.ts';

const RULE = 'br/no-certificate-hold';
covers('br/no-certificate-hold', { boundary: 'in force in every edition, so always' });

const HOLD = { revokedAt: '2022-10-20T09:00:00Z', reason: 'certificateHold' } as const;
const about = precertificate();

fails('a TLS certificate on hold', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about, { status: HOLD })]);
  expect(found).toMatchObject({ outcome: 'violation', edition: '1.8.4', section: '4.9.13' });
  expect(found.message).toContain('2022-10-20T09:00:00Z');
});

fails('a CA certificate on hold', async () => {
  // Without purposes of its own a CA certificate is for TLS too; this one names serverAuth.
  expect(await judge(RULE, aboutCa({ status: HOLD }))).toMatchObject({ outcome: 'violation' });
});

fails('whether it is a TLS certificate cannot be told while it is not in hand', async () => {
  const found = await judge(RULE, [issuer(), answer('4711', { status: HOLD })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['the certificate with serial number 4711'] });
});

fails('a response by a stranger accuses nobody', async () => {
  const response = answer(about, { status: HOLD, signingKey: issuingMail().key });
  expect((await judge(RULE, [issuer(), about, response])).outcome).toBe('cannot-tell');
});

passes('revoked for another reason', async () => {
  const status = { ...HOLD, reason: 'keyCompromise' } as const;
  expect(await judge(RULE, [issuer(), about, answer(about, { status })])).toMatchObject({ outcome: 'pass' });
});

passes('revoked without a reason', async () => {
  const status = { revokedAt: HOLD.revokedAt };
  expect(await judge(RULE, [issuer(), about, answer(about, { status })])).toMatchObject({ outcome: 'pass' });
});

notApplicable('good', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about, { status: 'good' })]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate, which may be suspended', async () => {
  expect(await judge(RULE, aboutMail({ status: HOLD }))).toMatchObject({ outcome: 'not-applicable' });
});
