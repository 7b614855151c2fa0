import { expect } from 'vitest';
import { issuingMail, later, precertificate, rootA } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';
import { aboutCa, aboutMail } from './others.ts';

const RULE = 'br/ca-status-12mo';
covers('br/ca-status-12mo');

const MADE = '2022-11-01T10:00:00Z';
const YEAR_LATER = '2023-11-01T10:00:00Z';
const until = (nextUpdate: string | null, producedAt = MADE) =>
  judge(RULE, aboutCa({ status: 'good', producedAt, nextUpdate, ...(nextUpdate ? {} : { valid: null }) }));
const servedAt = (at: string) => {
  const pieces = aboutCa({ status: 'good', valid: null });
  return judge(RULE, pieces, { served: [{ response: pieces[2]!, at }] });
};

fails('newer information is promised only after twelve months', async () => {
  const found = await until(later(YEAR_LATER, 1));
  expect(found).toMatchObject({ outcome: 'warning', edition: '1.8.4', section: '4.9.10' });
  expect(found.message).toContain(YEAR_LATER);
});

fails('still served after twelve months, as a file claims', async () => {
  const found = await servedAt(later(YEAR_LATER, 1));
  expect(found).toMatchObject({ outcome: 'warning' });
  expect(found.message).toContain('as headers.txt claims (served at 2023-11-01T10:00:01Z, unsigned)');
});

fails('without nextUpdate only a capture could tell', async () => {
  const found = await until(null);
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['when the response was served (an HTTP capture with its Date header, or a HAR file)'],
  });
});

fails('whether it is a CA certificate cannot be told while it is not in hand', async () => {
  const response = answer('4711', { ca: rootA(), by: rootA(), nextUpdate: '2024-11-01T10:00:00Z' });
  const found = await judge(RULE, [rootA().certificate, response]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['the certificate with serial number 4711'] });
});

passes('newer information is promised within twelve months', async () => {
  expect(await until('2023-10-01T00:00:00Z')).toMatchObject({ outcome: 'pass' });
});

notApplicable('a subscriber certificate', async () => {
  const about = precertificate();
  const response = answer(about, { nextUpdate: '2024-11-01T10:00:00Z' });
  expect(await judge(RULE, [issuer(), about, response])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of an S/MIME CA', async () => {
  const { certificate } = issuingMail();
  const response = answer(certificate, { ca: rootA(), by: rootA(), nextUpdate: '2024-11-01T10:00:00Z' });
  const found = await judge(RULE, [rootA().certificate, certificate, response]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  expect(await judge(RULE, aboutMail())).toMatchObject({ outcome: 'not-applicable' });
});

boundary('exactly twelve months are allowed, a second more is not', async () => {
  expect((await until(YEAR_LATER)).outcome).toBe('pass');
  expect((await until(later(YEAR_LATER, 1))).outcome).toBe('warning');
  expect((await servedAt(YEAR_LATER)).outcome).toBe('pass');
  expect((await servedAt(later(YEAR_LATER, 1))).outcome).toBe('warning');
});

boundary('SC-76 moved the clause', async () => {
  const found = await around('2024-11-14T00:00:00Z', (producedAt) => until('2026-11-14T00:00:00Z', producedAt));
  expect(found).toMatchObject([
    { outcome: 'warning', edition: '2.0.3', section: '4.9.10' },
    { outcome: 'warning', edition: '2.1.0', section: '4.9.9' },
  ]);
  expect(found[1].quote).toContain('provide an updated OCSP response at least every twelve months');
});
