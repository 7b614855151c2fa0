import { expect } from 'vitest';
import { errorResponse, NONCE, nonceExtension, precertificate, unwrappedNonceExtension } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable } from '../judge.ts';

const RULE = 'rfc6960/nonce';
covers(RULE, { passes: 'a nonce as it should be is noted too, because it says little without the request' });

const about = precertificate();
const of = (octets: number, producedAt = '2024-09-01T00:00:00Z') =>
  judge(RULE, [issuer(), about, answer(about, { producedAt, extensions: [nonceExtension(new Uint8Array(octets))] })]);

fails('a nonce is noted', async () => {
  const found = await of(32);
  expect(found).toMatchObject({ outcome: 'info', document: 'RFC 9654', section: '2.1' });
  expect(found.message).toContain('32 octets');
});

fails('an empty nonce is a warning in every edition', async () => {
  for (const producedAt of ['2020-06-01T00:00:00Z', '2022-06-01T00:00:00Z', '2025-06-01T00:00:00Z'])
    expect(await of(0, producedAt)).toMatchObject({ outcome: 'warning' });
});

fails('octets that are not wrapped twice are a warning', async () => {
  const response = answer(about, { extensions: [unwrappedNonceExtension(NONCE)] });
  const found = await judge(RULE, [issuer(), about, response]);
  expect(found.outcome).toBe('warning');
  expect(found.message).toContain('not wrapped');
});

notApplicable('no nonce', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an error', async () => {
  expect(await judge(RULE, [errorResponse('tryLater')])).toMatchObject({ outcome: 'not-applicable' });
});

boundary('128 octets are allowed, 129 are not', async () => {
  expect((await of(128)).outcome).toBe('info');
  expect((await of(129)).outcome).toBe('warning');
  expect((await of(128, '2020-06-01T00:00:00Z')).outcome).toBe('info');
  expect((await of(129, '2020-06-01T00:00:00Z')).outcome).toBe('warning');
});

boundary('32 octets at most from RFC 8954 to RFC 9654', async () => {
  expect((await of(32, '2022-06-01T00:00:00Z')).outcome).toBe('info');
  expect(await around('2020-11-01T00:00:00Z', (producedAt) => of(33, producedAt))).toMatchObject([
    { outcome: 'info', document: 'RFC 6960', section: '4.4.1' },
    { outcome: 'warning', document: 'RFC 8954', section: '2.1' },
  ]);
  expect(await around('2024-08-01T00:00:00Z', (producedAt) => of(33, producedAt))).toMatchObject([
    { outcome: 'warning', document: 'RFC 8954' },
    { outcome: 'info', document: 'RFC 9654' },
  ]);
});
