import { expect } from 'vitest';
import {
  issuingMail,
  later,
  precertificate,
  precertificateBySigningCertificate,
  precertificateSigningA,
  poison,
  serial,
  smimeCertificate,
  subjectAltName,
  tlsCertificate,
} from '../../pki/index.ts';
import type { LeafOptions } from '../../pki/index.ts';
import { around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'br/precert-final-match';
covers('br/precert-final-match');

const LEAF: LeafOptions = { notBefore: '2024-06-01T00:00:00Z' };
const pair = (change: LeafOptions, leaf = LEAF) =>
  judge(RULE, [issuer(), precertificate(leaf), tlsCertificate({ ...leaf, ...change })]);
const otherNames = { extensions: { subjectAltName: subjectAltName({ dns: ['other.example.test'] }) } };

fails('other names', async () => {
  const found = await pair(otherNames);
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.0.3', section: '7.1.2.9' });
  expect(found.evidence).toHaveLength(2);
  // The difference is shown, not only asserted.
  expect(found.message).toMatch(/2\.5\.29\.17 is [0-9a-f]+ in the precertificate and [0-9a-f]+ in the certificate/);
});

fails('an extension that the precertificate lacks', async () => {
  const found = await judge(RULE, [
    issuer(),
    precertificate({ ...LEAF, extensions: { certificatePolicies: null } }),
    tlsCertificate(LEAF),
  ]);
  expect(found.outcome).toBe('violation');
  expect(found.message).toMatch(/2\.5\.29\.32 is missing in the precertificate/);
});

fails('without the issuer nothing is proven', async () => {
  const found = await judge(RULE, [precertificate(LEAF), tlsCertificate({ ...LEAF, ...otherNames })]);
  expect(found.outcome).toBe('cannot-tell');
});

passes('the same without the issuer, for that nobody need be bound', async () => {
  expect(await judge(RULE, [precertificate(LEAF), tlsCertificate(LEAF)])).toMatchObject({ outcome: 'pass' });
});

passes('the same but for the poison', async () => {
  expect(await pair({})).toMatchObject({ outcome: 'pass' });
});

passes('a precertificate by a precertificate signing certificate', async () => {
  const signer = precertificateSigningA();
  const logged = precertificateBySigningCertificate(signer, LEAF);
  const found = await judge(RULE, [issuer(), signer.certificate, logged, tlsCertificate(LEAF)]);
  expect(found).toMatchObject({ outcome: 'pass' });
});

notApplicable('only one of the two is in hand', async () => {
  expect(await judge(RULE, [issuer(), precertificate(LEAF)])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  const mail = { ...LEAF, serialNumber: serial('mail pair') };
  const found = await judge(RULE, [
    issuingMail().certificate,
    smimeCertificate({ ...mail, extensions: { poison: poison() } }),
    smimeCertificate({ ...mail, notAfter: later(LEAF.notBefore!, 1_000) }),
  ]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('since the profiles of 2.0.0', async () => {
  expect(await around('2023-09-15T00:00:00Z', (notBefore) => pair(otherNames, { notBefore }))).toMatchObject([
    { outcome: 'not-effective' },
    { outcome: 'violation', edition: '2.0.0' },
  ]);
});
