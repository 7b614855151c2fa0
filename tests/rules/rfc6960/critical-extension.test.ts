import { expect } from 'vitest';
import { errorResponse, extension, precertificate, responder, unknownExtension } from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import {
  answer,
  answerAbout,
  covers,
  fails,
  issuer,
  judge,
  judgeAll,
  judgeCase,
  notApplicable,
  passes,
} from '../judge.ts';

const RULE = 'rfc6960/critical-extension';
covers(RULE, { boundary: 'in force always, without bands' });

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

fails('in the SingleResponse about another certificate it makes all of the response worth nothing', async () => {
  const other = answerAbout('4711', { extensions: [unknownExtension(true)] });
  const pieces = [issuer(), about, answer(about, { more: [other] })];
  expect(await judge(RULE, pieces)).toMatchObject({ outcome: 'cannot-tell' });
  expect(await judge('mrsp/precert-status', pieces)).toMatchObject({ outcome: 'cannot-tell' });
});

fails('a nonce in singleExtensions is not the nonce', async () => {
  const misplaced = extension(OID.pkixOcspNonce, true, Uint8Array.of(4, 1, 0));
  const found = await judge(RULE, [issuer(), about, answer(about, { single: { extensions: [misplaced] } })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell' });
});

fails('no policy accuses by such a response', async () => {
  const by = responder({ extensions: { nocheck: null } });
  const response = answer(about, { by, valid: null, extensions: [unknownExtension(true)] });
  const { document } = await judgeCase([issuer(), about, response]);
  const accusing = document.responses[0]!.findings.filter(({ outcome }) => outcome === 'violation');
  expect(accusing).toEqual([]);
  const found = await judge('mrsp/responder-nocheck', [issuer(), about, response]);
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['a response without critical extensions that nobody here understands'],
  });
  expect(await judgeAll('mrsp/next-update-present', [issuer(), about, response])).toMatchObject([
    { outcome: 'cannot-tell' },
  ]);
});

notApplicable('an error', async () => {
  expect(await judge(RULE, [errorResponse('unauthorized')])).toMatchObject({ outcome: 'not-applicable' });
});

passes('one that is not critical', async () => {
  const response = answer(about, { extensions: [unknownExtension(false)] });
  expect(await judge(RULE, [issuer(), about, response])).toMatchObject({ outcome: 'pass' });
});
