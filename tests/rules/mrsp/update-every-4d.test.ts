import { expect } from 'vitest';
import { precertificate, rootA } from '../../pki/index.ts';
import type { Bytes } from '../judge.ts';
import { answer, boundary, covers, fails, issuer, judge, judgeAll, notApplicable, outcomes, passes } from '../judge.ts';

const RULE = 'mrsp/update-every-4d';
covers(RULE);

const about = precertificate();
const at = (producedAt: string): Bytes => answer(about, { producedAt });
const first = at('2022-11-01T10:00:00Z');
const served = (moment: string) => judge(RULE, [issuer(), about, first], { served: [{ response: first, at: moment }] });

fails('still served after five days, as somebody claims', async () => {
  const found = await served('2022-11-06T10:00:00Z');
  expect(found).toMatchObject({ outcome: 'warning', edition: '2.8', section: '6' });
  expect(found.message).toContain('5 days later, as headers.txt claims');
  expect(found.message).toContain('unsigned');
});

fails('two responses more than four days apart are noted', async () => {
  const found = await judgeAll(RULE, [issuer(), about, first, at('2022-11-07T10:00:00Z')]);
  expect(outcomes(found).sort()).toEqual(['cannot-tell', 'info']);
  expect(found.find(({ outcome }) => outcome === 'info')!.message).toContain('6 days later');
});

fails('a gap is noted although the earlier one was served in time', async () => {
  const claim = { served: [{ response: first, at: '2022-11-02T10:00:00Z' }] };
  const found = await judgeAll(RULE, [issuer(), about, first, at('2022-11-07T10:00:00Z')], claim);
  expect(outcomes(found).sort()).toEqual(['cannot-tell', 'info']);
});

fails('one response says nothing', async () => {
  const found = await judge(RULE, [issuer(), about, first]);
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing.join()).toContain('when the response was served');
});

passes('served on the same day', async () => {
  expect(await served('2022-11-01T12:00:00Z')).toMatchObject({ outcome: 'pass' });
});

notApplicable('the certificate of a CA', async () => {
  const response = answer(issuer(), { ca: rootA(), by: rootA(), status: 'good' });
  const found = await judge(RULE, [rootA().certificate, issuer(), response]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('exactly four days are in time, a second more is not', async () => {
  expect((await served('2022-11-05T10:00:00Z')).outcome).toBe('pass');
  expect((await served('2022-11-05T10:00:01Z')).outcome).toBe('warning');
});

boundary('the next response exactly four days later, and a second later still', async () => {
  const withNext = async (next: string) => outcomes(await judgeAll(RULE, [issuer(), about, first, at(next)])).sort();
  expect(await withNext('2022-11-05T10:00:00Z')).toEqual(['cannot-tell', 'pass']);
  expect(await withNext('2022-11-05T10:00:01Z')).toEqual(['cannot-tell', 'info']);
});
