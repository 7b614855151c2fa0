import { expect } from 'vitest';
import { fingerprint, precertificate } from '../../pki/index.ts';
import { answer, boundary, covers, fails, issuer, judge, judgeAll, notApplicable, outcomes, passes } from '../judge.ts';
import type { AnswerOptions, Bytes } from '../judge.ts';
import { aboutCa, aboutMail, mailDelegate } from './others.ts';
import { issuingMail, rootA } from '../../pki/index.ts';

const RULE = 'br/revoked-stays-revoked';
covers('br/revoked-stays-revoked');

const REVOKED = { revokedAt: '2022-10-20T09:00:00Z', reason: 'superseded' } as const;
const about = precertificate({ notBefore: '2022-10-15T12:00:00Z', notAfter: '2023-01-15T12:00:00Z' });
const at = (producedAt: string, status: AnswerOptions['status'] = REVOKED): Bytes =>
  answer(about, { producedAt, status });
/** The outcomes of the answers, the not-applicable ones left out. */
async function history(...answers: Bytes[]) {
  const all = await judgeAll(RULE, [issuer(), about, ...answers]);
  return all.filter(({ outcome }) => outcome !== 'not-applicable');
}

fails('revoked, and later good', async () => {
  const revoked = at('2022-11-01T00:00:00Z');
  const good = at('2022-11-02T00:00:00Z', 'good');
  const found = await history(good, revoked);
  expect(outcomes(found).sort()).toEqual(['pass', 'violation']);
  const broken = found.find(({ outcome }) => outcome === 'violation')!;
  expect(broken).toMatchObject({ edition: '1.8.4', section: '4.10.1' });
  expect(broken.evidence).toEqual([about, revoked, good].map(fingerprint).sort());
  expect(broken.message).toContain('2022-11-01T00:00:00Z');
  expect(broken.message).toContain('good in the one produced at 2022-11-02T00:00:00Z');
});

fails('revoked, and later unknown', async () => {
  const found = await history(at('2022-11-01T00:00:00Z'), at('2022-11-02T00:00:00Z', 'unknown'));
  expect(outcomes(found).sort()).toEqual(['pass', 'violation']);
});

fails('a CA certificate that is good again', async () => {
  const pieces = aboutCa({ status: REVOKED });
  const good = answer(pieces[1]!, { ca: rootA(), by: rootA(), producedAt: '2022-11-02T00:00:00Z', status: 'good' });
  const found = await judgeAll(RULE, [...pieces, good]);
  expect(outcomes(found).sort()).toEqual(['pass', 'violation']);
});

fails('one answer cannot tell whether it stayed so', async () => {
  const found = await judge(RULE, [issuer(), about, at('2022-11-01T00:00:00Z')]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['a later response about the certificate'] });
});

passes('revoked, and revoked again', async () => {
  const found = await history(at('2022-11-01T00:00:00Z'), at('2022-11-02T00:00:00Z'));
  expect(outcomes(found)).toEqual(['pass', 'pass']);
});

notApplicable('never revoked', async () => {
  const found = await judge(RULE, [issuer(), about, at('2022-11-01T00:00:00Z', 'good')]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('what was said before the revocation', async () => {
  const before = at('2022-10-16T00:00:00Z', 'good');
  const all = await judgeAll(RULE, [issuer(), about, before, at('2022-11-01T00:00:00Z')]);
  expect(outcomes(all).sort()).toEqual(['cannot-tell', 'not-applicable']);
});

notApplicable('an S/MIME certificate', async () => {
  const pieces = aboutMail({ status: REVOKED });
  const good = answer(pieces[1]!, {
    ca: issuingMail(),
    by: mailDelegate(),
    producedAt: '2022-11-02T00:00:00Z',
    status: 'good',
  });
  const all = await judgeAll(RULE, [...pieces, good]);
  expect(outcomes(all)).toEqual(['not-applicable', 'not-applicable']);
});

boundary('until the last second of the certificate', async () => {
  const first = at('2022-11-01T00:00:00Z');
  const last = await history(first, at('2023-01-15T12:00:00Z', 'unknown'));
  const after = await history(first, at('2023-01-15T12:00:01Z', 'unknown'));
  expect(outcomes(last).sort()).toEqual(['pass', 'violation']);
  expect(outcomes(after)).toEqual(['pass']);
});

boundary('answers of the same second contradict each other, but none follows', async () => {
  const first = at('2022-11-01T00:00:00Z');
  expect(outcomes(await history(first, at('2022-11-01T00:00:00Z', 'good')))).toEqual(['cannot-tell']);
  expect(outcomes(await history(first, at('2022-11-01T00:00:01Z', 'good'))).sort()).toEqual(['pass', 'violation']);
});
