import { describe, expect, test } from 'vitest';
import * as pki from '../../pki/index.ts';
import { verifyAll } from './evidence.ts';

const ROOT = pki.rootA();
const NOTHING: pki.ExtensionSet = Object.fromEntries(
  Object.keys(pki.issuingExtensions(ROOT, pki.key('issuingA'))).map((name) => [name, null]),
);
/** A CA whose certificate does not say that it is one. */
const silent = (extensions: pki.ExtensionSet = {}, more: { notAfter?: string; serialNumber?: string } = {}) =>
  pki.issuingAuthority(ROOT, {
    subject: pki.name({ CN: 'Test Intermediate CA' }),
    key: pki.key('issuingA'),
    serialNumber: pki.serial('silent'),
    extensions: { ...NOTHING, ...extensions },
    ...more,
  });
const PRODUCED = '2022-11-01T00:00:00Z';
const answerBy = (signer: pki.Authority, issuer: pki.Authority, about: Uint8Array) =>
  pki.ocspResponse({
    signer,
    producedAt: PRODUCED,
    responses: [
      pki.singleResponse({ issuer, serialNumber: about, status: 'good', thisUpdate: PRODUCED, nextUpdate: null }),
    ],
  });
const kinds = async (certificates: readonly Uint8Array[], ...responses: readonly Uint8Array[]) => {
  const { entries } = await verifyAll([
    ...certificates.map((der) => ['certificate', der] as const),
    ...responses.map((der) => ['ocsp-response', der] as const),
  ]);
  return entries.map(({ kind, subject }) => [kind, subject.inHand.sha256]);
};

describe('a certificate that says nothing of what it is for', () => {
  const ca = silent();
  const leaf = pki.tlsCertificate({ issuer: ca });

  test('is a CA’s when it has issued another, and no entry', async () => {
    expect(await kinds([ca.certificate, leaf])).toEqual([['final', pki.fingerprint(leaf)]]);
  });

  test('is a CA’s when it answers as the issuer that a CertID names', async () => {
    expect(await kinds([ca.certificate], answerBy(ca, ca, leaf))).toEqual([]);
  });

  test('is an entry of a CA when a response speaks about it', async () => {
    expect(await kinds([ROOT.certificate, ca.certificate, leaf], answerBy(ROOT, ROOT, ca.certificate))).toEqual([
      ['ca', pki.fingerprint(ca.certificate)],
      ['final', pki.fingerprint(leaf)],
    ]);
  });

  test('is an entry of its own when it did neither', async () => {
    expect(await kinds([ROOT.certificate, ca.certificate])).toEqual([['final', pki.fingerprint(ca.certificate)]]);
    // What it did not sign makes it no CA.
    const forged = pki.tlsCertificate({ issuer: ca, more: { signer: pki.key('stranger') } });
    expect((await kinds([ca.certificate, forged])).map(([kind]) => kind)).toEqual(['final', 'final']);
  });

  test('is one in all its renewals', async () => {
    const renewed = silent({}, { notAfter: '2032-06-01T00:00:00Z', serialNumber: pki.serial('renewed') });
    expect(await kinds([ca.certificate, renewed.certificate, leaf])).toEqual([['final', pki.fingerprint(leaf)]]);
  });
});

test.each([
  ['names', { subjectAltName: pki.subjectAltName({ dns: ['www.example.test'] }) }],
  ['purposes', { extKeyUsage: pki.extendedKeyUsage('1.3.6.1.5.5.7.3.2') }],
  ['that it is no CA', { basicConstraints: pki.basicConstraints(false) }],
])('one that says %s stays a subscriber’s whatever its key signs', async (_, extensions) => {
  const subscriber = silent(extensions);
  const below = pki.tlsCertificate({ issuer: subscriber, notBefore: '2023-01-01T00:00:00Z' });
  const found = await kinds([subscriber.certificate, below], answerBy(subscriber, subscriber, below));
  expect(found).toEqual([
    ['final', pki.fingerprint(subscriber.certificate)],
    ['final', pki.fingerprint(below)],
  ]);
});

test('a precertificate keeps its entry, whatever final certificate of its number somebody writes', async () => {
  const number = '4711';
  const pre = pki.precertificate({ serialNumber: number });
  const bare = pki.tlsCertificate({
    serialNumber: number,
    extensions: Object.fromEntries(
      Object.keys(pki.tlsExtensions(pki.issuingA(), pki.key('leafEc'), 'x')).map((name) => [name, null]),
    ),
  });
  const own = {
    name: pki.name({ CN: 'www.example.test' }),
    key: pki.key('leafEc'),
    certificate: bare,
    site: 'x.example',
  };
  const below = pki.tlsCertificate({ host: 'below.example.test', issuer: own });
  const found = await kinds([pki.issuingA().certificate, pre, bare, below]);
  expect(found.map(([kind]) => kind)).toEqual(['final', 'final']);
});
