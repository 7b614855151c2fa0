import { expect } from 'vitest';
import { certificatePolicies, issuingMail, precertificate, responder, smimeCertificate } from '../../pki/index.ts';
import type { AnswerOptions } from '../judge.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'sbr/certificate-hold';
covers(RULE);

const HELD = { revokedAt: '2023-08-20T00:00:00Z', reason: 'certificateHold' } as const;
const by = responder({ issuer: issuingMail() });
const of = (policy: string | null, options: AnswerOptions = {}) => {
  const policies = policy === null ? null : certificatePolicies(policy);
  const mail = smimeCertificate({ notBefore: '2023-08-01T00:00:00Z', extensions: { certificatePolicies: policies } });
  const response = answer(mail, {
    ca: issuingMail(),
    by,
    status: HELD,
    producedAt: '2023-10-01T00:00:00Z',
    ...options,
  });
  return judge(RULE, [issuingMail().certificate, mail, response]);
};
/** Validation level 3 (sponsor), generations Legacy, Multipurpose, Strict. */
const [LEGACY, MULTIPURPOSE, STRICT] = [1, 2, 3].map((generation) => `2.23.140.1.5.3.${generation}`) as [
  string,
  string,
  string,
];

fails('suspended under a Strict policy', async () => {
  const found = await of(STRICT);
  expect(found).toMatchObject({
    outcome: 'violation',
    document: 'CA/Browser Forum S/MIME Baseline Requirements',
    section: '7.2.2',
  });
  expect(found.message).toContain('under a Strict policy');
});

fails('without an S/MIME policy it cannot be told', async () => {
  expect(await of(null)).toMatchObject({ outcome: 'cannot-tell', missing: ['the policy of the certificate'] });
});

passes('suspended under a Legacy or Multipurpose policy', async () => {
  expect(await of(LEGACY)).toMatchObject({ outcome: 'pass' });
  expect(await of(MULTIPURPOSE)).toMatchObject({ outcome: 'pass' });
});

passes('revoked for another reason', async () => {
  const status = { revokedAt: '2023-08-20T00:00:00Z', reason: 'superseded' } as const;
  expect(await of(STRICT, { status })).toMatchObject({ outcome: 'pass' });
});

notApplicable('not revoked', async () => {
  expect(await of(STRICT, { status: 'good' })).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('a TLS certificate, which the TLS rule judges instead', async () => {
  const about = precertificate();
  const pieces = [issuer(), about, answer(about, { status: HELD })];
  expect(await judge(RULE, pieces)).toMatchObject({ outcome: 'not-applicable' });
});

boundary('since September 2023', async () => {
  const found = await around('2023-09-01T00:00:00Z', (producedAt) => of(STRICT, { producedAt }));
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation' }]);
});
