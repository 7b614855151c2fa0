import { expect } from 'vitest';
import { defects, fingerprint, issuingB, precertificate, tlsCertificate } from '../../pki/index.ts';
import type { LeafOptions } from '../../pki/index.ts';
import { around, boundary, covers, fails, issuer, judge, judgeAll, outcomes, passes } from '../judge.ts';

const RULE = 'mrsp/duplicate-serial';
covers(RULE, { notApplicable: 'it concerns every certificate and precertificate' });

const SAME = { serialNumber: '4711' };
const one = tlsCertificate({ ...SAME, host: 'one.example.test' });
const other = tlsCertificate({ ...SAME, host: 'other.example.test' });

fails('two certificates of one issuer and serial number, on both', async () => {
  const found = await judgeAll(RULE, [issuer(), one, other]);
  const both = [fingerprint(one), fingerprint(other)].sort();
  expect(found).toMatchObject([
    { outcome: 'violation', edition: '2.8', section: '5.2', evidence: both },
    { outcome: 'violation', evidence: both },
  ]);
  expect(found.map(({ on }) => on).sort()).toEqual(both);
});

fails('two precertificates that differ', async () => {
  const pair = ['one', 'other'].map((host) => precertificate({ ...SAME, host: `${host}.example.test` }));
  expect(outcomes(await judgeAll(RULE, [issuer(), ...pair]))).toEqual(['violation', 'violation']);
});

fails('while the issuer is missing, nothing is proven', async () => {
  const found = await judgeAll(RULE, [one, other]);
  expect(outcomes(found)).toEqual(['cannot-tell', 'cannot-tell']);
  expect(found[0]!.missing).toHaveLength(1);
});

fails('a second one whose signature cannot be verified proves nothing against the first', async () => {
  const unknown: LeafOptions = {
    ...SAME,
    host: 'other.example.test',
    more: { algorithm: { identifier: defects.unknownAlgorithm(), sign: () => Uint8Array.of(1) } },
  };
  const found = await judgeAll(RULE, [issuer(), one, tlsCertificate(unknown)], { on: one });
  expect(outcomes(found)).toEqual(['cannot-tell']);
  expect(found[0]!.missing).toHaveLength(1);
});

passes('a serial number of its own', async () => {
  expect(await judge(RULE, [issuer(), one])).toMatchObject({ outcome: 'pass' });
});

passes('a certificate and its own precertificate', async () => {
  const found = await judge(RULE, [issuer(), one, precertificate({ ...SAME, host: 'one.example.test' })]);
  expect(found).toMatchObject({ outcome: 'pass' });
});

passes('the same serial number of another issuer', async () => {
  const elsewhere = tlsCertificate({ ...SAME, issuer: issuingB() });
  const found = await judgeAll(RULE, [issuer(), issuingB().certificate, one, elsewhere]);
  expect(outcomes(found)).toEqual(['pass', 'pass']);
});

boundary('notBefore since MRSP 2.7', async () => {
  const found = await around('2020-01-01T00:00:00Z', async (notBefore) => {
    const early = tlsCertificate({ ...SAME, notBefore });
    return (await judgeAll(RULE, [issuer(), early, other], { on: early }))[0]!;
  });
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '2.7' }]);
});
