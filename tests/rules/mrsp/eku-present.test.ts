import { expect } from 'vitest';
import { extendedKeyUsage, precertificate, rootA, tlsCertificate } from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'mrsp/eku-present';
covers(RULE);

const having = (...purposes: readonly string[]) => ({ extensions: { extKeyUsage: extendedKeyUsage(...purposes) } });
const without = { extensions: { extKeyUsage: null } };

fails('no extended key usage', async () => {
  const found = await judge(RULE, [issuer(), precertificate(without)]);
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.8', section: '5.2' });
  expect(found.message).toContain('is missing');
});

fails('anyExtendedKeyUsage beside others', async () => {
  const about = tlsCertificate(having(OID.kpServerAuth, OID.anyExtendedKeyUsage));
  const found = await judge(RULE, [issuer(), about]);
  expect(found).toMatchObject({ outcome: 'violation' });
  expect(found.message).toContain('anyExtendedKeyUsage');
});

fails('a certificate that its issuer did not sign accuses nobody', async () => {
  const found = await judge(RULE, [tlsCertificate(without)]);
  expect(found.outcome).toBe('cannot-tell');
});

passes('server authentication', async () => {
  expect(await judge(RULE, [issuer(), precertificate()])).toMatchObject({ outcome: 'pass' });
});

notApplicable('purposes outside the policy', async () => {
  const found = await judge(RULE, [issuer(), tlsCertificate(having(OID.kpClientAuth))]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of a CA', async () => {
  const response = answer(issuer(), { ca: rootA(), by: rootA(), status: 'good' });
  expect(await judge(RULE, [rootA().certificate, issuer(), response])).toMatchObject({ outcome: 'not-applicable' });
});

boundary('notBefore since 2020-07-01', async () => {
  const found = await around('2020-07-01T00:00:00Z', (notBefore) =>
    judge(RULE, [issuer(), tlsCertificate({ notBefore, ...without })]),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '2.7' }]);
});
