import { expect } from 'vitest';
import { errorResponse, precertificate } from '../../pki/index.ts';
import { answer, answerAbout, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'rfc6960/multiple-statuses';
covers(RULE, { boundary: 'in force always, without bands' });

const about = precertificate();

fails('two SingleResponses are noted', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about, { more: [answerAbout('4711', {})] })]);
  expect(found).toMatchObject({ outcome: 'info', document: 'RFC 6960', section: '4.2.2.3' });
  expect(found.message).toContain('2 SingleResponses');
});

passes('one', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'pass' });
});

notApplicable('an error holds none', async () => {
  expect(await judge(RULE, [errorResponse('internalError')])).toMatchObject({ outcome: 'not-applicable' });
});
