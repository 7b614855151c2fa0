import { expect } from 'vitest';
import { fingerprint, issuingB, precertificate } from '../../pki/index.ts';
import { answer, covers, fails, issuer, judge, judgeCase, notApplicable, passes } from '../judge.ts';

const RULE = 'rfc6960/cert-id';
covers(RULE, { boundary: 'in force always, without bands' });

const about = precertificate({ serialNumber: '4711' });

fails('whether it is the certificate cannot be told without the issuer', async () => {
  const response = answer(about);
  const found = await judge(RULE, [about, response]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', document: 'RFC 6960', section: '3.2' });
  expect(found.on).toBe(fingerprint(response));
  expect(found.missing).toEqual(['issuer certificate: the one that the CertID names']);
});

fails('such a certificate is not named in the verdict, only to whoever looks', async () => {
  const response = answer(about);
  const evaluation = await judgeCase([about, response]);
  expect(evaluation.document.responses[0]!.singleResponses[0]).not.toHaveProperty('mayName');
  expect(evaluation.document.responses[0]!.singleResponses[0]!.names).toEqual([]);
  const told = evaluation.response(fingerprint(response))!.singleResponses[0]!;
  expect(told).toMatchObject({ names: [], mayName: [fingerprint(about)] });
});

passes('all four fields', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about)]);
  expect(found).toMatchObject({ outcome: 'pass', on: fingerprint(about) });
});

notApplicable('the same serial number of another issuer', async () => {
  const response = answer(about, { ca: issuingB() });
  const found = await judge(RULE, [issuer(), issuingB().certificate, about, response]);
  expect(found).toMatchObject({ outcome: 'not-applicable', on: fingerprint(response) });
  expect(found.message).toContain('names another issuer');
});

notApplicable('a certificate that is not in hand', async () => {
  const found = await judge(RULE, [issuer(), about, answer('4712')]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
  expect(found.message).toContain('serial number 4712');
});
