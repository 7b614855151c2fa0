import { expect } from 'vitest';
import { fingerprint, key, precertificate, unknownExtension } from '../../pki/index.ts';
import type { Bytes } from '../judge.ts';
import {
  answer,
  answerAbout,
  boundary,
  covers,
  fails,
  issuer,
  judgeAll,
  notApplicable,
  outcomes,
  passes,
} from '../judge.ts';

const RULE = 'rfc6960/contradictory-statuses';
covers(RULE);

const about = precertificate();
const onCertificate = (...responses: Bytes[]) => judgeAll(RULE, [issuer(), about, ...responses], { on: about });
const unknown = answer(about);
const good = answer(about, { status: 'good' });

fails('two responses of the same moment disagree, and each is still judged', async () => {
  const found = await onCertificate(unknown, good);
  expect(found).toMatchObject([
    {
      outcome: 'warning',
      document: 'RFC 6960',
      section: '2.4',
      evidence: [about, unknown, good].map(fingerprint).sort(),
    },
  ]);
  expect(found[0]!.message).toMatch(/said both (good and unknown|unknown and good)/);
  const judged = await judgeAll('mrsp/precert-status', [issuer(), about, unknown, good]);
  expect(outcomes(judged).sort()).toEqual(['pass', 'violation']);
});

fails('two SingleResponses of one response disagree', async () => {
  const found = await onCertificate(answer(about, { more: [answerAbout(about, { status: 'good' })] }));
  expect(outcomes(found)).toEqual(['warning']);
  expect(found[0]!.message).toContain('in one response');
});

fails('also about a certificate that is not in hand', async () => {
  const response = answer('4711', { more: [answerAbout('4711', { status: 'good' })] });
  const found = await judgeAll(RULE, [issuer(), response]);
  expect(found).toMatchObject([{ outcome: 'warning', on: fingerprint(response) }]);
  expect(found[0]!.message).toContain('serial number 4711');
});

fails('also in a response that proves nothing about a certificate in hand', async () => {
  const more = [answerAbout(about, { status: 'good' })];
  for (const response of [
    answer(about, { more, signingKey: key('stranger') }),
    answer(about, { more, extensions: [unknownExtension(true)] }),
    answer(about, { more: [answerAbout(about, { status: 'good', hash: 'sha256' })], signingKey: key('stranger') }),
  ]) {
    const found = await judgeAll(RULE, [issuer(), about, response], { on: response });
    expect(found).toMatchObject([{ outcome: 'warning', on: fingerprint(response) }]);
  }
});

fails(
  'a thousand answers of one response: the first ten contradictions are told, and that there are more',
  async () => {
    const more = Array.from({ length: 999 }, (_, at) => answerAbout(about, { status: at % 2 ? 'unknown' : 'good' }));
    const found = await onCertificate(answer(about, { more }));
    expect(outcomes(found)).toEqual(Array.from({ length: 10 }, () => 'warning'));
    expect(found.filter(({ message }) => message.includes('There are more such contradictions'))).toHaveLength(1);
  },
);

passes('the same answer twice', async () => {
  expect(outcomes(await onCertificate(unknown, answer(about, { responderID: 'name' })))).toEqual(['pass']);
});

passes('one answer after the other', async () => {
  const later = answer(about, { status: 'good', producedAt: '2022-11-02T10:00:00Z' });
  expect(outcomes(await onCertificate(unknown, later))).toEqual(['pass']);
});

passes('a history: what was known of one moment, said anew later', async () => {
  const thisUpdate = '2022-11-01T00:00:00Z';
  const [first, second] = [
    answer(about, { thisUpdate }),
    answer(about, { thisUpdate, status: 'good', producedAt: '2022-11-01T16:00:00Z' }),
  ];
  expect(outcomes(await onCertificate(first, second))).toEqual(['pass']);
});

notApplicable('a single answer', async () => {
  expect(outcomes(await onCertificate(unknown))).toEqual(['not-applicable']);
});

notApplicable('a forged answer contradicts nothing', async () => {
  const forged = answer(about, { status: 'good', signingKey: key('stranger') });
  expect(outcomes(await onCertificate(unknown, forged))).toEqual(['not-applicable']);
});

boundary('a second apart is another moment', async () => {
  const find = async (moment: string) =>
    outcomes(await onCertificate(unknown, answer(about, { status: 'good', producedAt: moment })));
  expect(await find('2022-11-01T10:00:00Z')).toEqual(['warning']);
  expect(await find('2022-11-01T09:59:59Z')).toEqual(['pass']);
  expect(await find('2022-11-01T10:00:01Z')).toEqual(['pass']);
});
