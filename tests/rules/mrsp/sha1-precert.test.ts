import { expect } from 'vitest';
import { algorithms, precertificate, tlsCertificate } from '../../pki/index.ts';
import type { LeafOptions } from '../../pki/index.ts';
import type { Bytes } from '../judge.ts';
import { around, boundary, covers, fails, issuer, judge, notApplicable, passes } from '../judge.ts';

const RULE = 'mrsp/sha1-precert';
covers(RULE);

const sha1 = (more: LeafOptions = {}): Bytes =>
  precertificate({ ...more, more: { algorithm: algorithms.sha1WithRSAEncryption } });

fails('a precertificate signed with SHA-1', async () => {
  const found = await judge(RULE, [issuer(), sha1()]);
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.8', section: '5.1.3', evidence: [found.on] });
  expect(found.message).toContain('SHA-1');
});

fails('without its issuer nothing is proven', async () => {
  const found = await judge(RULE, [sha1()]);
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing).toHaveLength(1);
});

passes('SHA-256', async () => {
  expect(await judge(RULE, [issuer(), precertificate()])).toMatchObject({ outcome: 'pass' });
});

notApplicable('only the final certificate is in hand', async () => {
  expect(await judge(RULE, [issuer(), tlsCertificate()])).toMatchObject({ outcome: 'not-applicable' });
});

boundary('notBefore since MRSP 2.7', async () => {
  const found = await around('2020-01-01T00:00:00Z', (notBefore) => judge(RULE, [issuer(), sha1({ notBefore })]));
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation', edition: '2.7' }]);
});
