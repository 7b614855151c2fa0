import { expect } from 'vitest';
import {
  finalCertificate,
  issuerKeyHash,
  loggedTbs,
  logEntry,
  precertificate,
  tlsCertificate,
} from '../../pki/index.ts';
import { around, boundary, covers, fails, issuer, judge, log, logs, notApplicable, passes } from '../judge.ts';

const RULE = 'mrsp/precert-logged';
covers(RULE);

const AT = '2022-10-15T12:00:30Z';

fails('nothing proves that it was logged', async () => {
  const found = await judge(RULE, [issuer(), precertificate()]);
  expect(found).toMatchObject({ outcome: 'info', edition: '2.8', section: '5.4' });
  expect(found.message).toContain('asserted, not proven');
});

fails('a timestamp of a log that nobody knows proves nothing', async () => {
  const final = finalCertificate({}, [{ log: log(), at: AT }]);
  expect(await judge(RULE, [issuer(), precertificate(), final])).toMatchObject({ outcome: 'info' });
});

passes('a verified timestamp in the final certificate', async () => {
  const final = finalCertificate({}, [{ log: log(), at: AT }]);
  const found = await judge(RULE, [issuer(), precertificate(), final, logs()]);
  expect(found).toMatchObject({ outcome: 'pass' });
  expect(found.message).toContain(AT);
});

passes('the entry of a log', async () => {
  const entry = logEntry({
    timestamp: Date.parse(AT),
    issuerKeyHash: issuerKeyHash(),
    tbs: loggedTbs(),
    precertificate: precertificate(),
    chain: [issuer()],
  });
  const found = await judge(RULE, [issuer(), precertificate(), JSON.stringify({ entries: [entry] })]);
  expect(found).toMatchObject({ outcome: 'pass' });
});

notApplicable('only a final certificate is in hand', async () => {
  expect(await judge(RULE, [issuer(), tlsCertificate()])).toMatchObject({ outcome: 'not-applicable' });
});

boundary('notBefore since MRSP 2.8', async () => {
  const found = await around('2022-06-01T00:00:00Z', (notBefore) =>
    judge(RULE, [issuer(), precertificate({ notBefore })]),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'info', edition: '2.8' }]);
});
