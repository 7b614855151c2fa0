import { describe, expect, test } from 'vitest';
import { OID } from '../../../src/core/model/oid.ts';
import { toHex } from '../../../src/core/model/bytes.ts';
import { purposeOf, sameKey, spkiSha256 } from '../../../src/core/verify/in-hand.ts';
import * as pki from '../../pki/index.ts';
import { certificateOf, indexOf } from './read.ts';

const CA = pki.issuingA();

describe('purposeOf', () => {
  const leaf = (...purposes: readonly string[]) =>
    pki.tlsCertificate({
      extensions: { extKeyUsage: purposes.length ? pki.extendedKeyUsage(...purposes) : null },
    });

  test.each<[string, string, Uint8Array]>([
    ['a CA', 'ca', CA.certificate],
    ['a root', 'ca', pki.rootA().certificate],
    [
      'a precertificate signing certificate, though it is a CA',
      'precertificate-signing',
      pki.precertificateSigningA().certificate,
    ],
    ['a responder', 'responder', pki.responder().certificate],
    ['a responder that is also for clients', 'responder', leaf(OID.kpOCSPSigning, OID.kpClientAuth)],
    ['a TLS certificate', 'subscriber', pki.tlsCertificate()],
    ['a precertificate', 'subscriber', pki.precertificate()],
    ['an S/MIME certificate', 'subscriber', pki.smimeCertificate()],
    ['one without extended key usage', 'subscriber', leaf()],
    // So that adding id-kp-OCSPSigning does not take a TLS certificate out of the rules.
    ['a TLS certificate that may sign OCSP responses', 'subscriber', leaf(OID.kpOCSPSigning, OID.kpServerAuth)],
    [
      'an S/MIME certificate that may sign OCSP responses',
      'subscriber',
      leaf(OID.kpEmailProtection, OID.kpOCSPSigning),
    ],
    ['anyExtendedKeyUsage', 'subscriber', leaf(OID.anyExtendedKeyUsage)],
  ])('%s', (_, purpose, der) => {
    expect(purposeOf(certificateOf(der))).toBe(purpose);
  });

  test('a certificate of version 1 is a CA when it names itself as issuer', () => {
    const old = (subject: Uint8Array) =>
      pki.certificate({
        issuer: pki.rootA().name,
        subject,
        publicKey: pki.rootA().key,
        serialNumber: '01',
        notBefore: '1999-01-01T00:00:00Z',
        notAfter: '2029-01-01T00:00:00Z',
        extensions: [],
        version: new Uint8Array(),
        signer: pki.rootA().key,
      });
    expect(purposeOf(certificateOf(old(pki.rootA().name)))).toBe('ca');
    expect(purposeOf(certificateOf(old(pki.name({ CN: 'old.example.test' }))))).toBe('subscriber');
  });
});

describe('CertificateIndex', () => {
  const sha256s = (found: readonly { sha256: string }[]) => found.map(({ sha256 }) => sha256);
  const both = [CA.certificate, pki.issuingACrossSigned().certificate];
  const sorted = both.map(pki.fingerprint).sort();
  const { keyIdentifier } = pki;

  test('finds by exact subject, sorted by fingerprint whatever the order of arrival', () => {
    for (const order of [both, [...both].reverse()])
      expect(sha256s(indexOf(...order).bySubject(CA.name))).toEqual(sorted);
    expect(indexOf(...both).bySubject(pki.rootA().name)).toEqual([]);
  });

  test('finds by the SHA-1 of the key', async () => {
    const index = indexOf(...both, pki.tlsCertificate());
    expect(sha256s(await index.byKeyHash(keyIdentifier(CA.key)))).toEqual(sorted);
    expect(await index.byKeyHash(keyIdentifier(pki.key('stranger')))).toEqual([]);
  });

  test('finds a subscriber’s key when no CA and no responder has it', async () => {
    const leaf = pki.tlsCertificate();
    expect(sha256s(await indexOf(...both, leaf).byKeyHash(keyIdentifier(pki.key('leafEc'))))).toEqual([
      pki.fingerprint(leaf),
    ]);
  });
});

test('a key is told by its whole SubjectPublicKeyInfo', async () => {
  const certificate = certificateOf(CA.certificate);
  expect(await spkiSha256(certificate)).toBe(toHex(pki.hash('sha256', CA.key.spki)));
  expect(sameKey(certificate, certificateOf(pki.issuingACrossSigned().certificate))).toBe(true);
  expect(sameKey(certificate, certificateOf(pki.issuingARekeyed().certificate))).toBe(false);
});
