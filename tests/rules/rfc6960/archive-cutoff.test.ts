import { expect } from 'vitest';
import { archiveCutoffExtension, der, precertificate } from '../../pki/index.ts';
import { answer, boundary, covers, fails, issuer, judge, notApplicable } from '../judge.ts';

const RULE = 'rfc6960/archive-cutoff';
covers(RULE, { passes: 'it only explains what a cutoff means' });

/** Ends 2023-01-13T11:59:59Z. */
const about = precertificate();
const withCutoff = (cutoff: string | Uint8Array) =>
  judge(RULE, [issuer(), about, answer(about, { single: { extensions: [archiveCutoffExtension(cutoff)] } })]);

fails('the certificate ended before the cutoff: noted', async () => {
  const found = await withCutoff('2023-06-01T00:00:00Z');
  expect(found).toMatchObject({ outcome: 'info', document: 'RFC 6960', section: '4.4.4' });
  expect(found.message).toContain('good may only mean that nothing is kept');
});

fails('about a certificate that is not in hand: noted', async () => {
  const response = answer('4711', { single: { extensions: [archiveCutoffExtension('2020-01-01T00:00:00Z')] } });
  expect(await judge(RULE, [issuer(), response])).toMatchObject({ outcome: 'info' });
});

fails('a cutoff that is no time: noted', async () => {
  const found = await withCutoff(der.nullValue());
  expect(found.outcome).toBe('info');
  expect(found.message).toContain('cannot be read');
});

notApplicable('no archive cutoff', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'not-applicable' });
});

boundary('the last second of the certificate counts', async () => {
  expect((await withCutoff('2023-01-13T11:59:59Z')).message).toContain('the status means something even after that');
  expect((await withCutoff('2023-01-13T12:00:00Z')).message).toContain('before it');
});
