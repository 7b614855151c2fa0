import { expect } from 'vitest';
import {
  anybody,
  defects,
  extendedKeyUsage,
  fingerprint,
  issuingA,
  issuingAWithoutDigitalSignature,
  issuingMail,
  key,
  kinOfIssuingA,
  precertificate,
  responder,
  rootA,
  selfMadeOfIssuingA,
  serialNumberOf,
  tlsCertificate,
} from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { answer, around, boundary, covers, fails, issuer, judge, judgeCase, notApplicable, passes } from '../judge.ts';
import { aboutMail } from './others.ts';

const RULE = 'br/ca-signer-digital-signature';
covers('br/ca-signer-digital-signature');

const about = precertificate();
const without = issuingAWithoutDigitalSignature();
const signedAt = (producedAt: string) =>
  judge(RULE, [without.certificate, about, answer(about, { producedAt, by: without, certs: undefined })]);

fails('the CA signs without digitalSignature', async () => {
  const found = await signedAt('2022-11-01T10:00:00Z');
  expect(found).toMatchObject({ outcome: 'violation', edition: '1.8.4', section: '7.1.2.2' });
  expect(found.message).toContain('keyCertSign, cRLSign');
});

fails('whether it concerns TLS cannot be told without a certificate', async () => {
  const found = await judge(RULE, [without.certificate, answer('4711', { by: without, certs: undefined })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['a certificate that the response names'] });
});

passes('the CA signs with digitalSignature', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about, { by: issuingA(), certs: undefined })]);
  expect(found).toMatchObject({ outcome: 'pass' });
});

const forgedTls = (serialNumber: string | Uint8Array) =>
  tlsCertificate({ issuer: without, serialNumber, more: { signer: key('stranger') } });
const forOtherPurposes = tlsCertificate({
  issuer: without,
  extensions: { extKeyUsage: extendedKeyUsage(OID.kpClientAuth) },
});
const aboutOthers = answer(forOtherPurposes, { ca: without, by: without, certs: undefined, status: 'good' });

notApplicable('a forged TLS certificate makes no TLS response of one about others', async () => {
  const pieces = [without.certificate, forOtherPurposes, forgedTls(serialNumberOf(forOtherPurposes)), aboutOthers];
  expect(await judge(RULE, pieces)).toMatchObject({ outcome: 'not-applicable' });
});

fails('a forged TLS certificate alone shows nothing', async () => {
  const pieces = [without.certificate, forgedTls(serialNumberOf(forOtherPurposes)), aboutOthers];
  expect(await judge(RULE, pieces)).toMatchObject({ outcome: 'cannot-tell' });
  expect((await judgeCase(pieces)).document.certificates).toMatchObject([{ verdict: 'cannot-tell' }]);
});

// The verdict is derived from the findings in the file and from nothing else (verdict-format section 2).
fails(
  'what is wrong with an answer whatever it is about counts for a forged certificate that it names, too',
  async () => {
    const forged = tlsCertificate({ more: { signer: key('stranger') } });
    const response = answer(forged, { by: responder({ extensions: { nocheck: null } }), status: 'good' });
    const { document } = await judgeCase([issuer(), forged, response]);
    expect(document.responses[0]!.findings).toContainEqual(
      expect.objectContaining({ rule: 'mrsp/responder-nocheck', outcome: 'violation' }),
    );
    expect(document.certificates).toMatchObject([{ signature: 'invalid', verdict: 'violation' }]);
  },
);

const signedItself = answer(about, { by: issuingA(), certs: undefined });
const withoutUsage = (label: string) => selfMadeOfIssuingA({ label, usages: ['keyCertSign'] });

passes('whatever certificate of its key somebody puts into the response', async () => {
  for (const label of ['a', 'b', 'c', 'd']) {
    const tampered = defects.withCerts(signedItself, [withoutUsage(label), anybody().certificate]);
    const pieces = [rootA().certificate, issuer(), about, tampered];
    expect(await judge(RULE, pieces)).toMatchObject({ outcome: 'pass' });
    const { document } = await judgeCase(pieces);
    expect(document.responses[0]!.responder!.certificateSha256).toBe(fingerprint(issuer()));
  }
});

fails('nor does one that somebody puts in excuse it', async () => {
  const excuse = selfMadeOfIssuingA({ label: 'excuse' });
  const tampered = defects.withCerts(answer(about, { by: without, certs: undefined }), [excuse, anybody().certificate]);
  expect(await judge(RULE, [without.certificate, about, tampered])).toMatchObject({ outcome: 'violation' });
});

passes('when one of several certificates of the CA’s key asserts it', async () => {
  for (const label of ['a', 'b', 'c', 'd']) {
    const other = kinOfIssuingA({ label, usages: ['keyCertSign'] });
    expect(await judge(RULE, [issuer(), other, about, signedItself])).toMatchObject({ outcome: 'pass' });
  }
});

notApplicable('a delegate signs', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an answer about an S/MIME certificate', async () => {
  const found = await judge(RULE, aboutMail({ by: issuingMail(), certs: undefined }));
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('the clause moves with the profiles of 2.0.0', async () => {
  expect(await around('2023-09-15T00:00:00Z', signedAt)).toMatchObject([
    { outcome: 'violation', edition: '1.8.7', section: '7.1.2.2' },
    { outcome: 'violation', edition: '2.0.0', section: '7.1.2.10.7' },
  ]);
});
