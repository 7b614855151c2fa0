import { expect } from 'vitest';
import { precertificate, responder } from '../../pki/index.ts';
import type { HashName } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, passes } from '../judge.ts';

const RULE = 'rfc6960/cert-id-hash';
covers(RULE, { notApplicable: 'every SingleResponse has a CertID' });

const about = precertificate();
const by = responder();
const using = (hash: HashName, producedAt: string) =>
  judge(RULE, [issuer(), about, answer(about, { by, producedAt, single: { hash } })]);

fails('SHA-1 is noted', async () => {
  const found = await using('sha1', '2026-08-01T00:00:00Z');
  expect(found).toMatchObject({ outcome: 'info', document: 'RFC 9919', edition: '2026-07', section: '3.2.1' });
  expect(found.message).toContain('it is no signature');
});

passes('SHA-256', async () => {
  expect(await using('sha256', '2026-08-01T00:00:00Z')).toMatchObject({ outcome: 'pass' });
});

boundary('since July 2026', async () => {
  const found = await around('2026-07-01T00:00:00Z', (producedAt) => using('sha1', producedAt));
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'info' }]);
});
