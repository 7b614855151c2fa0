import { expect } from 'vitest';
import { algorithms, defects, errorResponse, issuingA, precertificate, responder, serial } from '../../pki/index.ts';
import { extendedKeyUsage } from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import type { AnswerOptions, Bytes } from '../judge.ts';
import { answer, around, boundary, covers, delegate, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'mrsp/sha1-ocsp';
covers(RULE);

const about = precertificate();
const sha1 = (more: AnswerOptions): Bytes => answer(about, { algorithm: algorithms.sha1WithRSAEncryption, ...more });

fails('since 2023-07-01 whoever signs', async () => {
  const found = await judge(RULE, [issuer(), about, sha1({ producedAt: '2023-08-01T00:00:00Z' })]);
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.8.1', section: '5.1.3' });
  expect(found.quote).toContain('OCSP responses');
  expect(found.message).toContain('2023-08-01T00:00:00Z');
});

fails('before that by a CA', async () => {
  const found = await judge(RULE, [issuer(), about, sha1({ by: issuingA() })]);
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.8', section: '5.1.3' });
  expect(found.message).toContain('not for OCSP signing only');
});

fails('before that by a delegate with a second purpose', async () => {
  const extKeyUsage = extendedKeyUsage(OID.kpOCSPSigning, OID.kpClientAuth);
  const by = responder({ serialNumber: serial('two purposes'), extensions: { extKeyUsage } });
  expect(await judge(RULE, [issuer(), about, sha1({ by })])).toMatchObject({ outcome: 'violation' });
});

fails('cannot be told without the certificate of the signer', async () => {
  const found = await judge(RULE, [issuer(), about, defects.withCerts(sha1({}), [])]);
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['the certificate of the key that signed the response'],
  });
});

fails('since 2023-07-01 no signer is asked for, only a signature that verifies', async () => {
  const response = defects.withCerts(sha1({ producedAt: '2023-08-01T00:00:00Z' }), []);
  expect(await judge(RULE, [issuer(), about, response])).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['a response whose signature verifies (here: no-key)'],
  });
});

passes('SHA-256, whoever signed', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about, { certs: undefined })])).toMatchObject({ outcome: 'pass' });
});

passes('SHA-256', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'pass' });
});

passes('SHA-1 before 2023-07-01 by a delegate for OCSP signing only', async () => {
  expect(await judge(RULE, [issuer(), about, sha1({})])).toMatchObject({ outcome: 'pass' });
});

notApplicable('an unsigned error', async () => {
  expect(await judge(RULE, [errorResponse('unauthorized')])).toMatchObject({ outcome: 'not-applicable' });
});

boundary('since MRSP 2.7', async () => {
  const found = await around('2020-01-01T00:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), about, sha1({ by: issuingA(), producedAt })]),
  );
  // The issuing CA's certificate starts in June 2020: outside of it nobody is accused.
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'cannot-tell', edition: '2.7' }]);
});

boundary('the exception for responder certificates ends on 2023-07-01', async () => {
  const found = await around('2023-07-01T00:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), about, sha1({ by: delegate(), producedAt })]),
  );
  expect(found).toMatchObject([{ outcome: 'pass' }, { outcome: 'violation' }]);
});
