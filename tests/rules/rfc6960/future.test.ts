import { expect } from 'vitest';
import { later, precertificate } from '../../pki/index.ts';
import { answer, boundary, covers, fails, issuer, judge, passes } from '../judge.ts';

const RULE = 'rfc6960/future';
covers(RULE, { notApplicable: 'it concerns every SingleResponse' });

const about = precertificate();
const AT = '2022-11-01T10:00:00Z';
const at = (evaluatedAt: string, thisUpdate = AT) =>
  judge(RULE, [issuer(), about, answer(about, { thisUpdate })], { evaluatedAt });

fails('thisUpdate and producedAt after the evaluation', async () => {
  const found = await at('2022-10-31T00:00:00Z');
  expect(found).toMatchObject({ outcome: 'warning', document: 'RFC 6960', section: '4.2.2.1' });
  expect(found.message).toContain('thisUpdate is 2022-11-01T10:00:00Z and producedAt is 2022-11-01T10:00:00Z');
});

fails('producedAt alone', async () => {
  const found = await at('2022-10-31T00:00:00Z', '2022-10-30T00:00:00Z');
  expect(found.outcome).toBe('warning');
  expect(found.message).not.toContain('thisUpdate is');
});

passes('both are over', async () => {
  expect(await at('2022-11-02T00:00:00Z')).toMatchObject({ outcome: 'pass' });
});

boundary('five minutes may be a clock, a second more is not', async () => {
  expect((await at(later(AT, -300))).outcome).toBe('pass');
  expect((await at(later(AT, -301))).outcome).toBe('warning');
});
