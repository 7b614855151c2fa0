import { expect } from 'vitest';
import { der, extension, issuingMail, precertificate, smimeCertificate, tlsCertificate } from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { around, boundary, covers, fails, issuer, judge, judgeAll, notApplicable, passes } from '../judge.ts';

const RULE = 'br/precert-poison';
covers('br/precert-poison');

const NOT_BEFORE = '2024-06-01T00:00:00Z';
const WRONG_VALUE = extension(OID.poison, true, der.octetString());
const NOT_CRITICAL = extension(OID.poison, false, der.nullValue());
const poisonedWith = (poison: Uint8Array, notBefore = NOT_BEFORE) => [
  issuer(),
  tlsCertificate({ notBefore, extensions: { poison } }),
];

fails('a value other than 0500', async () => {
  const found = await judge(RULE, poisonedWith(WRONG_VALUE));
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.0.3', section: '7.1.2.9.3' });
  expect(found.message).toContain('0400');
});

fails('a poison that is not critical', async () => {
  const found = await judge(RULE, poisonedWith(NOT_CRITICAL));
  expect(found).toMatchObject({ outcome: 'violation' });
  expect(found.message).toContain('not critical');
});

fails('each fault has a finding of its own', async () => {
  const both = extension(OID.poison, false, der.octetString());
  const found = await judgeAll(RULE, poisonedWith(both));
  expect(found).toMatchObject([{ outcome: 'violation' }, { outcome: 'violation' }]);
});

fails('before 2.0.0 it is RFC 6962 alone that says so', async () => {
  const found = await judge(RULE, poisonedWith(WRONG_VALUE, '2022-10-15T12:00:00Z'));
  expect(found).toMatchObject({ outcome: 'warning', document: 'RFC 6962', section: '3.1' });
});

passes('critical, with the value 0500', async () => {
  const found = await judge(RULE, [issuer(), precertificate({ notBefore: NOT_BEFORE })]);
  expect(found).toMatchObject({ outcome: 'pass' });
});

notApplicable('a final certificate', async () => {
  const found = await judge(RULE, [issuer(), tlsCertificate({ notBefore: NOT_BEFORE })]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  const logged = smimeCertificate({ notBefore: NOT_BEFORE, extensions: { poison: WRONG_VALUE } });
  const found = await judge(RULE, [issuingMail().certificate, logged]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('a violation since the profiles of 2.0.0', async () => {
  const found = await around('2023-09-15T00:00:00Z', (notBefore) => judge(RULE, poisonedWith(WRONG_VALUE, notBefore)));
  expect(found).toMatchObject([
    { outcome: 'warning', document: 'RFC 6962' },
    { outcome: 'violation', document: 'CA/Browser Forum TLS Baseline Requirements', edition: '2.0.0' },
  ]);
});
