import { describe, expect, test } from 'vitest';
import type { Certificate, Precertificate } from '../../../src/core/model/certificate.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { compareWithFinal, formOf, type Form } from '../../../src/core/verify/based-on.ts';
import { precertTbs, sharedParts } from '../../../src/core/verify/reconstruct.ts';
import * as pki from '../../pki/index.ts';
import { certificateOf } from './read.ts';

const PSC = pki.precertificateSigningA();
const SCTS = { sctList: pki.sctListExtension(Uint8Array.of(0, 0)) };
const precertificate = (options: pki.LeafOptions = {}) => certificateOf(pki.precertificate(options)) as Precertificate;
const final = (options: pki.LeafOptions = {}) =>
  certificateOf(pki.tlsCertificate({ ...options, extensions: { ...options.extensions, ...SCTS } })) as Certificate;
const byPsc = (options: pki.LeafOptions = {}) =>
  certificateOf(pki.precertificateBySigningCertificate(PSC, options)) as Precertificate;

const parts = (pre: Precertificate, cert: Certificate, viaPsc = false) =>
  compareWithFinal(pre, cert, viaPsc).map(({ part }) => part);

describe('compareWithFinal', () => {
  test('leaves poison and SCT list aside, and nothing else', () => {
    expect(parts(precertificate(), final())).toEqual([]);
    expect(parts(precertificate(), certificateOf(pki.tlsCertificate()) as Certificate)).toEqual([]);
  });

  const more = (changes: Partial<pki.CertificateOptions>): pki.LeafOptions => ({ more: changes });
  test.each<[string, pki.LeafOptions]>([
    ['serialNumber', { serialNumber: pki.serial('other') }],
    ['signature', more({ algorithm: pki.algorithms.sha384WithRSAEncryption })],
    ['signature', more({ algorithm: pki.algorithms.sha256WithRSAEncryptionWithoutNull })],
    ['issuer', more({ issuer: pki.rootA().name })],
    ['validity', { notAfter: '2022-12-01T00:00:00Z' }],
    ['subject', { subject: pki.name({ CN: 'other.example.test' }) }],
    ['subjectPublicKeyInfo', more({ publicKey: pki.key('stranger') })],
    [`extension ${OID.keyUsage}`, { extensions: { keyUsage: pki.keyUsage('digitalSignature', 'keyAgreement') } }],
    [`extension ${OID.subjectAltName}`, { extensions: { subjectAltName: null } }],
    [`extension ${OID.authorityKeyIdentifier}`, { extensions: { authorityKeyIdentifier: null } }],
    ['extension 1.3.6.1.4.1.99999.1', { extensions: { unknown: pki.unknownExtension(false) } }],
  ])('finds %s alone', (part, changed) => {
    expect(parts(precertificate(changed), final())).toEqual([part]);
    expect(parts(precertificate(), final(changed))).toEqual([part]);
  });

  test('tells the octets of both, and null where a part is missing', () => {
    const [difference] = compareWithFinal(precertificate({ extensions: { keyUsage: null } }), final(), false);
    expect(difference).toEqual({
      part: `extension ${OID.keyUsage}`,
      precertificate: null,
      certificate: '300e0603551d0f0101ff040403020780',
    });
  });

  test('sees a change of criticality, and of order', () => {
    const critical = pki.extension(
      OID.extKeyUsage,
      true,
      pki.der.at(pki.extendedKeyUsage(OID.kpServerAuth, OID.kpClientAuth), [1, '*']),
    );
    expect(parts(precertificate(), final({ extensions: { extKeyUsage: critical } }))).toEqual([
      `extension ${OID.extKeyUsage}`,
    ]);
    const reordered = { keyUsage: null, zLast: pki.keyUsage('digitalSignature') };
    expect(parts(precertificate(), final({ extensions: reordered }))).toEqual(['order of extensions']);
  });

  test('where poison and SCT list stand does not matter', () => {
    const first = certificateOf(pki.tlsCertificate({ more: moved(SCTS.sctList) })) as Certificate;
    expect(first.extensions[0]!.extnID).toBe(OID.sctList);
    expect(parts(precertificate(), first)).toEqual([]);
  });

  test('replaces what a precertificate signing certificate makes different, when it signed', () => {
    expect(parts(byPsc(), final(), true)).toEqual([]);
    expect(parts(byPsc(), final())).toEqual(['issuer', `extension ${OID.authorityKeyIdentifier}`]);
    const other = { notAfter: '2022-12-01T00:00:00Z' };
    expect(parts(byPsc(other), final(), true)).toEqual(['validity']);
  });

  /** The extensions of a leaf with one more in front. */
  function moved(extension: Uint8Array): Partial<pki.CertificateOptions> {
    const own = pki.tlsExtensions(pki.issuingA(), pki.key('leafEc'), 'www.example.test');
    return { extensions: [extension, ...pki.listOf(own)] };
  }
});

describe('what two certificates say, as a text', () => {
  const same = (a: Precertificate, b: Precertificate | Certificate, form: Form) => formOf(a, form) === formOf(b, form);
  const other = { notAfter: '2022-12-01T00:00:00Z' };

  test('is equal for two precertificates of one certificate, whoever signed each', () => {
    expect(same(precertificate(), precertificate(), 'whole')).toBe(true);
    expect(same(precertificate(), byPsc(), 'no-signer')).toBe(true);
    expect(same(precertificate(), byPsc(), 'whole')).toBe(false);
  });

  test('is not when anything else differs', () => {
    expect(same(precertificate(), precertificate(other), 'whole')).toBe(false);
    expect(same(precertificate(), byPsc(other), 'no-signer')).toBe(false);
  });

  test('is equal for a precertificate and a certificate when comparing them finds no difference', () => {
    expect(same(precertificate(), final(), 'whole')).toBe(parts(precertificate(), final()).length === 0);
    expect(same(byPsc(), final(), 'any-signer')).toBe(parts(byPsc(), final(), true).length === 0);
    expect(same(precertificate(other), final(), 'whole')).toBe(false);
    expect(same(byPsc(other), final(), 'any-signer')).toBe(false);
  });
});

describe('reconstruction', () => {
  test('names the parts as RFC 5280 does, in their order', () => {
    const names = sharedParts(final()).map(({ name }) => name);
    expect(names.slice(0, 7)).toEqual([
      'version',
      'serialNumber',
      'signature',
      'issuer',
      'validity',
      'subject',
      'subjectPublicKeyInfo',
    ]);
    expect(names.slice(7).every((name) => name.startsWith('extension '))).toBe(true);
    expect(names).not.toContain(`extension ${OID.sctList}`);
  });

  test('makes the TBSCertificate that logs sign, from either half of a pair', () => {
    const logged = pki.loggedTbs();
    expect(precertTbs(precertificate())).toEqual(logged);
    expect(precertTbs(final())).toEqual(logged);
  });

  test('puts the final issuer and its key identifier in, for a precertificate signing certificate', () => {
    const issuer = final().issuer;
    const authorityKeyIdentifier = pki.authorityKeyIdentifier(pki.issuingA().key);
    expect(precertTbs(byPsc(), { issuer, authorityKeyIdentifier })).toEqual(pki.loggedTbs());
    // RFC 6962 section 3.2 changes an identifier that is there; it adds none.
    const without = byPsc({ more: { extensions: [pki.poison()] } });
    expect(precertTbs(without, { issuer, authorityKeyIdentifier })).toEqual(
      pki.loggedTbs({ more: { extensions: [] } }),
    );
  });

  test('leaves the extensions out altogether when none are left', () => {
    const only = precertificate({ more: { extensions: [pki.poison()] } });
    expect(only.kind).toBe('precertificate');
    expect(precertTbs(only)).toEqual(pki.loggedTbs({ more: { extensions: [] } }));
  });
});
