import { expect } from 'vitest';
import { DAY, HOUR, issuingMail, precertificate, responder, smimeCertificate } from '../../pki/index.ts';
import type { AnswerOptions } from '../judge.ts';
import { answer, around, boundary, covers, fails, issuer, judge, judgeAll, notApplicable, passes } from '../judge.ts';

const RULE = 'sbr/validity';
covers(RULE);

const mail = smimeCertificate({ notBefore: '2023-08-01T00:00:00Z' });
const by = responder({ issuer: issuingMail() });
const AT = '2023-10-01T00:00:00Z';
const of = (options: AnswerOptions) =>
  judge(RULE, [
    issuingMail().certificate,
    mail,
    answer(mail, { ca: issuingMail(), by, status: 'good', producedAt: AT, ...options }),
  ]);

fails('eleven days, and one hour', async () => {
  expect(await of({ valid: 11 * DAY })).toMatchObject({
    outcome: 'violation',
    document: 'CA/Browser Forum S/MIME Baseline Requirements',
    section: '4.9.10',
  });
  expect(await of({ valid: HOUR })).toMatchObject({ outcome: 'violation' });
});

passes('three days', async () => {
  expect(await of({})).toMatchObject({ outcome: 'pass' });
});

notApplicable('a TLS certificate', async () => {
  const about = precertificate();
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('a certificate that is not in hand, and no nextUpdate', async () => {
  expect(await judge(RULE, [issuer(), answer('4711')])).toMatchObject({ outcome: 'not-applicable' });
  expect(await of({ valid: null })).toMatchObject({ outcome: 'not-applicable' });
});

boundary('the bands that the word inclusive leaves', async () => {
  const outcome = async (valid: number) => (await of({ valid })).outcome;
  expect(await outcome(8 * HOUR - 2)).toBe('violation');
  expect(await outcome(8 * HOUR - 1)).toBe('warning');
  expect(await outcome(8 * HOUR)).toBe('pass');
  expect(await outcome(10 * DAY - 1)).toBe('pass');
  expect(await outcome(10 * DAY)).toBe('warning');
  expect(await outcome(10 * DAY + 1)).toBe('violation');
});

boundary('since September 2023', async () => {
  const found = await around('2023-09-01T00:00:00Z', (producedAt) => of({ producedAt, valid: 11 * DAY }));
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '1.0.1' }]);
});

boundary('the TLS rules leave S/MIME certificates alone', async () => {
  const pieces = [
    issuingMail().certificate,
    mail,
    answer(mail, { ca: issuingMail(), by, status: 'good', producedAt: AT, valid: 11 * DAY }),
  ];
  expect(await judgeAll('br/validity-max-10d', pieces)).toMatchObject([{ outcome: 'not-applicable' }]);
});
