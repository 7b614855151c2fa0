import { expect } from 'vitest';
import {
  authorityInfoAccess,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoint,
  der,
  extendedKeyUsage,
  extension,
  issuingA,
  issuingMail,
  keyUsage,
  POLICY,
  precertificate,
  responder,
  subjectAltName,
} from '../../pki/index.ts';
import type { ExtensionSet } from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { answer, around, boundary, covers, fails, issuer, judge, judgeAll, notApplicable, passes } from '../judge.ts';
import { aboutMail } from './others.ts';

const RULE = 'br/responder-profile';
covers('br/responder-profile');

const about = precertificate({ notBefore: '2024-05-01T00:00:00Z' });
const PRODUCED = '2026-06-01T00:00:00Z';
const NOT_AFTER = '2028-01-01T00:00:00Z';
const profileOf = (extensions: ExtensionSet, notBefore = '2024-05-01T00:00:00Z') =>
  judgeAll(RULE, [
    issuer(),
    about,
    answer(about, { producedAt: PRODUCED, by: responder({ notBefore, notAfter: NOT_AFTER, extensions }) }),
  ]);

/** `extensions` beside conforming ones, and what each of the findings says of the certificate, with its outcome. */
const POINTS: [string, ExtensionSet, [string, string][]][] = [
  ['no authority key identifier', { authorityKeyIdentifier: null }, [['violation', 'has no authorityKeyIdentifier']]],
  [
    'a second purpose',
    { extKeyUsage: extendedKeyUsage(OID.kpOCSPSigning, OID.kpClientAuth) },
    [['violation', 'not id-kp-OCSPSigning alone']],
  ],
  ['no nocheck', { nocheck: null }, [['violation', 'has no id-pkix-ocsp-nocheck']]],
  [
    'a critical nocheck',
    { nocheck: extension(OID.pkixOcspNocheck, true, der.nullValue()) },
    [['violation', 'marks id-pkix-ocsp-nocheck critical']],
  ],
  [
    'a nocheck that is not NULL',
    { nocheck: extension(OID.pkixOcspNocheck, false, der.octetString()) },
    [['violation', 'has an id-pkix-ocsp-nocheck of 0400, not 0500']],
  ],
  ['no keyUsage', { keyUsage: null }, [['violation', 'has no keyUsage']]],
  [
    'a second usage',
    { keyUsage: keyUsage('digitalSignature', 'keyEncipherment') },
    [['violation', 'has the keyUsage digitalSignature, keyEncipherment, not digitalSignature alone']],
  ],
  [
    'a keyUsage that is not critical',
    { keyUsage: extension(OID.keyUsage, false, der.bitString(Uint8Array.of(0x80), 7)) },
    [['violation', 'does not mark keyUsage critical']],
  ],
  ['a CA', { basicConstraints: basicConstraints(true) }, [['violation', 'is a CA certificate']]],
  [
    'basicConstraints that are not critical',
    { basicConstraints: extension(OID.basicConstraints, false, der.sequence()) },
    [['violation', 'does not mark basicConstraints critical']],
  ],
  [
    'basicConstraints with more than nothing',
    { basicConstraints: extension(OID.basicConstraints, true, der.sequence(der.integer('00'))) },
    [['violation', 'has a basicConstraints of 3003020100, not 3000']],
  ],
  [
    'nameConstraints',
    { nameConstraints: extension(OID.nameConstraints, true, der.sequence()) },
    [['violation', 'has nameConstraints']],
  ],
  [
    'a subjectAltName',
    { subjectAltName: subjectAltName({ dns: ['ocsp.example-trust.example'] }) },
    [['violation', 'has a subjectAltName']],
  ],
  [
    'a CRL distribution point',
    { crlDistributionPoints: crlDistributionPoint('http://crl.example-trust.example/tls01.crl') },
    [['violation', 'has cRLDistributionPoints']],
  ],
  [
    'an OCSP URL',
    { authorityInfoAccess: authorityInfoAccess({ ocsp: 'http://ocsp.example-trust.example/' }) },
    [['warning', 'has an authorityInfoAccess, which is not recommended']],
  ],
  [
    'another URL',
    { authorityInfoAccess: authorityInfoAccess({ caIssuers: 'http://ca.example-trust.example/tls01.crt' }) },
    [
      ['violation', 'has an authorityInfoAccess with something other than id-ad-ocsp'],
      ['warning', 'has an authorityInfoAccess, which is not recommended'],
    ],
  ],
  [
    'certificatePolicies',
    { certificatePolicies: certificatePolicies(POLICY.domainValidated) },
    [['violation', 'has certificatePolicies, which it must not']],
  ],
  [
    'no subject key identifier',
    { subjectKeyIdentifier: null },
    [['info', 'has no subjectKeyIdentifier, which it should have']],
  ],
  [
    'two points at once',
    { nocheck: null, authorityKeyIdentifier: null },
    [
      ['violation', 'has no authorityKeyIdentifier'],
      ['violation', 'has no id-pkix-ocsp-nocheck'],
    ],
  ],
];

for (const [title, extensions, points] of POINTS)
  fails(title, async () => {
    const found = await profileOf(extensions);
    expect(found).toMatchObject(points.map(([outcome]) => ({ outcome, edition: '2.0.3', section: '7.1.2.8' })));
    for (const [at, [, point]] of points.entries()) expect(found[at]!.message).toContain(point);
  });

fails('an issuer that is not byte for byte the subject of the CA', async () => {
  const { name: subject } = issuingA();
  // The same name to people, in another string type.
  const renamed = Uint8Array.from(subject);
  renamed[renamed.lastIndexOf(0x13) === -1 ? renamed.lastIndexOf(0x0c) : renamed.lastIndexOf(0x13)] = 0x16;
  const by = responder({
    notBefore: '2024-05-01T00:00:00Z',
    notAfter: NOT_AFTER,
    issuer: { ...issuingA(), name: renamed },
  });
  const found = await judgeAll(RULE, [issuer(), about, answer(about, { producedAt: PRODUCED, by })]);
  expect(found).toMatchObject([{ outcome: 'violation' }]);
  expect(found[0]!.message).toContain('not byte for byte the subject of the CA that issued it');
});

fails('whether it concerns TLS cannot be told without a certificate', async () => {
  const by = responder({ notBefore: '2024-05-01T00:00:00Z', notAfter: NOT_AFTER, extensions: { nocheck: null } });
  const found = await judge(RULE, [issuer(), answer('4711', { producedAt: PRODUCED, by })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['a certificate that the response names'] });
});

passes('the profile in every point', async () => {
  const [found] = await profileOf({});
  expect(found).toMatchObject({ outcome: 'pass' });
  expect(found!.message).toContain(`proves only that it was signed by ${PRODUCED}`);
});

passes('basicConstraints that say it is no CA', async () => {
  expect(await profileOf({ basicConstraints: basicConstraints(false) })).toMatchObject([{ outcome: 'pass' }]);
});

notApplicable('the CA signs itself', async () => {
  const response = answer(about, { producedAt: PRODUCED, by: issuingA(), certs: undefined });
  expect(await judge(RULE, [issuer(), about, response])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an answer about an S/MIME certificate', async () => {
  const by = responder({
    issuer: issuingMail(),
    notBefore: '2024-05-01T00:00:00Z',
    notAfter: NOT_AFTER,
    extensions: { nocheck: null },
  });
  expect(await judge(RULE, aboutMail({ producedAt: PRODUCED, by }))).toMatchObject({ outcome: 'not-applicable' });
});

boundary('for certificates since the profiles of 2.0.0, however late the response', async () => {
  const found = await around('2023-09-15T00:00:00Z', async (notBefore) => {
    const [one] = await profileOf({ nocheck: null }, notBefore);
    return one!;
  });
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '2.0.0' }]);
});

boundary('certificatePolicies are only discouraged since BR 2.2.6', async () => {
  const found = await around('2026-03-31T00:00:00Z', async (notBefore) => {
    const [one] = await profileOf({ certificatePolicies: certificatePolicies(POLICY.domainValidated) }, notBefore);
    return one!;
  });
  expect(found).toMatchObject([
    { outcome: 'violation', edition: '2.2.5' },
    { outcome: 'warning', edition: '2.2.6' },
  ]);
  expect(found[1].message).toContain('which it should not');
});
