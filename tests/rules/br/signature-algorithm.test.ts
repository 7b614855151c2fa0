import { expect } from 'vitest';
import { algorithms, errorResponse, issuingA, key, precertificate, pss, responder } from '../../pki/index.ts';
import type { Authority, KeyName } from '../../pki/index.ts';
import type { AnswerOptions } from '../judge.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, outcomes, passes } from '../judge.ts';
import { aboutMail } from './others.ts';

const RULE = 'br/signature-algorithm';
covers('br/signature-algorithm');

const about = precertificate();
const signed = (options: AnswerOptions) => judge(RULE, [issuer(), about, answer(about, options)]);
const with_ = (name: KeyName): Authority => responder({ key: key(name) });
const BY_CA = { by: issuingA(), certs: undefined };

fails('an algorithm off the list by the CA itself', async () => {
  const found = await signed({ ...BY_CA, algorithm: pss('sha256', 20) });
  expect(found).toMatchObject({ outcome: 'violation', edition: '1.8.4', section: '7.1.3.2' });
});

fails('an algorithm off the list by a delegate, of whose key the clause does not speak', async () => {
  const found = await signed({ by: with_('responderEd25519') });
  expect(found).toMatchObject({ outcome: 'warning' });
  expect(found.message).toContain("this is a delegated responder's");
});

fails('a hash that does not go with the curve', async () => {
  const found = await signed({ by: with_('responderB'), algorithm: algorithms.ecdsaWithSHA512 });
  expect(found).toMatchObject({ outcome: 'warning' });
});

fails('another encoding of a listed algorithm, which the signature does not cover', async () => {
  const found = await signed({ ...BY_CA, algorithm: algorithms.sha256WithRSAEncryptionWithoutNull });
  expect(found).toMatchObject({ outcome: 'warning' });
  expect(found.message).toContain('300b06092a864886f70d01010b');
});

fails('whether it concerns TLS cannot be told without a certificate', async () => {
  const found = await judge(RULE, [issuer(), answer('4711', { ...BY_CA, algorithm: pss('sha256', 20) })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['a certificate that the response names'] });
});

passes('every algorithm on the list', async () => {
  const { sha256WithRSAEncryption, sha384WithRSAEncryption, sha512WithRSAEncryption } = algorithms;
  const { pssSha256, pssSha384, pssSha512 } = algorithms;
  const rsa = [
    sha256WithRSAEncryption,
    sha384WithRSAEncryption,
    sha512WithRSAEncryption,
    pssSha256,
    pssSha384,
    pssSha512,
  ];
  const curves: KeyName[] = ['responderB', 'responderP384', 'responderP521'];
  const found = [
    ...rsa.map((algorithm) => signed({ algorithm })),
    ...curves.map((name) => signed({ by: with_(name) })),
  ];
  expect(outcomes(await Promise.all(found))).toEqual(Array.from({ length: 9 }, () => 'pass'));
});

passes('SHA-1, whose dates br/sha1-ocsp judges', async () => {
  expect(await signed({ algorithm: algorithms.sha1WithRSAEncryption })).toMatchObject({ outcome: 'pass' });
});

passes('an RSA algorithm encoded as listed, whoever signed', async () => {
  expect(await signed({ certs: undefined })).toMatchObject({ outcome: 'pass' });
});

fails('ECDSA cannot be told without the key, whose curve decides', async () => {
  const found = await signed({ by: with_('responderB'), certs: undefined });
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['the certificate of the key that signed the response'],
  });
});

fails('nor can an algorithm off the list, where it depends on whose key it is', async () => {
  const found = await signed({ algorithm: pss('sha256', 20), certs: undefined });
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['the certificate of the key that signed the response'],
  });
});

fails('the older object identifier of RSA with SHA-1 is another algorithm, not another encoding', async () => {
  const algorithm = algorithms.sha1WithRSASignature;
  expect(await signed({ ...BY_CA, algorithm })).toMatchObject({ outcome: 'violation' });
  const delegated = await signed({ algorithm });
  expect(delegated).toMatchObject({ outcome: 'warning' });
  expect(delegated.message).toContain("this is a delegated responder's");
  expect(await signed({ ...BY_CA, algorithm, producedAt: '2020-08-19T23:59:59Z' })).toMatchObject({
    outcome: 'not-effective',
  });
});

notApplicable('an unsigned error', async () => {
  expect(await judge(RULE, [errorResponse('unauthorized')])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an answer about an S/MIME certificate', async () => {
  expect(await judge(RULE, aboutMail({ algorithm: pss('sha256', 20) }))).toMatchObject({ outcome: 'not-applicable' });
});

boundary('since BR 1.7.1', async () => {
  const found = await around('2020-08-20T00:00:00Z', (producedAt) =>
    signed({ ...BY_CA, producedAt, algorithm: pss('sha256', 20) }),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '1.7.1' }]);
});
