import { expect } from 'vitest';
import {
  defects,
  fingerprint,
  issuingA,
  precertificate,
  precertificateBySigningCertificate,
  precertificateSigningA,
  tlsCertificate,
} from '../../pki/index.ts';
import type { LeafOptions } from '../../pki/index.ts';
import { around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'mrsp/final-matches-precert';
covers(RULE);

const NAMES: LeafOptions = { serialNumber: '4711' };
const pairWith = (change: LeafOptions, both: LeafOptions = NAMES) => [
  issuer(),
  precertificate(both),
  tlsCertificate({ ...both, ...change }),
];

fails('a final certificate of another validity', async () => {
  const pair = pairWith({ notAfter: '2023-01-01T00:00:00Z' });
  const found = await judge(RULE, pair);
  expect(found).toMatchObject({
    outcome: 'violation',
    edition: '2.8',
    section: '5.4',
    evidence: pair.slice(1).map(fingerprint).sort(),
  });
  // The difference is shown, not only asserted.
  expect(found.message).toMatch(/validity.* is [0-9a-f]+ in the precertificate and [0-9a-f]+ in the certificate/);
});

fails('without the issuer nothing is proven', async () => {
  const found = await judge(RULE, pairWith({ notAfter: '2023-01-01T00:00:00Z' }).slice(1));
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing).toHaveLength(1);
});

fails('a precertificate whose signature cannot be verified proves nothing', async () => {
  const more = { algorithm: { identifier: defects.unknownAlgorithm(), sign: () => Uint8Array.of(1) } };
  const found = await judge(RULE, [issuer(), tlsCertificate(NAMES), precertificate({ ...NAMES, more })]);
  expect(found.message).toContain("If it were the CA's");
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing).toHaveLength(1);
});

passes('the same without the issuer, for that nobody need be bound', async () => {
  expect(await judge(RULE, pairWith({}).slice(1))).toMatchObject({ outcome: 'pass' });
});

passes('the same but for the poison', async () => {
  expect(await judge(RULE, pairWith({}))).toMatchObject({ outcome: 'pass' });
});

passes('a precertificate by a precertificate signing certificate', async () => {
  const signer = precertificateSigningA();
  const pieces = [
    issuingA().certificate,
    signer.certificate,
    precertificateBySigningCertificate(signer, NAMES),
    tlsCertificate(NAMES),
  ];
  expect(await judge(RULE, pieces)).toMatchObject({ outcome: 'pass' });
});

notApplicable('only one of the two is in hand', async () => {
  expect(await judge(RULE, [issuer(), precertificate()])).toMatchObject({ outcome: 'not-applicable' });
});

boundary('notBefore since MRSP 2.8', async () => {
  const found = await around('2022-06-01T00:00:00Z', (notBefore) =>
    judge(RULE, pairWith({ notAfter: '2022-09-02T00:00:00Z' }, { ...NAMES, notBefore })),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '2.8' }]);
});
