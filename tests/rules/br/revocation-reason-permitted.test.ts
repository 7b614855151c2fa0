import { expect } from 'vitest';
import type { CRLReason } from '../../../src/core/model/ocsp.ts';
import { precertificate } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, outcomes, passes } from '../judge.ts';
import { aboutCa, aboutMail } from './others.ts';

const RULE = 'br/revocation-reason-permitted';
covers('br/revocation-reason-permitted');

const about = precertificate();
const status = (reason?: CRLReason, revokedAt = '2022-10-20T09:00:00Z') => ({
  revokedAt,
  ...(reason ? { reason } : {}),
});
const revoked = (reason: CRLReason, revokedAt?: string, producedAt?: string) =>
  judge(RULE, [
    issuer(),
    about,
    answer(about, { status: status(reason, revokedAt), ...(producedAt ? { producedAt } : {}) }),
  ]);

fails('a CA certificate revoked with the reason unspecified', async () => {
  const found = await judge(RULE, aboutCa({ status: status('unspecified') }));
  expect(found).toMatchObject({ outcome: 'violation', edition: '1.8.4', section: '7.3' });
});

fails('a CA certificate on hold', async () => {
  expect(await judge(RULE, aboutCa({ status: status('certificateHold') }))).toMatchObject({ outcome: 'violation' });
});

fails('a subscriber certificate, of which it is not settled whether the clause reaches it', async () => {
  const found = await revoked('unspecified');
  expect(found).toMatchObject({ outcome: 'warning', edition: '1.8.4' });
  expect(found.message).toContain('not settled');
});

fails('a subscriber certificate with a reason that is for CAs', async () => {
  const found = await revoked('cACompromise', '2023-10-01T00:00:00Z', '2023-10-02T00:00:00Z');
  expect(found).toMatchObject({ outcome: 'warning', edition: '2.0.0' });
  expect(found.message).toContain('cACompromise');
});

fails('whether it is a TLS certificate cannot be told while it is not in hand', async () => {
  const found = await judge(RULE, [issuer(), answer('4711', { status: status('unspecified') })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['the certificate with serial number 4711'] });
});

passes('every reason that subscriber certificates may have', async () => {
  const reasons: CRLReason[] = [
    'keyCompromise',
    'affiliationChanged',
    'superseded',
    'cessationOfOperation',
    'privilegeWithdrawn',
  ];
  const found = reasons.map((reason) => revoked(reason, '2023-10-01T00:00:00Z', '2023-10-02T00:00:00Z'));
  expect(outcomes(await Promise.all(found))).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
});

passes('a CA certificate revoked with cACompromise', async () => {
  expect(await judge(RULE, aboutCa({ status: status('cACompromise') }))).toMatchObject({ outcome: 'pass' });
});

notApplicable('revoked without a reason', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about, { status: status() })]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  const found = await judge(RULE, aboutMail({ status: status('certificateHold') }));
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('since 2020-09-30', async () => {
  const found = await around('2020-09-30T00:00:00Z', (producedAt) =>
    judge(RULE, aboutCa({ producedAt, status: status('unspecified', '2020-09-01T00:00:00Z') })),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '1.7.1' }]);
});

boundary('the reasons of SC-61 are for what was revoked since 2023-07-15', async () => {
  const found = await around('2023-07-15T00:00:00Z', (revokedAt) =>
    revoked('cACompromise', revokedAt, '2023-10-02T00:00:00Z'),
  );
  expect(outcomes(found)).toEqual(['pass', 'warning']);
});
