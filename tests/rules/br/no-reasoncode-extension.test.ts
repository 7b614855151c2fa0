import { expect } from 'vitest';
import { precertificate, reasonCodeExtension } from '../../pki/index.ts';
import { answer, around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';
import { aboutCa, aboutMail } from './others.ts';

const RULE = 'br/no-reasoncode-extension';
covers('br/no-reasoncode-extension');

const about = precertificate();
const single = { extensions: [reasonCodeExtension(1)] };

fails('reasonCode among the singleExtensions', async () => {
  const found = await judge(RULE, [issuer(), about, answer(about, { single })]);
  expect(found).toMatchObject({ outcome: 'violation', edition: '1.8.4', section: '7.3.2' });
  expect(found.message).toContain('2.5.29.21');
});

fails('reasonCode in an answer about a CA certificate', async () => {
  expect(await judge(RULE, aboutCa({ single }))).toMatchObject({ outcome: 'violation' });
});

fails('whether it is a TLS certificate cannot be told while it is not in hand', async () => {
  const found = await judge(RULE, [issuer(), answer('4711', { single })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell', missing: ['the certificate with serial number 4711'] });
});

passes('no such extension', async () => {
  expect(await judge(RULE, [issuer(), about, answer(about)])).toMatchObject({ outcome: 'pass' });
});

notApplicable('an S/MIME certificate', async () => {
  expect(await judge(RULE, aboutMail({ single }))).toMatchObject({ outcome: 'not-applicable' });
});

boundary('since BR 1.7.1', async () => {
  const found = await around('2020-08-20T00:00:00Z', (producedAt) =>
    judge(RULE, [issuer(), about, answer(about, { single, producedAt })]),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '1.7.1' }]);
});
