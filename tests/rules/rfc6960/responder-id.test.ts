import { expect } from 'vitest';
import { errorResponse, key, precertificate, responder } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'rfc6960/responder-id';
covers(RULE);

const about = precertificate();
const by = responder();

fails('the name of the signer since July 2026 is noted', async () => {
  const response = answer(about, { by, responderID: 'name', producedAt: '2026-08-01T00:00:00Z' });
  const found = await judge(RULE, [issuer(), about, response]);
  expect(found).toMatchObject({ outcome: 'info', document: 'RFC 9919', section: '3.2.2' });
});

fails('a certificate that verifies but is not the one named is mentioned, not accepted', async () => {
  const named = responder({ key: key('responderB') });
  const response = answer(about, { by: named, certs: [by.certificate], signingKey: by.key });
  const found = await judge(RULE, [issuer(), about, response]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', document: 'RFC 6960', section: '4.2.2.3' });
  expect(found.message).toContain('does verify the signature');
  expect(found.missing[0]).toMatch(/^responder certificate: the key with SHA-1 /);
  expect(await judge('mrsp/precert-status', [issuer(), about, response])).toMatchObject({ outcome: 'cannot-tell' });
});

passes('the key of the signer, and its name before July 2026', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about, { by })])).toMatchObject({ outcome: 'pass' });
  const byName = answer(about, { by, responderID: 'name' });
  expect(await judge(RULE, [issuer(), about, byName])).toMatchObject({ outcome: 'pass' });
});

notApplicable('an error names nobody', async () => {
  expect(await judge(RULE, [errorResponse('unauthorized')])).toMatchObject({ outcome: 'not-applicable' });
});

boundary('by key only since July 2026', async () => {
  const found = await around('2026-07-01T00:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), about, answer(about, { by, responderID: 'name', producedAt })]),
  );
  expect(found).toMatchObject([
    { outcome: 'pass', document: 'RFC 6960' },
    { outcome: 'info', document: 'RFC 9919' },
  ]);
});
