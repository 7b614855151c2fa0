import { expect } from 'vitest';
import { issuingA, issuingMail, precertificate, responder, serial } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';
import { aboutMail } from './others.ts';

const RULE = 'br/responder-nocheck';
covers('br/responder-nocheck');

const about = precertificate();
const WITHOUT = {
  serialNumber: serial('responder without nocheck'),
  notBefore: '2012-01-01T00:00:00Z',
  notAfter: '2045-01-01T00:00:00Z',
  extensions: { nocheck: null },
};
const without = responder(WITHOUT);
const signedAt = (producedAt: string) => judge(RULE, [issuer(), about, answer(about, { by: without, producedAt })]);

fails('a delegate without nocheck', async () => {
  const found = await signedAt('2022-11-01T10:00:00Z');
  expect(found).toMatchObject({ outcome: 'violation', edition: '1.8.4', section: '4.9.9' });
  expect(found.message).toContain('2022-11-01T10:00:00Z');
});

fails('whether it concerns TLS cannot be told without a certificate', async () => {
  const found = await judge(RULE, [issuer(), answer('4711', { by: without })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['a certificate that the response names'] });
});

passes('a delegate with nocheck', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'pass' });
});

notApplicable('the CA signs itself', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about, { by: issuingA(), certs: undefined })]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an answer about an S/MIME certificate', async () => {
  const by = responder({ ...WITHOUT, issuer: issuingMail() });
  expect(await judge(RULE, aboutMail({ by }))).toMatchObject({ outcome: 'not-applicable' });
});

boundary('until SC-76 put the whole profile in its place', async () => {
  expect(await around('2024-11-14T00:00:00Z', signedAt)).toMatchObject([
    { outcome: 'violation', edition: '2.0.3', section: '4.9.9' },
    { outcome: 'not-effective' },
  ]);
});
