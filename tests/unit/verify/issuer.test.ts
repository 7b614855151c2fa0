import { describe, expect, test, vi } from 'vitest';
import { findIssuance, type Issuance } from '../../../src/core/verify/issuer.ts';
import * as pki from '../../pki/index.ts';
import { certificateOf, indexOf } from './read.ts';

const CA = pki.issuingA();
const PSC = pki.precertificateSigningA();
const changed = (bytes: Uint8Array) => bytes.map((octet) => octet ^ 1);

const issuanceOf = (certificate: Uint8Array, ...inHand: readonly Uint8Array[]): Promise<Issuance> =>
  findIssuance(certificateOf(certificate), indexOf(...inHand));

/** What a test looks at: the signature, and who signed for whom. */
const told = ({ signature, signer, issuer }: Issuance) => [signature, signer?.sha256 ?? null, issuer?.sha256 ?? null];
const by = (signature: string, signer: Uint8Array | null, issuer = signer) => [
  signature,
  signer && pki.fingerprint(signer),
  issuer && pki.fingerprint(issuer),
];

describe('who issued a certificate', () => {
  test('is the CA of that Name under whose key the signature verifies', async () => {
    const issuance = await issuanceOf(pki.tlsCertificate(), CA.certificate, pki.rootA().certificate);
    expect(told(issuance)).toEqual(by('valid', CA.certificate));
    expect(issuance.why).toBeNull();
    expect(issuance.issuerName.der).toEqual(CA.name);
  });

  test('is not known without that CA’s certificate', async () => {
    const issuance = await issuanceOf(pki.tlsCertificate(), pki.rootA().certificate, pki.issuingB().certificate);
    expect(told(issuance)).toEqual(by('no-issuer', null));
    expect(issuance.why).toBe('No certificate of the issuer is in hand');
    expect(issuance.issuerName.der).toEqual(CA.name);
  });

  test('a signature that fails under the claimed CA’s key is invalid', async () => {
    const forged = pki.tlsCertificate({ more: { changeSignature: changed } });
    const issuance = await issuanceOf(forged, CA.certificate);
    expect(told(issuance)).toEqual(by('invalid', CA.certificate));
    expect(issuance.why).toBe('The signature does not verify under this key');
  });

  test('a signature in an unknown algorithm is unsupported', async () => {
    const algorithm = { ...pki.algorithms.sha256WithRSAEncryption, identifier: pki.defects.unknownAlgorithm() };
    expect(told(await issuanceOf(pki.tlsCertificate({ more: { algorithm } }), CA.certificate))).toEqual(
      by('unsupported', CA.certificate),
    );
  });

  test('the algorithms inside and outside must be the same octets', async () => {
    const outerAlgorithm = pki.algorithms.sha256WithRSAEncryptionWithoutNull.identifier;
    const issuance = await issuanceOf(pki.tlsCertificate({ more: { outerAlgorithm } }), CA.certificate);
    expect(told(issuance)).toEqual(by('invalid', CA.certificate));
    expect(issuance.why).toBe(
      'The signature algorithms inside and outside tbsCertificate differ (RFC 5280 section 4.1.1.2)',
    );
  });

  test('a certificate that signed itself is its own issuer', async () => {
    const root = pki.rootA().certificate;
    expect(told(await issuanceOf(root, root))).toEqual(by('valid', root));
  });
});

describe('CAs of one Name', () => {
  const rekeyed = pki.issuingARekeyed();
  const namesake = pki.issuingNamesake();

  test('the one whose key signed is found, whoever else has the Name', async () => {
    const all = [CA.certificate, rekeyed.certificate, namesake.certificate];
    for (const authority of [CA, rekeyed, namesake])
      expect(told(await issuanceOf(pki.tlsCertificate({ issuer: authority }), ...all))).toEqual(
        by('valid', authority.certificate),
      );
  });

  test('failing under the key of a namesake says nothing when the authority key identifier is another’s', async () => {
    expect(told(await issuanceOf(pki.tlsCertificate(), rekeyed.certificate, namesake.certificate))).toEqual(
      by('no-issuer', null),
    );
  });

  test('without an authority key identifier the Name decides alone', async () => {
    const leaf = pki.tlsCertificate({ extensions: { authorityKeyIdentifier: null } });
    expect(told(await issuanceOf(leaf, CA.certificate, namesake.certificate))).toEqual(by('valid', CA.certificate));
    expect(told(await issuanceOf(leaf, namesake.certificate))).toEqual(by('invalid', namesake.certificate));
  });

  test('a wrong authority key identifier does not undo a signature that verifies', async () => {
    const leaf = pki.tlsCertificate({
      extensions: { authorityKeyIdentifier: pki.authorityKeyIdentifier(pki.key('stranger')) },
    });
    expect(told(await issuanceOf(leaf, CA.certificate))).toEqual(by('valid', CA.certificate));
  });

  test('a CA without a subject key identifier is recognised by the SHA-1 of its key', async () => {
    const more = { extensions: { subjectKeyIdentifier: null }, serialNumber: pki.serial('no SKI') };
    const bare = pki.issuingAuthority(pki.rootA(), { subject: CA.name, key: CA.key, ...more });
    const forged = pki.tlsCertificate({ more: { changeSignature: changed } });
    expect(told(await issuanceOf(forged, bare.certificate))).toEqual(by('invalid', bare.certificate));
    const other = pki.issuingAuthority(pki.rootA(), { subject: CA.name, key: pki.key('stranger'), ...more });
    expect(told(await issuanceOf(forged, other.certificate))).toEqual(by('no-issuer', null));
  });

  test('of cross-certificates with one key the same one is named in whatever order they came', async () => {
    const pair = [CA.certificate, pki.issuingACrossSigned().certificate];
    const first = told(await issuanceOf(pki.tlsCertificate(), ...pair));
    expect(first[0]).toBe('valid');
    expect(told(await issuanceOf(pki.tlsCertificate(), ...pair.reverse()))).toEqual(first);
  });

  test('among 200 made-up namesakes the one of the authority key identifier is tried first', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify');
    try {
      const issuance = await issuanceOf(pki.tlsCertificate(), CA.certificate, ...madeUp(200));
      expect(told(issuance)).toEqual(by('valid', CA.certificate));
      expect(verify).toHaveBeenCalledTimes(1);
      verify.mockClear();
      await issuanceOf(pki.tlsCertificate({ issuer: pki.issuingARekeyed() }), ...madeUp(200));
      expect(verify.mock.calls.length).toBeLessThanOrEqual(32);
    } finally {
      verify.mockRestore();
    }
  });

  /** Certificates of the CA's Name with other keys, whose signatures nobody cares about. */
  function madeUp(count: number): Uint8Array[] {
    const algorithm = { ...pki.algorithms.ecdsaWithSHA256, sign: () => new Uint8Array(70) };
    return Array.from({ length: count }, (_, at) =>
      pki.certificate({
        issuer: CA.name,
        subject: CA.name,
        publicKey: pki.key('stranger'),
        serialNumber: pki.serial(`made up ${at}`),
        notBefore: '2020-06-01T00:00:00Z',
        notAfter: '2030-06-01T00:00:00Z',
        extensions: [pki.basicConstraints(true)],
        signer: pki.key('leafEc'),
        algorithm,
      }),
    );
  }
});

describe('a precertificate signing certificate', () => {
  const precertificate = pki.precertificateBySigningCertificate(PSC);

  test('signs for the CA that certified it', async () => {
    const issuance = await issuanceOf(precertificate, PSC.certificate, CA.certificate);
    expect(told(issuance)).toEqual(by('valid', PSC.certificate, CA.certificate));
    expect(issuance.issuerName.der).toEqual(CA.name);
  });

  test('must itself be certified: without that CA nothing binds it', async () => {
    const issuance = await issuanceOf(precertificate, PSC.certificate);
    expect(told(issuance)).toEqual(by('no-issuer', PSC.certificate, null));
    expect(issuance.why).toBe('The CA that certified the precertificate signing certificate is not in hand');
    expect(issuance.issuerName.der).toEqual(CA.name);
  });

  test('that is forged makes the precertificate’s signature invalid', async () => {
    const forged = pki.issuingAuthority(CA, {
      subject: PSC.name,
      key: PSC.key,
      serialNumber: pki.serial('forged'),
      extensions: { extKeyUsage: pki.extendedKeyUsage('1.3.6.1.4.1.11129.2.4.4') },
      more: { changeSignature: changed },
    });
    const issuance = await issuanceOf(precertificate, forged.certificate, CA.certificate);
    expect(told(issuance)).toEqual(by('invalid', forged.certificate, CA.certificate));
    expect(issuance.why).toBe('The precertificate signing certificate: The signature does not verify under this key');
  });

  test('did not sign what fails under its key, however well certified it is', async () => {
    const forged = pki.precertificateBySigningCertificate(PSC, { more: { changeSignature: changed } });
    const issuance = await issuanceOf(forged, PSC.certificate, CA.certificate);
    expect(told(issuance)).toEqual(by('invalid', PSC.certificate, CA.certificate));
    expect(issuance.why).toBe('The signature does not verify under this key');
  });

  test('is missing: the issuer Name is all there is', async () => {
    const issuance = await issuanceOf(precertificate, CA.certificate);
    expect(told(issuance)).toEqual(by('no-issuer', null));
    expect(issuance.issuerName.der).toEqual(PSC.name);
  });

  test('is the plain issuer of a final certificate, which it may not sign for another', async () => {
    const final = pki.tlsCertificate({ issuer: PSC });
    const issuance = await issuanceOf(final, PSC.certificate, CA.certificate);
    expect(told(issuance)).toEqual(by('valid', PSC.certificate));
    expect(issuance.issuerName.der).toEqual(PSC.name);
  });
});
