import { expect } from 'vitest';
import { der, extendedRevokeExtension, extension, precertificate } from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import type { AnswerOptions } from '../judge.ts';
import { answer, boundary, covers, fails, issuer, judge, judgeAll, notApplicable, outcomes, passes } from '../judge.ts';

const RULE = 'rfc6960/extended-revoke';
covers(RULE);

const about = precertificate();
const NEVER_ISSUED = { revokedAt: '1970-01-01T00:00:00Z', reason: 'certificateHold' } as const;
const of = (options: AnswerOptions, whom: Uint8Array | string = about) =>
  judgeAll(RULE, [issuer(), about, answer(whom, options)]);

fails('in singleExtensions it is a warning', async () => {
  const found = await of({ single: { extensions: [extendedRevokeExtension()] } });
  expect(found).toMatchObject([{ outcome: 'warning', document: 'RFC 6960', section: '4.4.8' }]);
  expect(found[0]!.message).toContain('belongs in responseExtensions');
});

fails('critical, or not NULL, it is a warning', async () => {
  const critical = extension(OID.pkixOcspExtendedRevoke, true, der.nullValue());
  expect(outcomes(await of({ extensions: [critical] }))).toEqual(['warning']);
  const wrong = extension(OID.pkixOcspExtendedRevoke, false, der.sequence());
  expect(outcomes(await of({ extensions: [wrong] }))).toEqual(['warning']);
});

fails('never issued, says the answer, and the extension is missing', async () => {
  const found = await of({ status: NEVER_ISSUED }, '4711');
  expect(outcomes(found).sort()).toEqual(['info', 'warning']);
});

fails('never issued, says the answer about a certificate in hand', async () => {
  const found = await of({ status: NEVER_ISSUED, extensions: [extendedRevokeExtension()] });
  expect(outcomes(found)).toEqual(['info']);
  expect(found[0]!.message).toContain('but a certificate with it is in hand');
});

passes('where and as it should be', async () => {
  expect(outcomes(await of({ extensions: [extendedRevokeExtension()] }))).toEqual(['pass']);
});

notApplicable('nothing about certificates never issued', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about)]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('only the first moment of 1970 claims that', async () => {
  expect(outcomes(await of({ status: { ...NEVER_ISSUED, revokedAt: '1970-01-01T00:00:01Z' } }))).toEqual([
    'not-applicable',
  ]);
});
