import { expect } from 'vitest';
import {
  ecLog,
  finalCertificate,
  issuerKeyHash,
  issuingMail,
  logId,
  loggedTbs,
  precertificate,
  rsaLog,
  sctList,
  sctListExtension,
  serial,
  signedCertificateTimestamp,
  smimeCertificate,
  tlsCertificate,
} from '../../pki/index.ts';
import type { LeafOptions, SctOptions } from '../../pki/index.ts';
import { toHex } from '../../../src/core/model/bytes.ts';
import type { Bytes } from '../judge.ts';
import {
  around,
  boundary,
  covers,
  fails,
  issuer,
  judge,
  judgeAll,
  logs,
  notApplicable,
  outcomes,
  passes,
} from '../judge.ts';

const RULE = 'br/embedded-scts';
covers('br/embedded-scts');

const NOT_BEFORE = '2024-06-01T00:00:00Z';
const LEAF: LeafOptions = { notBefore: NOT_BEFORE };

/** An SCT of the known log for a certificate, or what is said otherwise. */
const sct = (options: Partial<SctOptions> = {}, leaf = LEAF): Bytes =>
  signedCertificateTimestamp({
    log: rsaLog(),
    timestamp: Date.parse(leaf.notBefore!),
    ...(options.certificate ? {} : { issuerKeyHash: issuerKeyHash(leaf), tbs: loggedTbs(leaf) }),
    ...options,
  });
const withScts = (scts: readonly Bytes[], leaf = LEAF): Bytes =>
  tlsCertificate({ ...leaf, extensions: { ...leaf.extensions, sctList: sctListExtension(sctList(scts)) } });
const flipped = (signature: Bytes): Bytes => {
  const changed = signature.slice();
  changed[changed.length - 1]! ^= 1;
  return changed;
};

fails('a signature that does not verify', async () => {
  const found = await judge(RULE, [issuer(), logs(), withScts([sct({ changeSignature: flipped })])]);
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.0.3', section: '7.1.2.11.3' });
  expect(found.message).toContain('Signed certificate timestamp 1 of 1');
  expect(found.message).toContain("Example 'Cedar 2022' log");
});

fails('an SCT for another certificate', async () => {
  const other = loggedTbs({ ...LEAF, host: 'other.example.test' });
  const found = await judge(RULE, [issuer(), logs(), withScts([sct({ tbs: other })])]);
  expect(found.outcome).toBe('violation');
});

fails('an SCT of the wrong entry type', async () => {
  const logged = precertificate(LEAF);
  const found = await judge(RULE, [issuer(), logs(), logged, withScts([sct({ certificate: logged })])]);
  expect(found.outcome).toBe('violation');
  expect(found.message).toContain('x509_entry');
});

fails('a log that no list knows', async () => {
  const found = await judge(RULE, [issuer(), logs(), withScts([sct({ log: ecLog() })])]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['a CT log list (v3 JSON) that has this log'] });
  expect(found.message).toContain(toHex(logId(ecLog())));
});

fails('each SCT has a finding of its own', async () => {
  const certificate = withScts([sct(), sct({ log: ecLog() }), sct({ changeSignature: flipped })]);
  const found = await judgeAll(RULE, [issuer(), logs(), certificate]);
  expect(outcomes(found).sort()).toEqual(['cannot-tell', 'violation']);
  expect(found.map(({ message }) => /timestamp \d of 3/.exec(message)?.[0]).sort()).toEqual([
    'timestamp 2 of 3',
    'timestamp 3 of 3',
  ]);
});

fails('without the issuer its key is not known', async () => {
  const found = await judge(RULE, [logs(), finalCertificate(LEAF, [{ log: rsaLog(), at: NOT_BEFORE }])]);
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing[0]).toContain('issuer certificate');
});

passes('every SCT verifies', async () => {
  const certificate = finalCertificate(LEAF, [{ log: rsaLog(), at: NOT_BEFORE }]);
  expect(await judge(RULE, [issuer(), logs(), certificate])).toMatchObject({ outcome: 'pass' });
});

notApplicable('a certificate without SCTs', async () => {
  const found = await judge(RULE, [issuer(), logs(), tlsCertificate(LEAF)]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('a precertificate alone', async () => {
  expect(await judge(RULE, [issuer(), logs(), precertificate(LEAF)])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  const sctExtension = sctListExtension(sctList([sct({ changeSignature: flipped })]));
  const certificate = smimeCertificate({
    ...LEAF,
    serialNumber: serial('mail with scts'),
    extensions: { sctList: sctExtension },
  });
  const found = await judge(RULE, [issuingMail().certificate, logs(), certificate]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('since the profiles of 2.0.0', async () => {
  const found = await around('2023-09-15T00:00:00Z', (notBefore) =>
    judge(RULE, [issuer(), logs(), withScts([sct({ changeSignature: flipped }, { notBefore })], { notBefore })]),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '2.0.0' }]);
});
