import { expect } from 'vitest';
import { defects, errorResponse, fingerprint, precertificate } from '../../pki/index.ts';
import { answer, covers, fails, issuer, judge, judgeAll, notApplicable, outcomes } from '../judge.ts';

const RULE = 'rfc6960/unsigned-error';
covers(RULE, { passes: 'an error never proves anything', boundary: 'in force always, without bands' });

const about = precertificate();

fails('an error cannot be pinned on anybody', async () => {
  for (const status of ['malformedRequest', 'internalError', 'tryLater', 'sigRequired', 'unauthorized'] as const) {
    const [found, advice, ...more] = await judgeAll(RULE, [issuer(), about, errorResponse(status)]);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      outcome: 'cannot-tell',
      document: 'RFC 6960',
      section: '2.3',
      missing: ['a signed response'],
      on: fingerprint(errorResponse(status)),
    });
    expect(found!.message).toContain(status);
    expect(advice).toMatchObject({ outcome: 'info', missing: [] });
    expect(advice!.message).toContain('Ask the responder again');
  }
});

fails('an error with a response in it is a warning besides', async () => {
  const found = await judgeAll(RULE, [issuer(), about, defects.withErrorStatus(answer(about))]);
  expect(outcomes(found).sort()).toEqual(['cannot-tell', 'info', 'warning']);
});

notApplicable('a successful response', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'not-applicable' });
});
