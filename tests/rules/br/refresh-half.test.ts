import { expect } from 'vitest';
import { HOUR, later, precertificate } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, outcomes, passes } from '../judge.ts';
import type { AnswerOptions } from '../judge.ts';
import { aboutCa, aboutMail, NO_RESPONDER } from './others.ts';

const RULE = 'br/refresh-half';
covers('br/refresh-half');

const MADE = '2022-11-01T10:00:00Z';
const SHORT = { valid: 12 * HOUR };
const about = precertificate();
/** An answer valid for twelve hours that is still served so many seconds after thisUpdate. */
function servedAfter(seconds: number, options: AnswerOptions & { readonly producedAt?: string } = SHORT) {
  const response = answer(about, options);
  const at = later(options.producedAt ?? MADE, seconds);
  return judge(RULE, [issuer(), about, response], { served: [{ response, at }] });
}

fails('still served after half of its time, as a file claims', async () => {
  const found = await servedAfter(6 * HOUR + 1);
  expect(found).toMatchObject({ outcome: 'warning', edition: '1.8.4', section: '4.9.10' });
  expect(found.message).toContain('by 2022-11-01T16:00:00Z');
  expect(found.message).toContain('as headers.txt claims (served at 2022-11-01T16:00:01Z, unsigned)');
});

fails('a response alone cannot tell', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about, SHORT)]);
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['when the response was served (an HTTP capture with its Date header, or a HAR file)'],
  });
});

fails('whether it is a TLS certificate cannot be told while it is not in hand', async () => {
  const response = answer('4711', SHORT);
  const found = await judge(RULE, [issuer(), response], { served: [{ response, at: later(MADE, 8 * HOUR) }] });
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['the certificate with serial number 4711'] });
});

passes('served in time, as a file claims', async () => {
  expect(await servedAfter(HOUR)).toMatchObject({ outcome: 'pass' });
});

notApplicable('an answer valid for sixteen hours', async () => {
  expect(await servedAfter(HOUR, { valid: 16 * HOUR })).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an answer without nextUpdate', async () => {
  expect(await servedAfter(HOUR, { valid: null })).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  expect(await judge(RULE, aboutMail(SHORT))).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of a CA', async () => {
  expect(await judge(RULE, aboutCa(SHORT))).toMatchObject({ outcome: 'not-applicable' });
});

boundary('half of its time', async () => {
  const found = [await servedAfter(6 * HOUR), await servedAfter(6 * HOUR + 1)];
  expect(outcomes(found)).toEqual(['pass', 'warning']);
});

boundary('up to a second less than sixteen hours', async () => {
  const found = [16 * HOUR - 1, 16 * HOUR].map((valid) => servedAfter(9 * HOUR, { valid }));
  expect(outcomes(await Promise.all(found))).toEqual(['warning', 'not-applicable']);
});

boundary('since 2020-09-30', async () => {
  const found = await around('2020-09-30T00:00:00Z', (producedAt) => servedAfter(8 * HOUR, { ...SHORT, producedAt }));
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'warning', edition: '1.7.1' }]);
});

boundary('SC-76 moved the clause and wrote it anew', async () => {
  const certificate = precertificate({ notBefore: '2024-11-01T00:00:00Z' });
  const found = await around('2024-11-14T00:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), certificate, answer(certificate, { ...SHORT, producedAt })]),
  );
  expect(found).toMatchObject([
    { edition: '2.0.3', section: '4.9.10' },
    { edition: '2.1.0', section: '4.9.9' },
  ]);
  expect(found[1].quote).toContain('provide an updated OCSP response');
});

boundary('since OCSP is optional only where a responder is named', async () => {
  const certificate = precertificate({ notBefore: '2024-03-01T00:00:00Z', extensions: NO_RESPONDER });
  const found = await around('2024-03-15T00:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), certificate, answer(certificate, { ...SHORT, producedAt })]),
  );
  expect(outcomes(found)).toEqual(['cannot-tell', 'not-applicable']);
});
