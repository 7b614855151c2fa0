import { expect } from 'vitest';
import { OID } from '../../../src/core/model/oid.ts';
import {
  algorithms,
  defects,
  errorResponse,
  extendedKeyUsage,
  issuingA,
  precertificate,
  responder,
  serial,
} from '../../pki/index.ts';
import type { AnswerOptions, Bytes } from '../judge.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';
import { aboutMail } from './others.ts';

const RULE = 'br/sha1-ocsp';
covers('br/sha1-ocsp');

const about = precertificate();
const sha1 = (options: AnswerOptions = {}): Bytes =>
  answer(about, { algorithm: algorithms.sha1WithRSAEncryption, ...options });
const by = (options: AnswerOptions) => judge(RULE, [issuer(), about, sha1(options)]);

fails('since 2022-06-01 whoever signs', async () => {
  const found = await by({ producedAt: '2022-11-01T10:00:00Z' });
  expect(found).toMatchObject({ outcome: 'violation', edition: '1.8.4', section: '7.1.3.2.1' });
  expect(found.message).toContain('2022-11-01T10:00:00Z');
});

fails('before that by a CA', async () => {
  const found = await by({ producedAt: '2022-01-01T00:00:00Z', by: issuingA(), certs: undefined });
  expect(found).toMatchObject({ outcome: 'violation', edition: '1.7.1' });
  expect(found.message).toContain('not for OCSP signing only');
});

fails('before that by a delegate with a second purpose', async () => {
  const twofold = responder({
    serialNumber: serial('two purposes'),
    notBefore: '2020-01-01T00:00:00Z',
    extensions: { extKeyUsage: extendedKeyUsage(OID.kpOCSPSigning, OID.kpClientAuth) },
  });
  expect(await by({ producedAt: '2022-01-01T00:00:00Z', by: twofold })).toMatchObject({ outcome: 'violation' });
});

fails('before that by a delegate whose other certificates are not in hand', async () => {
  const found = await by({ producedAt: '2022-01-01T00:00:00Z' });
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['all unexpired certificates of CN=Example Trust OCSP Responder 01,O=Example Trust,C=US with this key'],
  });
});

fails('cannot be told without the certificate of the signer, of which it depends on before 2022-06-01', async () => {
  const early = sha1({ producedAt: '2022-05-01T00:00:00Z' });
  expect(await judge(RULE, [issuer(), about, defects.withCerts(early, [])])).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['the certificate of the key that signed the response'],
  });
  const since = await judge(RULE, [issuer(), about, defects.withCerts(sha1(), [])]);
  expect(since).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['a response whose signature verifies (here: no-key)'],
  });
});

passes('another hash, whoever signed', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about, { certs: undefined })])).toMatchObject({ outcome: 'pass' });
});

fails('whether it concerns TLS cannot be told without a certificate', async () => {
  const found = await judge(RULE, [issuer(), answer('4711', { algorithm: algorithms.sha1WithRSAEncryption })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['a certificate that the response names'] });
});

passes('SHA-256, also over a SHA-1 CertID', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'pass' });
});

notApplicable('an unsigned error', async () => {
  expect(await judge(RULE, [errorResponse('unauthorized')])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an answer about an S/MIME certificate', async () => {
  const found = await judge(RULE, aboutMail({ algorithm: algorithms.sha1WithRSAEncryption }));
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('the last second for a key for OCSP only', async () => {
  expect(await around('2022-06-01T00:00:00Z', (producedAt) => by({ producedAt }))).toMatchObject([
    { outcome: 'cannot-tell', edition: '1.8.4' },
    { outcome: 'violation', edition: '1.8.4' },
  ]);
});

boundary('since BR 1.7.1', async () => {
  const found = await around('2020-08-20T00:00:00Z', (producedAt) =>
    by({ producedAt, by: issuingA(), certs: undefined }),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '1.7.1' }]);
});
