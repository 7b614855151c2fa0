import { expect } from 'vitest';
import {
  anybody,
  defects,
  errorResponse,
  fingerprint,
  issuingA,
  kinOfIssuingA,
  later,
  precertificate,
  responder,
  rootA,
  selfMadeOfIssuingA,
} from '../../pki/index.ts';
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

const byCa = answer(about, { by: issuingA(), certs: undefined, producedAt: '2022-12-21T00:00:00Z' });
const endedCa = kinOfIssuingA({ label: 'ended', notAfter: TO });

fails('a certificate of the CA’s key that anybody could have made does not prolong it', async () => {
  const selfMade = selfMadeOfIssuingA({ label: 'self-made' });
  for (const certs of [[selfMade], [selfMade, anybody().certificate], [anybody().certificate, selfMade]]) {
    const pieces = [rootA().certificate, endedCa, about, defects.withCerts(byCa, certs)];
    expect(await judge(RULE, pieces)).toMatchObject({ outcome: 'warning' });
    const { document } = await judgeCase(pieces);
    expect(document.responses[0]!.responder).toMatchObject({ role: 'unauthorized' });
    expect(document.certificates[0]).toMatchObject({ verdict: 'cannot-tell', statuses: [] });
  }
});

fails('nor does it make the CA’s own certificate the one that ended', async () => {
  const selfMade = selfMadeOfIssuingA({ label: 'self-made', notAfter: TO });
  const { document } = await judgeCase([issuer(), about, defects.withCerts(byCa, [selfMade])]);
  expect(document.responses[0]!.responder).toMatchObject({ role: 'issuer', certificateSha256: fingerprint(issuer()) });
});

passes('when any certificate of the CA’s key was valid, also one that only the response brings', async () => {
  const pieces = [rootA().certificate, about, defects.withCerts(byCa, [endedCa, issuer()])];
  expect(await judge(RULE, pieces, { evaluatedAt: '2023-01-01T00:00:00Z' })).toMatchObject({ outcome: 'pass' });
  for (const label of ['a', 'b', 'c', 'd']) {
    const other = kinOfIssuingA({ label, notAfter: TO });
    const { document } = await judgeCase([issuer(), other, about, byCa]);
    expect(document.responses[0]!.responder).toMatchObject({
      role: 'issuer',
      certificateSha256: fingerprint(issuer()),
    });
  }
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
