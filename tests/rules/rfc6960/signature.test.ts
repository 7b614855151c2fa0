import { expect } from 'vitest';
import { defects, errorResponse, key, precertificate } from '../../pki/index.ts';
import { answer, covers, fails, issuer, judge, judgeAll, notApplicable, outcomes, passes } from '../judge.ts';

const RULE = 'rfc6960/signature';
covers(RULE, { boundary: 'in force always, without bands' });

const about = precertificate();

fails('a signature by another key proves nothing, for any rule', async () => {
  const forged = answer(about, defects.signedByStranger(key('stranger')));
  const found = await judge(RULE, [issuer(), about, forged]);
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    document: 'RFC 6960',
    section: '3.2',
    missing: ['a response whose signature verifies'],
  });
  expect(outcomes(await judgeAll('mrsp/precert-status', [issuer(), about, forged]))).toEqual(['cannot-tell']);
});

fails('an algorithm that nobody knows', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about, { writtenAlgorithm: defects.unknownAlgorithm() })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['a browser that can verify this signature'] });
});

fails('no certificate of the signer', async () => {
  const found = await judge(RULE, [issuer(), about, defects.withCerts(answer(about), [])]);
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing[0]).toMatch(/^responder certificate: /);
});

passes('a signature that verifies', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about)]);
  expect(found).toMatchObject({ outcome: 'pass' });
  expect(found.message).toContain('sha256WithRSAEncryption');
});

notApplicable('an error is not signed', async () => {
  expect(await judge(RULE, [errorResponse('unauthorized')])).toMatchObject({ outcome: 'not-applicable' });
});
