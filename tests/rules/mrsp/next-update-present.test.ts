import { expect } from 'vitest';
import { issuingMail, precertificate, responder, rootA, smimeCertificate, tlsCertificate } from '../../pki/index.ts';
import { answer, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'mrsp/next-update-present';
covers(RULE, { boundary: 'the clause stands in every edition since before all evidence, and it has no bands' });

fails('no nextUpdate is a violation', async () => {
  const found = await judge(RULE, [issuer(), precertificate(), answer(precertificate(), { valid: null })]);
  expect(found).toMatchObject({
    outcome: 'violation',
    document: 'Mozilla Root Store Policy',
    edition: '2.8',
    section: '6',
    missing: [],
  });
  expect(found.message).toContain('has no nextUpdate');
  expect(found.message).toContain('2022-11-01T10:00:00Z');
});

fails('about an S/MIME certificate too', async () => {
  const about = smimeCertificate();
  const by = responder({ issuer: issuingMail() });
  const response = answer(about, { valid: null, status: 'good', ca: issuingMail(), by });
  expect(await judge(RULE, [issuingMail().certificate, about, response])).toMatchObject({ outcome: 'violation' });
});

fails('about a certificate that is not in hand it cannot be told', async () => {
  const found = await judge(RULE, [issuer(), answer('4711', { valid: null })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['the certificate with serial number 4711'] });
});

passes('a nextUpdate', async () => {
  const about = tlsCertificate();
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'pass', edition: '2.8' });
});

notApplicable('the certificate of a CA', async () => {
  const response = answer(issuer(), { valid: null, ca: rootA(), by: rootA(), status: 'good' });
  const found = await judge(RULE, [rootA().certificate, issuer(), response]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});
