import { expect } from 'vitest';
import { authorityInfoAccess, extendedKeyUsage, fingerprint, precertificate, tlsCertificate } from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'mrsp/precert-status';
/** Row by row in ../decision-table.test.ts; here what stands around the table. */
covers(RULE);

const about = precertificate();

fails('unknown about a precertificate', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about)]);
  expect(found).toMatchObject({
    outcome: 'violation',
    document: 'Mozilla Root Store Policy',
    edition: '2.8',
    section: '5.4',
    evidence: [fingerprint(about), fingerprint(answer(about))].sort(),
    on: fingerprint(about),
  });
  expect(found.quote).toMatch(/^Effective October 1, 2022, /);
});

fails('without the issuer it cannot be told, and the issuer is asked for', async () => {
  const found = await judge(RULE, [about, answer(about)]);
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing).toContain('issuer certificate: CN=Example Trust TLS Issuing CA 01,O=Example Trust,C=US');
});

passes('good', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about, { status: 'good' })])).toMatchObject({ outcome: 'pass' });
});

notApplicable('the final certificate is in hand', async () => {
  const found = await judge(RULE, [issuer(), about, tlsCertificate(), answer(about)]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('a precertificate that is not for TLS', async () => {
  const mail = precertificate({ extensions: { extKeyUsage: extendedKeyUsage(OID.kpEmailProtection) } });
  expect(await judge(RULE, [issuer(), mail, answer(mail)])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('no OCSP service named in it', async () => {
  const none = authorityInfoAccess({ caIssuers: 'http://ca.example-trust.example/tls01.crt' });
  const quiet = precertificate({ extensions: { authorityInfoAccess: none } });
  expect(await judge(RULE, [issuer(), quiet, answer(quiet)])).toMatchObject({ outcome: 'not-applicable' });
});

const old = precertificate({ notBefore: '2022-09-01T00:00:00Z', notAfter: '2023-10-01T00:00:00Z' });

boundary('since 2022-10-01', async () => {
  const found = await around('2022-10-01T00:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), old, answer(old, { producedAt })], { reading: 'retroactive' }),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '2.8' }]);
});

boundary('the text without a date since MRSP 2.9', async () => {
  const found = await around('2023-09-01T00:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), old, answer(old, { producedAt })]),
  );
  expect(found).toMatchObject([
    { outcome: 'not-effective', edition: '2.8.1', quote: expect.stringMatching(/^Effective October 1, 2022/) },
    { outcome: 'warning', edition: '2.9', quote: expect.stringMatching(/^a CA MUST provide/) },
  ]);
});
