import { expect } from 'vitest';
import { finalCertificate, later, precertificate, rsaLog, tlsCertificate } from '../../pki/index.ts';
import type { LeafOptions } from '../../pki/index.ts';
import type { AnswerOptions, Bytes } from '../judge.ts';
import {
  answer,
  around,
  boundary,
  covers,
  fails,
  issuer,
  judge,
  logs,
  notApplicable,
  outcomes,
  passes,
} from '../judge.ts';
import { aboutCa, aboutMail, NO_RESPONDER } from './others.ts';

const RULE = 'br/unknown-after-15-minutes';
covers('br/unknown-after-15-minutes');

const MINUTE = 60;
const HOUR = 3_600;
const NOT_BEFORE = '2025-06-01T00:00:00Z';
/** When the log saw it. */
const LOGGED = '2025-06-01T01:00:00Z';
const LEAF: LeafOptions = { notBefore: NOT_BEFORE };
const logged = finalCertificate(LEAF, [{ log: rsaLog(), at: LOGGED }]);
const unlogged = precertificate(LEAF);

const about = (certificate: Bytes, producedAt: string, options: AnswerOptions = {}) =>
  judge(RULE, [issuer(), logs(), certificate, answer(certificate, { producedAt, ...options })]);
/** What it finds so many seconds after the log saw the certificate. */
const afterLogging = (seconds: number) => about(logged, later(LOGGED, seconds));
/** The same after notBefore, when nothing proves a publication. */
const afterNotBefore = (seconds: number) => about(unlogged, later(NOT_BEFORE, seconds));

fails('unknown when even the log’s merge delay is over', async () => {
  const found = await afterLogging(25 * HOUR);
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.1.0', section: '4.9.9' });
  expect(found.message).toContain(LOGGED);
  expect(found.message).toContain("Example 'Cedar 2022' log");
  expect(found.message).not.toContain('leaves room');
});

fails('unknown after 15 minutes, while the log need not show it yet', async () => {
  const found = await afterLogging(HOUR);
  expect(found).toMatchObject({ outcome: 'violation' });
  expect(found.message).toContain('leaves room');
});

fails('unknown within the 15 minutes is noted', async () => {
  expect(await afterLogging(MINUTE)).toMatchObject({ outcome: 'info' });
});

fails('unknown long after notBefore, with no proof of publication', async () => {
  const found = await afterNotBefore(80 * HOUR);
  expect(found).toMatchObject({ outcome: 'warning' });
  expect(found.message).toContain('almost certainly public');
});

fails('unknown soon after notBefore cannot be told without proof of publication', async () => {
  const found = await afterNotBefore(HOUR);
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['proof of when it was first public: a signed certificate timestamp of a known log, or a CT log entry'],
  });
});

fails('no answer at all cannot be told', async () => {
  const found = await judge(RULE, [issuer(), unlogged]);
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['an OCSP response about this certificate, validly signed by its CA or an authorised responder'],
  });
});

fails('unknown before notBefore, when it was public by then', async () => {
  // Dated a day ahead: the log saw it, and the responder did not know it.
  const ahead = finalCertificate(LEAF, [{ log: rsaLog(), at: '2025-05-31T00:00:00Z' }]);
  expect(await about(ahead, '2025-05-31T12:00:00Z')).toMatchObject({ outcome: 'violation' });
  expect(await about(ahead, '2025-05-31T00:14:59Z')).toMatchObject({ outcome: 'info' });
  expect(await about(logged, '2025-05-31T23:59:00Z')).toMatchObject({ outcome: 'info' });
});

passes('an authoritative answer', async () => {
  expect(await about(logged, later(LOGGED, HOUR), { status: 'good' })).toMatchObject({ outcome: 'pass' });
});

notApplicable('a certificate that names no OCSP responder', async () => {
  const certificate = tlsCertificate({ ...LEAF, extensions: NO_RESPONDER });
  expect(await about(certificate, '2025-07-01T00:00:00Z')).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('an S/MIME certificate', async () => {
  const found = await judge(RULE, aboutMail({ producedAt: '2025-07-01T00:00:00Z' }, LEAF));
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of a CA', async () => {
  const found = await judge(RULE, aboutCa({ producedAt: '2025-07-01T00:00:00Z' }));
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

boundary('fifteen minutes after the log saw it', async () => {
  expect(outcomes([await afterLogging(15 * MINUTE - 1), await afterLogging(15 * MINUTE)])).toEqual([
    'info',
    'violation',
  ]);
});

boundary('the merge delay and fifteen minutes', async () => {
  const over = 24 * HOUR + 15 * MINUTE;
  const found = [await afterLogging(over - 1), await afterLogging(over)];
  expect(found.map(({ message }) => message.includes('leaves room'))).toEqual([true, false]);
});

boundary('72 hours and 15 minutes after notBefore', async () => {
  const sure = 72 * HOUR + 15 * MINUTE;
  expect(outcomes([await afterNotBefore(sure - 1), await afterNotBefore(sure)])).toEqual(['cannot-tell', 'warning']);
});

boundary('before its notBefore and after its end nothing is owed', async () => {
  const end = later(NOT_BEFORE, 90 * 86_400 - 1);
  const found = [later(NOT_BEFORE, -1), NOT_BEFORE, end, later(end, 1)].map((producedAt) =>
    about(unlogged, producedAt),
  );
  expect(outcomes(await Promise.all(found))).toEqual(['not-applicable', 'cannot-tell', 'warning', 'not-applicable']);
  // With proof only the end counts.
  expect(outcomes([await about(logged, end), await about(logged, later(end, 1))])).toEqual([
    'violation',
    'not-applicable',
  ]);
});

boundary('since 2025-01-15, also for what was published before', async () => {
  const certificate = precertificate({ notBefore: '2024-12-01T00:00:00Z' });
  const found = await around('2025-01-15T00:00:00Z', (producedAt) => about(certificate, producedAt));
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'warning', edition: '2.1.0' }]);
});
