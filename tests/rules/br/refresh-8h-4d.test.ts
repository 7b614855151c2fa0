import { expect } from 'vitest';
import { DAY, HOUR, later, precertificate } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, outcomes, passes } from '../judge.ts';
import type { AnswerOptions } from '../judge.ts';
import { aboutCa, aboutMail, NO_RESPONDER } from './others.ts';

const RULE = 'br/refresh-8h-4d';
covers('br/refresh-8h-4d');

const MADE = '2022-11-01T10:00:00Z';
const about = precertificate();
/** An answer of some length that is still served so many seconds after thisUpdate. */
function servedAfter(seconds: number, options: AnswerOptions & { readonly producedAt?: string } = { valid: 7 * DAY }) {
  const response = answer(about, options);
  const at = later(options.producedAt ?? MADE, seconds);
  return judge(RULE, [issuer(), about, response], { served: [{ response, at }] });
}

fails('still served after four days, as a file claims', async () => {
  const found = await servedAfter(4 * DAY + 1);
  expect(found).toMatchObject({ outcome: 'warning', edition: '1.8.4', section: '4.9.10' });
  expect(found.message).toContain('by 2022-11-05T10:00:00Z');
  expect(found.message).toContain('as headers.txt claims (served at 2022-11-05T10:00:01Z, unsigned)');
});

fails('a response alone cannot tell', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about)]);
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['when the response was served (an HTTP capture with its Date header, or a HAR file)'],
  });
  // Three days long: eight hours before nextUpdate come first.
  expect(found.message).toContain('by 2022-11-04T02:00:00Z');
});

fails('whether it is a TLS certificate cannot be told while it is not in hand', async () => {
  const response = answer('4711', { valid: 7 * DAY });
  const served = [{ response, at: later(MADE, 5 * DAY) }];
  const found = await judge(RULE, [issuer(), response], { served });
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['the certificate with serial number 4711'] });
});

passes('served in time, as a file claims', async () => {
  const found = await servedAfter(DAY);
  expect(found).toMatchObject({ outcome: 'pass' });
  expect(found.message).toContain('unsigned');
});

notApplicable('an answer valid for less than sixteen hours', async () => {
  expect(await servedAfter(DAY, { valid: 16 * HOUR - 1 })).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an answer without nextUpdate', async () => {
  expect(await servedAfter(DAY, { valid: null })).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  expect(await judge(RULE, aboutMail())).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of a CA', async () => {
  expect(await judge(RULE, aboutCa())).toMatchObject({ outcome: 'not-applicable' });
});

boundary('four days after thisUpdate', async () => {
  expect(outcomes([await servedAfter(4 * DAY), await servedAfter(4 * DAY + 1)])).toEqual(['pass', 'warning']);
});

boundary('eight hours before nextUpdate', async () => {
  const valid = 2 * DAY;
  const due = 2 * DAY - 8 * HOUR;
  const found = [await servedAfter(due, { valid }), await servedAfter(due + 1, { valid })];
  expect(outcomes(found)).toEqual(['pass', 'warning']);
});

boundary('sixteen hours are long enough to be judged', async () => {
  const found = [15, 16].map((hours) => servedAfter(8 * HOUR + 1, { valid: hours * HOUR }));
  expect(outcomes(await Promise.all(found))).toEqual(['not-applicable', 'warning']);
});

boundary('since 2020-09-30', async () => {
  const found = await around('2020-09-30T00:00:00Z', (producedAt) =>
    servedAfter(5 * DAY, { valid: 7 * DAY, producedAt }),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'warning', edition: '1.7.1' }]);
});

boundary('SC-76 moved the clause and wrote it anew', async () => {
  const found = await around('2024-11-14T00:00:00Z', (producedAt) => {
    const certificate = precertificate({ notBefore: '2024-11-01T00:00:00Z' });
    return judge(RULE, [issuer(), certificate, answer(certificate, { producedAt })]);
  });
  expect(found).toMatchObject([
    { edition: '2.0.3', section: '4.9.10' },
    { edition: '2.1.0', section: '4.9.9' },
  ]);
  expect(found[0].quote).toContain('update the information provided via an Online Certificate Status Protocol');
  expect(found[1].quote).toContain('provide an updated OCSP response');
});

boundary('since OCSP is optional only where a responder is named', async () => {
  const certificate = precertificate({ notBefore: '2024-03-01T00:00:00Z', extensions: NO_RESPONDER });
  const found = await around('2024-03-15T00:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), certificate, answer(certificate, { producedAt })]),
  );
  expect(outcomes(found)).toEqual(['cannot-tell', 'not-applicable']);
});
