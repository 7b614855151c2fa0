import { expect } from 'vitest';
import { later, precertificate } from '../../pki/index.ts';
import { answer, boundary, covers, fails, issuer, judge, passes } from '../judge.ts';

const RULE = 'rfc6960/fresh';
covers(RULE, { notApplicable: 'it concerns every SingleResponse' });

const about = precertificate();
const NEXT = '2022-11-04T10:00:00Z';
const at = (evaluatedAt: string, valid: number | null = 259_200) =>
  judge(RULE, [issuer(), about, answer(about, { valid })], { evaluatedAt });

fails('over: historical evidence', async () => {
  const found = await at('2026-11-23T08:00:00Z');
  expect(found).toMatchObject({ outcome: 'info', document: 'RFC 6960', section: '4.2.2.1' });
  expect(found.message).toContain('valid as historical evidence');
});

fails('without a nextUpdate it is noted', async () => {
  expect(await at('2022-11-01T10:00:00Z', null)).toMatchObject({ outcome: 'info' });
});

passes('not over yet', async () => {
  expect(await at('2022-11-02T00:00:00Z')).toMatchObject({ outcome: 'pass' });
});

boundary('at nextUpdate it is not over, a second later it is', async () => {
  expect((await at(NEXT)).outcome).toBe('pass');
  expect((await at(later(NEXT, 1))).outcome).toBe('info');
});
