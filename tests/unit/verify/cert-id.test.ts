import { describe, expect, test } from 'vitest';
import type { CertID } from '../../../src/core/model/ocsp.ts';
import { fromHex } from '../../../src/core/model/bytes.ts';
import { CertIdHasher, IssuerFinder, matchCertId } from '../../../src/core/verify/cert-id.ts';
import * as pki from '../../pki/index.ts';
import { certificateOf, indexOf, responseOf } from './read.ts';

const HASHES = ['sha1', 'sha256', 'sha384', 'sha512'] as const;
const CA = pki.issuingA();
const ISSUER = certificateOf(CA.certificate);
const LEAF = certificateOf(pki.tlsCertificate());
const SERIAL = pki.serial('www.example.test');

/** A CertID as it is read from a response. */
function read(der: Uint8Array): CertID {
  const single = pki.singleResponse({
    issuer: CA,
    serialNumber: SERIAL,
    certID: der,
    status: 'good',
    thisUpdate: '2022-11-01T00:00:00Z',
    nextUpdate: null,
  });
  const response = responseOf(
    pki.ocspResponse({ signer: CA, producedAt: '2022-11-01T00:00:00Z', responses: [single] }),
  );
  return response.basicOCSPResponse!.tbsResponseData.responses[0]!.certID;
}

const certID = (issuer: pki.IssuerIdentity = CA, serialNumber = SERIAL, hash: pki.HashName = 'sha1') =>
  read(pki.certID(issuer, serialNumber, hash));

/** The CertID with one more octet in one of its hashes, or another hash function written above them. */
const changed = (field: 0 | 1 | 2, change: (der: Uint8Array) => Uint8Array) =>
  read(pki.der.changeAt(pki.certID(CA, SERIAL), [field], change));
const longer = (der: Uint8Array) => pki.der.octetString(...[der.subarray(2), Uint8Array.of(0)]);

const match = (id: CertID, certificate = LEAF, issuer: typeof ISSUER | null = ISSUER) =>
  matchCertId(id, certificate, ISSUER.subject, issuer, new CertIdHasher());

describe('a CertID names a certificate', () => {
  test.each(HASHES)('with %s, when all four fields are its', async (hash) => {
    expect(await match(certID(CA, SERIAL, hash))).toBe('yes');
  });

  test.each(HASHES)('with %s, and not when one field is another’s', async (hash) => {
    expect(await match(certID(CA, pki.serial('other'), hash))).toBe('no');
    expect(await match(certID({ ...CA, name: pki.rootA().name }, SERIAL, hash))).toBe('no');
    expect(await match(certID({ ...CA, key: pki.key('issuingARekeyed') }, SERIAL, hash))).toBe('no');
  });

  test('not when a hash goes on behind its end, or stands under another hash function', async () => {
    expect(await match(changed(1, longer))).toBe('no');
    expect(await match(changed(2, longer))).toBe('no');
    const sha256 = pki.der.sequence(pki.der.objectIdentifier(pki.HASH_OIDS.sha256));
    expect(await match(changed(0, () => sha256))).toBe('no');
  });

  test('not when the hash function is one that nobody here computes, issuer or not', async () => {
    const md5 = changed(0, () => pki.der.sequence(pki.der.objectIdentifier('1.2.840.113549.2.5')));
    expect(await match(md5)).toBe('no');
    expect(await match(md5, LEAF, null)).toBe('no');
  });

  test('whatever parameters the hash function carries', async () => {
    expect(await match(changed(0, () => pki.der.sequence(pki.der.objectIdentifier(pki.HASH_OIDS.sha1))))).toBe('yes');
  });

  test('a serial number with sign padding is another number than one without', async () => {
    const high = certificateOf(pki.tlsCertificate({ serialNumber: 'ff01' }));
    expect(await match(certID(CA, 'ff01'), high)).toBe('yes');
    expect(await match(certID(CA, '01'), high)).toBe('no');
  });
});

describe('without the issuer’s certificate', () => {
  const REKEYED = { ...CA, key: pki.key('issuingARekeyed') };

  test('the key hash cannot be proven', async () => {
    expect(await match(certID(), LEAF, null)).toBe('unproven');
    for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
      expect(await match(certID(CA, SERIAL, hash), LEAF, null)).toBe('unproven');
      // Another key, and nothing to tell it by.
      expect(await match(certID(REKEYED, SERIAL, hash), LEAF, null)).toBe('unproven');
    }
  });

  test('the Name and the serial number still decide', async () => {
    expect(await match(certID({ ...CA, name: pki.rootA().name }), LEAF, null)).toBe('no');
    expect(await match(certID(CA, pki.serial('other')), LEAF, null)).toBe('no');
  });

  test('an authority key identifier of 20 octets contradicts another key in a SHA-1 CertID', async () => {
    expect(await match(certID(REKEYED), LEAF, null)).toBe('no');
  });

  test('an authority key identifier of another length, or none, says nothing', async () => {
    const withAki = (value: Uint8Array | null) =>
      certificateOf(
        pki.tlsCertificate({
          extensions: {
            authorityKeyIdentifier: value && pki.extension('2.5.29.35', false, pki.der.sequence(value)),
          },
        }),
      );
    expect(await match(certID(REKEYED), withAki(null), null)).toBe('unproven');
    const short = pki.der.implicitPrimitive(0, fromHex('0102030405060708'));
    expect(await match(certID(REKEYED), withAki(short), null)).toBe('unproven');
  });

  test('a precertificate’s names its signer, which may be a precertificate signing certificate: it says nothing', async () => {
    expect(await match(certID(REKEYED), certificateOf(pki.precertificate()), null)).toBe('unproven');
  });
});

describe('IssuerFinder', () => {
  const finder = (...certificates: readonly Uint8Array[]) =>
    new IssuerFinder(indexOf(...certificates), new CertIdHasher());
  const found = async (one: IssuerFinder, id: CertID) => (await one.issuersNamed(id)).map(({ sha256 }) => sha256);

  test.each(HASHES)('finds every certificate of that Name and key, with %s', async (hash) => {
    const cross = pki.issuingACrossSigned().certificate;
    const finds = finder(CA.certificate, cross, pki.issuingARekeyed().certificate, pki.issuingB().certificate);
    expect(await found(finds, certID(CA, SERIAL, hash))).toEqual([CA.certificate, cross].map(pki.fingerprint).sort());
  });

  test('finds nobody under another Name, another key or an unknown hash function', async () => {
    const finds = finder(CA.certificate);
    expect(await found(finds, certID({ ...CA, name: pki.rootA().name }))).toEqual([]);
    expect(await found(finds, certID({ ...CA, key: pki.key('issuingARekeyed') }))).toEqual([]);
    const md5 = changed(0, () => pki.der.sequence(pki.der.objectIdentifier('1.2.840.113549.2.5')));
    expect(await found(finds, md5)).toEqual([]);
  });

  test('asks certificates that do not say they are CAs only when no CA fits', async () => {
    const plain = pki.tlsCertificate({ subject: CA.name, key: CA.key });
    expect(await found(finder(plain), certID())).toEqual([pki.fingerprint(plain)]);
    expect(await found(finder(plain, CA.certificate), certID())).toEqual([pki.fingerprint(CA.certificate)]);
  });
});
