import { expect } from 'vitest';
import { defects, errorResponse, key, precertificate } from '../../pki/index.ts';
import type { Bytes } from '../judge.ts';
import { answer, around, boundary, covers, fails, issuer, judge, judgeAll, outcomes, passes } from '../judge.ts';

const RULE = 'rfc6960/der';
covers(RULE, { notApplicable: 'it concerns every response' });

const about = precertificate();
const of = (response: Bytes) => judge(RULE, [issuer(), about, { kind: 'ocsp-response', bytes: response }]);

fails('a DEFAULT written out under the signature', async () => {
  const found = await of(answer(about, defects.explicitDefaultVersion));
  expect(found).toMatchObject({ outcome: 'violation', document: 'RFC 6960', section: '4.2.1' });
  expect(found.message).toContain('MRSP section 5.2');
});

fails('an empty optional SEQUENCE under the signature', async () => {
  expect(await of(answer(about, defects.emptyResponseExtensions))).toMatchObject({ outcome: 'violation' });
});

fails('and the status is still judged', async () => {
  const pieces = [issuer(), about, answer(about, defects.explicitDefaultVersion)];
  expect(outcomes(await judgeAll('mrsp/precert-status', pieces))).toEqual(['violation']);
});

fails('the same by a stranger is a warning', async () => {
  const forged = answer(about, { ...defects.explicitDefaultVersion, signingKey: key('stranger') });
  const found = await of(forged);
  expect(found.outcome).toBe('warning');
  expect(found.message).toContain('nothing proves that the CA signed it');
});

fails('a defect outside the signature, which anybody can add, is a warning', async () => {
  const trailing = await of(defects.withTrailingBytes(answer(about)));
  expect(trailing.outcome).toBe('warning');
  expect(trailing.message).toContain('anybody could have added it');
  expect(await of(defects.withEmptyCerts(answer(about)))).toMatchObject({ outcome: 'warning' });
});

fails('what cannot be read for certain cannot be told', async () => {
  const found = await of(defects.withTruncation(answer(about)));
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['a response in DER'] });
});

passes('DER and nothing else', async () => {
  expect(await of(answer(about))).toMatchObject({ outcome: 'pass' });
});

passes('an error of five octets', async () => {
  expect(await of(errorResponse('tryLater'))).toMatchObject({ outcome: 'pass' });
});

boundary('forbidden as such since MRSP 2.8', async () => {
  const found = await around('2022-06-01T00:00:00Z', (producedAt) =>
    of(answer(about, { ...defects.explicitDefaultVersion, producedAt })),
  );
  expect(found).toMatchObject([{ outcome: 'warning' }, { outcome: 'violation' }]);
  expect(found[0].message).toContain('before 2022-06-01 no policy forbade it');
});
