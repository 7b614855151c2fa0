import { expect } from 'vitest';
import { DAY, key, precertificate, rootA } from '../../pki/index.ts';
import { answer, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'mrsp/validity-max-10d';
covers(RULE);

const ofLength = (valid: number, more: Parameters<typeof answer>[1] = {}) =>
  judge(RULE, [issuer(), precertificate(), answer(precertificate(), { valid, ...more })]);

fails('eleven days are a violation', async () => {
  const found = await ofLength(11 * DAY);
  expect(found).toMatchObject({
    outcome: 'violation',
    document: 'Mozilla Root Store Policy',
    edition: '2.8',
    section: '6',
  });
  expect(found.message).toContain('11 days');
});

fails('whether it is an end entity cannot be told while the certificate is not in hand', async () => {
  const found = await judge(RULE, [issuer(), answer('4711', { valid: 11 * DAY })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['the certificate with serial number 4711'] });
});

fails('a response by a stranger accuses nobody', async () => {
  const about = precertificate();
  const found = await judge(RULE, [issuer(), about, answer(about, { valid: 11 * DAY, signingKey: key('stranger') })]);
  expect(found.outcome).toBe('cannot-tell');
});

passes('three days', async () => {
  expect(await ofLength(3 * DAY)).toMatchObject({ outcome: 'pass' });
});

notApplicable('the certificate of a CA', async () => {
  const found = await judge(RULE, [
    issuer(),
    rootA().certificate,
    answer(issuer(), { valid: 11 * DAY, ca: rootA(), by: rootA() }),
  ]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('exactly ten days are allowed, a second more is not', async () => {
  expect((await ofLength(10 * DAY)).outcome).toBe('pass');
  expect((await ofLength(10 * DAY + 1)).outcome).toBe('violation');
});
