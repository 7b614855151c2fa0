import { expect } from 'vitest';
import { precertificate } from '../../pki/index.ts';
import type { AnswerOptions } from '../judge.ts';
import { answer, boundary, covers, fails, issuer, judge, judgeAll, outcomes, passes } from '../judge.ts';

const RULE = 'rfc6960/time-order';
covers(RULE, { notApplicable: 'it concerns every SingleResponse' });

const about = precertificate();
const of = (options: AnswerOptions) => judge(RULE, [issuer(), about, answer(about, options)]);

fails('nextUpdate before thisUpdate', async () => {
  const found = await of({ valid: -60 });
  expect(found).toMatchObject({ outcome: 'violation', document: 'RFC 6960', section: '2.4' });
  expect(found.message).toContain('nextUpdate, 2022-11-01T09:59:00Z, is before thisUpdate, 2022-11-01T10:00:00Z');
});

fails('thisUpdate a little after producedAt is noted, much after is a warning', async () => {
  expect(await of({ thisUpdate: '2022-11-01T10:00:03Z' })).toMatchObject({ outcome: 'info' });
  expect(await of({ thisUpdate: '2022-11-02T10:00:00Z' })).toMatchObject({ outcome: 'warning' });
});

fails('both at once are two findings', async () => {
  const found = await judgeAll(RULE, [
    issuer(),
    about,
    answer(about, { thisUpdate: '2022-11-02T10:00:00Z', valid: -60 }),
  ]);
  expect(outcomes(found).sort()).toEqual(['violation', 'warning']);
});

passes('in order', async () => {
  expect(await of({})).toMatchObject({ outcome: 'pass' });
  expect(await of({ valid: null })).toMatchObject({ outcome: 'pass' });
});

boundary('nextUpdate: a second before thisUpdate, at it, a second after', async () => {
  expect((await of({ valid: -1 })).outcome).toBe('violation');
  expect((await of({ valid: 0 })).outcome).toBe('warning');
  expect((await of({ valid: 1 })).outcome).toBe('pass');
});

boundary('five minutes after producedAt are noted, a second more is a warning', async () => {
  expect((await of({ thisUpdate: '2022-11-01T10:00:00Z' })).outcome).toBe('pass');
  expect((await of({ thisUpdate: '2022-11-01T10:05:00Z' })).outcome).toBe('info');
  expect((await of({ thisUpdate: '2022-11-01T10:05:01Z' })).outcome).toBe('warning');
});
