import { expect } from 'vitest';
import {
  finalCertificate,
  issuingMail,
  poison,
  precertificate,
  rsaLog,
  sctListExtension,
  smimeCertificate,
} from '../../pki/index.ts';
import { around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'br/precert-no-scts';
covers('br/precert-no-scts');

const NOT_BEFORE = '2024-06-01T00:00:00Z';
const EMPTY_LIST = { sctList: sctListExtension(Uint8Array.of(0, 0)) };
const withList = (notBefore: string) => judge(RULE, [issuer(), precertificate({ notBefore, extensions: EMPTY_LIST })]);

fails('a precertificate with an SCT list', async () => {
  const found = await withList(NOT_BEFORE);
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.0.3', section: '7.1.2.9.1' });
  expect(found.message).toContain('www.example.test');
});

fails('a forged precertificate accuses nobody', async () => {
  const forged = precertificate({
    notBefore: NOT_BEFORE,
    extensions: EMPTY_LIST,
    more: { signer: issuingMail().key },
  });
  expect((await judge(RULE, [issuer(), forged])).outcome).toBe('cannot-tell');
});

passes('a precertificate without one', async () => {
  const found = await judge(RULE, [issuer(), precertificate({ notBefore: NOT_BEFORE })]);
  expect(found).toMatchObject({ outcome: 'pass' });
});

notApplicable('a final certificate alone', async () => {
  const certificate = finalCertificate({ notBefore: NOT_BEFORE }, [{ log: rsaLog(), at: NOT_BEFORE }]);
  expect(await judge(RULE, [issuer(), certificate])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  const logged = smimeCertificate({ notBefore: NOT_BEFORE, extensions: { ...EMPTY_LIST, poison: poison() } });
  const found = await judge(RULE, [issuingMail().certificate, logged]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('since the profiles of 2.0.0', async () => {
  expect(await around('2023-09-15T00:00:00Z', withList)).toMatchObject([
    { outcome: 'not-effective' },
    { outcome: 'violation', edition: '2.0.0' },
  ]);
});
