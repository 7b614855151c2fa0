/** A response that proves nothing is judged as being about the certificate in hand that it names, or may name. */
import { describe, expect, test } from 'vitest';
import {
  defects,
  fingerprint,
  issuingB,
  issuingMail,
  precertificate,
  responder,
  smimeCertificate,
  unknownExtension,
} from '../pki/index.ts';
import { answer, issuer, judge, judgeAll, judgeCase } from './judge.ts';
import type { AnswerOptions, Piece } from './judge.ts';
import { mailDelegate } from './br/others.ts';

const about = precertificate();
const stranger = responder({ issuer: issuingB() });

const WAYS: readonly (readonly [string, AnswerOptions, readonly Piece[]])[] = [
  ['by a stranger', { by: stranger }, [issuer(), issuingB().certificate]],
  ['whose signature is invalid', defects.flippedSignature, [issuer()]],
  ['whose signer nobody has', { certs: undefined }, [issuer()]],
  ['with a critical extension that nobody knows', { extensions: [unknownExtension(true)] }, [issuer()]],
  ['that may name it, without the issuer', {}, []],
];

describe.each(WAYS)('an answer %s', (_way, options, beside) => {
  const said = (rule: string, more: AnswerOptions) =>
    judgeAll(rule, [...beside, about, answer(about, { ...options, ...more })]);

  test('accuses nobody, and what is missing is its authority, not the certificate', async () => {
    const response = answer(about, { ...options, valid: null });
    const found = await judge('mrsp/next-update-present', [...beside, about, response]);
    expect(found).toMatchObject({ outcome: 'cannot-tell', on: fingerprint(response) });
    expect(found.message).toMatch(/^If it were the CA's: /);
    expect(found.missing.join()).not.toContain('serial number');
    expect(found.missing.join()).toContain('a response');
    expect(found.evidence).toEqual([fingerprint(about), fingerprint(response)].sort());
  });

  test('is not judged by rules for other certificates', async () => {
    expect(await said('br/ca-status-12mo', { status: 'good', valid: 400 * 86_400 })).toMatchObject([
      { outcome: 'not-applicable' },
    ]);
    const [good] = await said('br/good-unassigned', { status: 'good' });
    expect(good!.message).not.toContain('no certificate is in hand');
  });

  test('stands on the response alone', async () => {
    const { document } = await judgeCase([...beside, about, answer(about, { ...options, valid: null })]);
    expect(document.certificates).toMatchObject([{ verdict: 'cannot-tell', statuses: [] }]);
    expect(document.certificates[0]!.findings.map(({ rule }) => rule)).not.toContain('mrsp/next-update-present');
  });
});

test('about an S/MIME certificate it is none of the Baseline Requirements for TLS', async () => {
  const mail = smimeCertificate();
  const options = { ca: issuingMail(), by: mailDelegate(), status: 'good', valid: 20 * 86_400 } as const;
  const response = answer(mail, { ...options, ...defects.flippedSignature });
  const found = await judge('br/validity-max-10d', [issuingMail().certificate, mail, response]);
  expect(found).toMatchObject({ outcome: 'not-applicable', on: fingerprint(response) });
});

test('has no place between answers that count', async () => {
  const next = answer(about, { producedAt: '2022-11-20T10:00:00Z' });
  const found = await judgeAll('mrsp/update-every-4d', [
    issuer(),
    about,
    answer(about, defects.flippedSignature),
    next,
  ]);
  expect(found.map(({ outcome }) => outcome)).toEqual(['cannot-tell', 'cannot-tell']);
});
