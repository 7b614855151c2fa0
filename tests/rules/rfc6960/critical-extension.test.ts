import { expect } from 'vitest';
import { precertificate, unknownExtension } from '../../pki/index.ts';
import { answer, covers, fails, issuer, judge, passes } from '../judge.ts';

const RULE = 'rfc6960/critical-extension';
covers(RULE, { boundary: 'in force always, without bands', notApplicable: 'it concerns every SingleResponse' });

const about = precertificate();

fails('a critical extension of the response that nobody understands', async () => {
  const response = answer(about, { extensions: [unknownExtension(true)] });
  const found = await judge(RULE, [issuer(), about, response]);
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    document: 'RFC 6960',
    section: '4.1.2',
    missing: ['what the critical extension 1.3.6.1.4.1.99999.1 means'],
  });
});

fails('such an answer is not authoritative, so the headline cannot tell', async () => {
  const response = answer(about, { single: { extensions: [unknownExtension(true)] } });
  expect(await judge(RULE, [issuer(), about, response])).toMatchObject({ outcome: 'cannot-tell' });
  expect(await judge('mrsp/precert-status', [issuer(), about, response])).toMatchObject({ outcome: 'cannot-tell' });
});

passes('one that is not critical', async () => {
  const response = answer(about, { extensions: [unknownExtension(false)] });
  expect(await judge(RULE, [issuer(), about, response])).toMatchObject({ outcome: 'pass' });
});
