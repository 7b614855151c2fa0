import { expect } from 'vitest';
import { defects, errorResponse, fingerprint, precertificate } from '../../pki/index.ts';
import type { AnswerOptions } from '../judge.ts';
import { answer, covers, fails, issuer, judge, judgeAll, notApplicable, outcomes, passes } from '../judge.ts';

const RULE = 'rfc6960/time-encoding';
covers(RULE, { boundary: 'in force always, without bands' });

const about = precertificate();
const AT = '2022-11-01T10:00:00Z';
const onCertificate = (options: AnswerOptions) => judge(RULE, [issuer(), about, answer(about, options)], { on: about });

fails('fractional seconds', async () => {
  const found = await onCertificate({ thisUpdate: defects.timeWithFraction(AT), nextUpdate: '2022-11-04T10:00:00Z' });
  expect(found).toMatchObject({ outcome: 'violation', document: 'RFC 5280', section: '4.1.2.5.2' });
  expect(found.message).toContain('thisUpdate is "20221101100000.500Z"');
  expect(found.message).toContain('fractional seconds');
});

fails('no seconds, an offset, and the moment is still known', async () => {
  const short = await onCertificate({ nextUpdate: defects.timeWithoutSeconds('2022-11-04T10:00:00Z') });
  expect(short.message).toMatch(/nextUpdate is "202211041000Z" \(2022-11-04T10:00:00Z\), which has no seconds/);
  const offset = await onCertificate({ nextUpdate: defects.timeWithOffset('2022-11-04T10:00:00Z', '+0100') });
  expect(offset.message).toContain('(2022-11-04T09:00:00Z), which is not in Zulu');
});

fails('revocationTime too', async () => {
  const found = await onCertificate({ status: { revokedAt: defects.timeWithFraction('2022-10-20T00:00:00Z') } });
  expect(found).toMatchObject({ outcome: 'violation' });
});

fails('producedAt stands on the response', async () => {
  const response = answer(about, { producedAt: defects.timeWithFraction(AT), thisUpdate: AT });
  const found = await judgeAll(RULE, [issuer(), about, response]);
  expect(found.filter(({ outcome }) => outcome === 'violation')).toMatchObject([{ on: fingerprint(response) }]);
});

passes('Zulu, seconds, no fraction; on the certificate and on the response', async () => {
  expect(outcomes(await judgeAll(RULE, [issuer(), about, answer(about)]))).toEqual(['pass', 'pass']);
});

notApplicable('an error has no times', async () => {
  expect(await judge(RULE, [errorResponse('tryLater')])).toMatchObject({ outcome: 'not-applicable' });
});
