import { describe, expect, test } from 'vitest';
import type { AnyCertificate } from '../../../src/core/model/certificate.ts';
import type { SingleResponse } from '../../../src/core/model/ocsp.ts';
import type { EntryKind } from '../../../src/core/model/verdict.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/model/time.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { fromHex } from '../../../src/core/model/bytes.ts';
import { atLeastEightHours, atMostTenDays, intervalOf, intervalSentence } from '../../../src/core/rules/interval.ts';
import { servedInTime } from '../../../src/core/rules/refresh.ts';
import { all, isInMozillaScope, isSmimeOnly, isTls } from '../../../src/core/rules/scope.ts';
import { BR, editionAt, MRSP, utc } from '../../../src/core/rules/sources.ts';
import { duration, serial } from '../../../src/core/rules/words.ts';
import type { VerifiedEntry } from '../../../src/core/verify/index.ts';
import * as pki from '../../pki/index.ts';
import { certificateOf, responseOf } from '../verify/read.ts';

describe('duration', () => {
  test.each([
    [0, '0 seconds'],
    [999, '0 seconds'],
    [SECOND, '1 second'],
    [-SECOND, 'minus 1 second'],
    [2 * MINUTE, '2 minutes'],
    [DAY + SECOND, '1 day and 1 second'],
    [7 * HOUR + 59 * MINUTE + 59 * SECOND, '7 hours, 59 minutes and 59 seconds'],
    [10 * DAY, '10 days'],
    [-(DAY + HOUR + MINUTE), 'minus 1 day, 1 hour and 1 minute'],
  ])('%i ms is %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
});

test.each([
  ['00', '00'],
  ['01', '01'],
  ['00ff', 'ff'],
  // Not sign padding: the decoders refuse it, and here nothing is hidden.
  ['0001', '0001'],
  ['7f00', '7f00'],
  ['ff', 'ff'],
])('the serial number %s is written %s', (content, text) => {
  expect(serial(fromHex(content))).toBe(text);
});

describe('the validity interval', () => {
  const THIS_UPDATE = '2022-11-01T00:00:00Z';
  const lasting = (seconds: number | null): SingleResponse => {
    const CA = pki.issuingA();
    const nextUpdate = seconds === null ? null : pki.later(THIS_UPDATE, seconds);
    const single = pki.singleResponse({
      issuer: CA,
      serialNumber: '01',
      status: 'good',
      thisUpdate: THIS_UPDATE,
      nextUpdate,
    });
    const bytes = pki.ocspResponse({ signer: CA, producedAt: THIS_UPDATE, responses: [single] });
    return responseOf(bytes).basicOCSPResponse!.tbsResponseData.responses[0]!;
  };

  test.each([
    [28_798, 'violation'],
    [28_799, 'warning'],
    [28_800, 'pass'],
  ])('of %i seconds for at least eight hours: %s', (seconds, outcome) => {
    expect(atLeastEightHours(lasting(seconds)).outcome).toBe(outcome);
  });

  test.each([
    [863_999, 'pass'],
    [864_000, 'warning'],
    [864_001, 'violation'],
  ])('of %i seconds for at most ten days: %s', (seconds, outcome) => {
    expect(atMostTenDays(lasting(seconds)).outcome).toBe(outcome);
  });

  test('may be negative, and may be missing', () => {
    expect(intervalOf(lasting(-1))).toBe(-1000);
    expect(atLeastEightHours(lasting(-1)).outcome).toBe('violation');
    expect(intervalSentence(lasting(-1))).toBe(
      'From thisUpdate, 2022-11-01T00:00:00Z, to nextUpdate, 2022-10-31T23:59:59Z, are minus 1 second',
    );
    expect(intervalOf(lasting(null))).toBeNull();
    expect(intervalSentence(lasting(null))).toBe('thisUpdate is 2022-11-01T00:00:00Z and there is no nextUpdate');
  });
});

describe('scope', () => {
  const leaf = (...purposes: readonly string[]) =>
    certificateOf(
      pki.tlsCertificate({ extensions: { extKeyUsage: purposes.length ? pki.extendedKeyUsage(...purposes) : null } }),
    );

  test.each<[string, readonly string[], boolean, boolean]>([
    ['serverAuth', [OID.kpServerAuth], true, false],
    ['no extended key usage', [], true, false],
    ['anyExtendedKeyUsage', [OID.anyExtendedKeyUsage], true, false],
    ['anyExtendedKeyUsage and emailProtection', [OID.anyExtendedKeyUsage, OID.kpEmailProtection], true, false],
    ['serverAuth and emailProtection', [OID.kpServerAuth, OID.kpEmailProtection], true, false],
    ['emailProtection', [OID.kpEmailProtection], false, true],
    ['clientAuth', [OID.kpClientAuth], false, false],
  ])('%s', (_, purposes, tls, smime) => {
    const certificate = leaf(...purposes);
    expect([isTls(certificate), isSmimeOnly(certificate)]).toEqual([tls, smime]);
  });

  test('a certificate for email without a mailbox left Mozilla’s scope with MRSP 2.9', () => {
    const date = utc('2023-09-01');
    const inScope = (certificate: AnyCertificate, at: number, kind: EntryKind = 'final') =>
      isInMozillaScope({ kind, subject: { inHand: { certificate } } } as VerifiedEntry, at);
    const without = leaf(OID.kpEmailProtection);
    expect([inScope(without, date - 1), inScope(without, date)]).toEqual([true, false]);
    expect(inScope(certificateOf(pki.smimeCertificate()), date)).toBe(true);
    expect(inScope(leaf(OID.kpClientAuth), date - 1)).toBe(false);
    // A CA's certificate names no mailbox: the condition is for end entities.
    expect(inScope(without, date, 'ca')).toBe(true);
  });

  test('the first reason is told', () => {
    expect(all(true, 'First.', true, 'Second.')).toBe('First.');
    expect(all(true, true)).toBe(true);
    expect(all()).toBe(true);
  });
});

describe('editions', () => {
  test('come into force at the first moment of their day, and the first one covers all before', () => {
    const date = utc('2022-06-01');
    expect([date - 1, date].map((at) => editionAt(MRSP, at))).toEqual(['2.7.1', '2.8']);
    expect(editionAt(BR, 0)).toBe('1.0.4');
    expect(editionAt(MRSP, Number.MAX_SAFE_INTEGER)).toBe('3.1');
  });

  test('stand in order, for every source with more than one', () => {
    for (const { editions } of [MRSP, BR])
      expect(editions.map(({ from }) => from)).toEqual(editions.map(({ from }) => from).sort((a, b) => a - b));
  });

  test('a date that is none is our bug', () => {
    expect(() => utc('2022-02-30')).toThrow('Not a date: 2022-02-30');
  });
});

describe('servedInTime', () => {
  const DUE = utc('2022-11-05');
  const served = (...times: readonly number[]) =>
    servedInTime(
      DUE,
      'the rule',
      times.map((capturedAt) => ({ sha256: '00', from: 'headers.txt', capturedAt })),
    );

  test('the due moment itself is in time, a millisecond later is not', () => {
    expect(served(DUE).outcome).toBe('pass');
    expect(served(DUE - 1, DUE + 1).outcome).toBe('warning');
    expect(served(DUE + 1).message).toBe(
      'A newer response had to be there by 2022-11-05T00:00:00Z (the rule), but this one was still served, as headers.txt claims (served at 2022-11-05T00:00:00Z, unsigned).',
    );
  });

  test('without a claim nobody can tell', () => {
    expect(served()).toMatchObject({
      outcome: 'cannot-tell',
      missing: ['when the response was served (an HTTP capture with its Date header, or a HAR file)'],
    });
  });
});
