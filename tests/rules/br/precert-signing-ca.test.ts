import { expect } from 'vitest';
import {
  finalCertificate,
  issuingMail,
  poison,
  precertificate,
  precertificateBySigningCertificate,
  precertificateSigningA,
  rsaLog,
  smimeCertificate,
  tlsCertificate,
} from '../../pki/index.ts';
import { around, boundary, covers, fails, issuer, judge, logs, notApplicable, passes } from '../judge.ts';

const RULE = 'br/precert-signing-ca';
covers('br/precert-signing-ca');

const NOT_BEFORE = '2026-06-01T00:00:00Z';
const signer = precertificateSigningA();
const bySigner = (notBefore: string) =>
  judge(RULE, [issuer(), signer.certificate, precertificateBySigningCertificate(signer, { notBefore })]);

fails('a precertificate signing CA signs after the ban', async () => {
  const found = await bySigner(NOT_BEFORE);
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.2.6', section: '7.1.2.4' });
  expect(found.message).toContain('Example Trust Precertificate Signing 01');
});

fails('who signed cannot be told without the signer', async () => {
  const found = await judge(RULE, [issuer(), precertificateBySigningCertificate(signer, { notBefore: NOT_BEFORE })]);
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing).toEqual(['the certificate of CN=Example Trust Precertificate Signing 01,O=Example Trust,C=US']);
});

passes('the issuing CA itself', async () => {
  const found = await judge(RULE, [issuer(), precertificate({ notBefore: NOT_BEFORE })]);
  expect(found).toMatchObject({ outcome: 'pass' });
});

notApplicable('a final certificate alone', async () => {
  const found = await judge(RULE, [issuer(), tlsCertificate({ notBefore: NOT_BEFORE })]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  const logged = smimeCertificate({ notBefore: NOT_BEFORE, extensions: { poison: poison() } });
  const found = await judge(RULE, [issuingMail().certificate, logged]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('banned since 2026-03-15', async () => {
  expect(await around('2026-03-15T00:00:00Z', bySigner)).toMatchObject([
    { outcome: 'not-effective' },
    { outcome: 'violation', edition: '2.2.5' },
  ]);
});

boundary('proof that it was issued before the ban counts, not a later notBefore', async () => {
  const notBefore = '2026-03-15T12:00:00Z';
  const found = await around('2026-03-15T00:00:00Z', (at) =>
    judge(RULE, [
      issuer(),
      signer.certificate,
      logs(),
      precertificateBySigningCertificate(signer, { notBefore }),
      finalCertificate({ notBefore }, [{ log: rsaLog(), at }]),
    ]),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation' }]);
});
