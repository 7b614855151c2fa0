import { expect } from 'vitest';
import { DAY, HOUR, precertificate } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, outcomes, passes } from '../judge.ts';
import type { AnswerOptions } from '../judge.ts';
import { aboutCa, aboutMail, NO_RESPONDER } from './others.ts';

const RULE = 'br/validity-min-8h';
covers('br/validity-min-8h');

const BAD = { valid: HOUR };
const about = precertificate();
const lasting = (valid: number | null, options: AnswerOptions = {}) =>
  judge(RULE, [issuer(), about, answer(about, { valid, ...options })]);

fails('one hour', async () => {
  const found = await lasting(BAD.valid);
  expect(found).toMatchObject({ outcome: 'violation', edition: '1.8.4', section: '4.9.10' });
  expect(found.message).toContain('1 hour');
});

fails('whether it is a TLS certificate cannot be told while it is not in hand', async () => {
  const found = await judge(RULE, [issuer(), answer('4711', BAD)]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['the certificate with serial number 4711'] });
});

passes('three days', async () => {
  expect(await lasting(3 * DAY)).toMatchObject({ outcome: 'pass' });
});

notApplicable('an answer without nextUpdate', async () => {
  expect(await lasting(null)).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  expect(await judge(RULE, aboutMail(BAD))).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of a CA', async () => {
  expect(await judge(RULE, aboutCa(BAD))).toMatchObject({ outcome: 'not-applicable' });
});

boundary('eight hours to the second: inside the inclusive second nobody is accused', async () => {
  const found = [28_798, 28_799, 28_800].map((seconds) => lasting(seconds));
  expect(outcomes(await Promise.all(found))).toEqual(['violation', 'warning', 'pass']);
});

boundary('since 2020-09-30', async () => {
  expect(await around('2020-09-30T00:00:00Z', (producedAt) => lasting(BAD.valid, { producedAt }))).toMatchObject([
    { outcome: 'not-effective' },
    { outcome: 'violation', edition: '1.7.1' },
  ]);
});

boundary('SC-76 moved the clause and wrote it anew', async () => {
  const found = await around('2024-11-14T00:00:00Z', (producedAt) => lasting(BAD.valid, { producedAt }));
  expect(found).toMatchObject([
    { outcome: 'violation', edition: '2.0.3', section: '4.9.10' },
    { outcome: 'violation', edition: '2.1.0', section: '4.9.9' },
  ]);
  expect(found[1].quote).toContain('OCSP responses for Subscriber Certificates');
});

boundary('from SC-63 to SC-76 only where a responder is named', async () => {
  const certificate = precertificate({ notBefore: '2024-03-01T00:00:00Z', extensions: NO_RESPONDER });
  const at = (producedAt: string) => judge(RULE, [issuer(), certificate, answer(certificate, { ...BAD, producedAt })]);
  expect(outcomes(await around('2024-03-15T00:00:00Z', at))).toEqual(['violation', 'not-applicable']);
  expect(outcomes(await around('2024-11-14T00:00:00Z', at))).toEqual(['not-applicable', 'violation']);
});
