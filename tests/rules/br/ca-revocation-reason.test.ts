import { expect } from 'vitest';
import { issuingA, issuingMail, precertificate, precertificateSigningA, rootA } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';
import { aboutCa } from './others.ts';

const RULE = 'br/ca-revocation-reason';
covers('br/ca-revocation-reason');

const NO_REASON = { revokedAt: '2020-09-01T00:00:00Z' } as const;

fails('a CA certificate revoked without a reason', async () => {
  const found = await judge(RULE, aboutCa({ status: NO_REASON }));
  expect(found).toMatchObject({ outcome: 'violation', edition: '1.8.4', section: '7.3' });
  expect(found.message).toContain('2020-09-01T00:00:00Z');
});

fails('whether it is a CA certificate cannot be told while it is not in hand', async () => {
  const response = answer('4711', { ca: rootA(), by: rootA(), status: NO_REASON });
  const found = await judge(RULE, [rootA().certificate, response]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['the certificate with serial number 4711'] });
});

passes('a CA certificate revoked with a reason', async () => {
  const found = await judge(RULE, aboutCa({ status: { ...NO_REASON, reason: 'cACompromise' } }));
  expect(found).toMatchObject({ outcome: 'pass' });
});

notApplicable('a CA certificate that is good', async () => {
  expect(await judge(RULE, aboutCa({ status: 'good' }))).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of an S/MIME CA', async () => {
  const { certificate } = issuingMail();
  const response = answer(certificate, { ca: rootA(), by: rootA(), status: NO_REASON });
  const found = await judge(RULE, [rootA().certificate, certificate, response]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

fails('the certificate that signs precertificates', async () => {
  const { certificate } = precertificateSigningA();
  const response = answer(certificate, { ca: issuingA(), by: issuingA(), status: NO_REASON });
  expect(await judge(RULE, [issuer(), certificate, response])).toMatchObject({ outcome: 'violation' });
});

notApplicable('a subscriber certificate', async () => {
  const about = precertificate();
  const found = await judge(RULE, [issuer(), about, answer(about, { status: NO_REASON })]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('since 2020-09-30', async () => {
  const found = await around('2020-09-30T00:00:00Z', (producedAt) =>
    judge(RULE, aboutCa({ producedAt, status: NO_REASON })),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '1.7.1' }]);
});
