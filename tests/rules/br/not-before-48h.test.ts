import { expect } from 'vitest';
import {
  DAY,
  finalCertificate,
  issuerKeyHash,
  issuingMail,
  later,
  loggedTbs,
  logEntry,
  precertificate,
  rsaLog,
  smimeCertificate,
  tlsCertificate,
} from '../../pki/index.ts';
import { boundary, covers, fails, issuer, judge, logs, notApplicable, outcomes, passes } from '../judge.ts';
import { aboutCa } from './others.ts';

const RULE = 'br/not-before-48h';
covers('br/not-before-48h');

const NOT_BEFORE = '2024-06-03T00:00:00Z';
/** A certificate that a log saw so many seconds after its notBefore. */
const loggedAfter = (seconds: number, notBefore = NOT_BEFORE) =>
  judge(RULE, [issuer(), logs(), finalCertificate({ notBefore }, [{ log: rsaLog(), at: later(notBefore, seconds) }])]);

fails('public more than 48 hours before its notBefore', async () => {
  const found = await loggedAfter(-3 * DAY);
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.0.3', section: '7.1.2.7' });
  expect(found.message).toContain(NOT_BEFORE);
  expect(found.message).toContain('2024-05-31T00:00:00Z');
  expect(found.message).toContain('3 days');
});

fails('public more than 48 hours after its notBefore, which may be the log’s delay', async () => {
  const found = await loggedAfter(3 * DAY);
  expect(found).toMatchObject({ outcome: 'warning' });
  expect(found.message).toContain('may have been signed earlier');
});

fails('without proof of publication nobody can tell', async () => {
  const found = await judge(RULE, [issuer(), tlsCertificate({ notBefore: NOT_BEFORE })]);
  expect(found).toMatchObject({
    outcome: 'cannot-tell',
    missing: ['a signed certificate timestamp of a known log, which proves when it was first public'],
  });
});

fails('an entry of a log as somebody handed it in is not signed and proves nothing', async () => {
  const leaf = { notBefore: NOT_BEFORE };
  const entryAt = (timestamp: string) =>
    JSON.stringify({
      entries: [
        logEntry({
          timestamp: Date.parse(timestamp),
          issuerKeyHash: issuerKeyHash(leaf),
          tbs: loggedTbs(leaf),
          precertificate: precertificate(leaf),
          chain: [issuer()],
        }),
      ],
    });
  for (const at of [later(NOT_BEFORE, -4 * DAY), later(NOT_BEFORE, 3_600)]) {
    const found = await judge(RULE, [issuer(), precertificate(leaf), entryAt(at)]);
    expect(found.outcome).toBe('cannot-tell');
  }
  const logged = finalCertificate(leaf, [{ log: rsaLog(), at: later(NOT_BEFORE, 3_600) }]);
  const found = await judge(RULE, [issuer(), logs(), logged, entryAt(later(NOT_BEFORE, -4 * DAY))]);
  expect(found.outcome).toBe('pass');
});

passes('public within the hour', async () => {
  expect(await loggedAfter(3_600)).toMatchObject({ outcome: 'pass' });
});

notApplicable('an S/MIME certificate', async () => {
  const found = await judge(RULE, [issuingMail().certificate, smimeCertificate({ notBefore: NOT_BEFORE })]);
  expect(found).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the certificate of a CA', async () => {
  expect(await judge(RULE, aboutCa())).toMatchObject({ outcome: 'not-applicable' });
});

boundary('48 hours exactly, in either direction', async () => {
  const found = [-2 * DAY - 1, -2 * DAY, 2 * DAY, 2 * DAY + 1].map((seconds) => loggedAfter(seconds));
  expect(outcomes(await Promise.all(found))).toEqual(['violation', 'pass', 'pass', 'warning']);
});

boundary('since the profiles of 2.0.0, by the issuance that is proven', async () => {
  const found = await Promise.all([
    loggedAfter(0, '2023-09-14T23:59:59Z'),
    loggedAfter(0, '2023-09-15T00:00:00Z'),
    // Issued before the profile, however late its notBefore.
    loggedAfter(-2 * DAY - 1, '2023-09-17T00:00:00Z'),
    loggedAfter(-2 * DAY - 1, '2023-09-17T00:00:01Z'),
  ]);
  expect(found).toMatchObject([
    { outcome: 'not-effective' },
    { outcome: 'pass', edition: '2.0.0' },
    { outcome: 'not-effective' },
    { outcome: 'violation', edition: '2.0.0' },
  ]);
});
