import { expect } from 'vitest';
import { errorResponse, later, precertificate, responder } from '../../pki/index.ts';
import type { JudgeOptions } from '../judge.ts';
import { answer, boundary, covers, fails, issuer, judge, judgeCase, notApplicable, passes } from '../judge.ts';

const RULE = 'rfc6960/responder-valid';
covers(RULE);

const about = precertificate();
const FROM = '2022-10-20T00:00:00Z';
const TO = '2022-12-20T00:00:00Z';
const by = responder({ notBefore: FROM, notAfter: TO });
const at = (producedAt: string, judging: JudgeOptions = { evaluatedAt: '2022-12-01T00:00:00Z' }) =>
  judge(RULE, [issuer(), about, answer(about, { by, producedAt })], judging);

fails('signed after the certificate ended: a warning, and it binds nobody', async () => {
  const found = await at('2022-12-21T00:00:00Z');
  expect(found).toMatchObject({ outcome: 'warning', document: 'RFC 6960', section: '3.2' });
  const pieces = [issuer(), about, answer(about, { by, producedAt: '2022-12-21T00:00:00Z' })];
  const { document } = await judgeCase(pieces);
  expect(document.responses[0]!.responder).toMatchObject({ role: 'unauthorized' });
  expect(document.certificates[0]).toMatchObject({ verdict: 'cannot-tell', statuses: [] });
});

fails('ended since is noted', async () => {
  const found = await at('2022-11-01T00:00:00Z', { evaluatedAt: '2026-01-01T00:00:00Z' });
  expect(found).toMatchObject({ outcome: 'info' });
});

passes('valid then and now', async () => {
  expect(await at('2022-11-01T00:00:00Z')).toMatchObject({ outcome: 'pass' });
});

notApplicable('an error has no signer', async () => {
  expect(await judge(RULE, [errorResponse('unauthorized')])).toMatchObject({ outcome: 'not-applicable' });
});

boundary('the first second and the last of the validity count', async () => {
  expect((await at(later(FROM, -1))).outcome).toBe('warning');
  expect((await at(FROM)).outcome).toBe('pass');
  expect((await at(TO)).outcome).toBe('pass');
  expect((await at(later(TO, 1))).outcome).toBe('warning');
});

boundary('ended since: from the second after', async () => {
  expect((await at('2022-11-01T00:00:00Z', { evaluatedAt: TO })).outcome).toBe('pass');
  expect((await at('2022-11-01T00:00:00Z', { evaluatedAt: later(TO, 1) })).outcome).toBe('info');
});
