import { expect } from 'vitest';
import { issuingMail, smimeCertificate, tlsCertificate } from '../../pki/index.ts';
import { around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';
import { aboutCa, NO_RESPONDER } from './others.ts';

const RULE = 'br/aia-ocsp-present';
covers('br/aia-ocsp-present');

const without = (notBefore: string) => judge(RULE, [issuer(), tlsCertificate({ notBefore, extensions: NO_RESPONDER })]);

fails('no OCSP responder while one had to be named', async () => {
  const found = await without('2022-10-15T12:00:00Z');
  expect(found).toMatchObject({ outcome: 'violation', edition: '1.8.4', section: '7.1.2.3' });
  expect(found.message).toContain('www.example.test');
});

fails('no OCSP responder while stapling was an excuse', async () => {
  const found = await without('2020-08-01T00:00:00Z');
  expect(found).toMatchObject({ outcome: 'warning', edition: '1.6.7', section: '7.1.2.3' });
  expect(found.message).toContain('stapled');
});

fails('no OCSP responder between the two dates of SC-63', async () => {
  const found = await without('2024-01-01T00:00:00Z');
  expect(found).toMatchObject({ outcome: 'warning', edition: '2.0.0', section: '7.1.2.7.7' });
  expect(found.message).toContain('2024-03-15');
});

fails('whose certificate it is cannot be told without the issuer', async () => {
  const certificate = tlsCertificate({ extensions: NO_RESPONDER });
  const found = await judge(RULE, [certificate]);
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing).toHaveLength(1);
});

passes('an OCSP responder is named', async () => {
  expect(await judge(RULE, [issuer(), tlsCertificate()])).toMatchObject({ outcome: 'pass' });
});

notApplicable('an S/MIME certificate', async () => {
  const found = await judge(RULE, [issuingMail().certificate, smimeCertificate({ extensions: NO_RESPONDER })]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of a CA', async () => {
  expect(await judge(RULE, aboutCa())).toMatchObject({ outcome: 'not-applicable' });
});

boundary('a violation since SC-31', async () => {
  expect(await around('2020-08-20T00:00:00Z', without)).toMatchObject([
    { outcome: 'warning', edition: '1.6.7' },
    { outcome: 'violation', edition: '1.7.1' },
  ]);
});

boundary('arguable since the date of the text of SC-63', async () => {
  expect(await around('2023-08-17T00:00:00Z', without)).toMatchObject([
    { outcome: 'violation', edition: '1.8.7', section: '7.1.2.3' },
    { outcome: 'warning', edition: '1.8.7', section: '7.1.2.3' },
  ]);
});

boundary('the clause moves with the profiles of 2.0.0', async () => {
  expect(await around('2023-09-15T00:00:00Z', without)).toMatchObject([
    { outcome: 'warning', edition: '1.8.7', section: '7.1.2.3' },
    { outcome: 'warning', edition: '2.0.0', section: '7.1.2.7.7' },
  ]);
});

boundary('optional since 2024-03-15', async () => {
  expect(await around('2024-03-15T00:00:00Z', without)).toMatchObject([
    { outcome: 'warning', edition: '2.0.0' },
    { outcome: 'not-effective' },
  ]);
});
