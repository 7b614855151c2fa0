import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeSignedCertificateTimestamp,
  decodeSignedCertificateTimestampList,
} from '../../../src/core/decode/sct.ts';
import { concatBytes, fromHex, toHex } from '../../../src/core/model/bytes.ts';
import { ecLog, logId, sctList, signedCertificateTimestamp, uint } from '../../pki/index.ts';

const TIMESTAMP = Date.parse('2022-10-03T10:00:00.123Z');
const sct = signedCertificateTimestamp({
  log: ecLog(),
  timestamp: TIMESTAMP,
  issuerKeyHash: new Uint8Array(32),
  tbs: fromHex('3000'),
  extensions: fromHex('0000050000000301'),
});
/** Where the parts begin: version 0, log id 1, timestamp 33, extensions 41, algorithms 51, signature 53. */
const patched = (at: number, octets: Uint8Array): Uint8Array =>
  concatBytes([sct.subarray(0, at), octets, sct.subarray(at + octets.length)]);

describe('an SCT', () => {
  test('is read in all its parts', () => {
    const decoded = decodeSignedCertificateTimestamp(sct);
    expect(decoded).toMatchObject({
      ok: true,
      value: { version: 'v1', timestamp: TIMESTAMP, hashAlgorithm: 4, signatureAlgorithm: 3 },
    });
    if (!decoded.ok) return;
    expect(toHex(decoded.value.logID)).toBe(toHex(logId(ecLog())));
    expect(toHex(decoded.value.extensions)).toBe('0000050000000301');
    expect(toHex(decoded.value.signature)).toBe(toHex(sct.subarray(55)));
    expect(decoded.value.bytes).toBe(sct);
  });

  test('of the last moment that has an RFC 3339 form is read, one of a millisecond later is not', () => {
    const last = Date.parse('9999-12-31T23:59:59.999Z');
    expect(decodeSignedCertificateTimestamp(patched(33, uint(last, 8)))).toMatchObject({ value: { timestamp: last } });
    expect(decodeSignedCertificateTimestamp(patched(33, uint(last + 1, 8)))).toMatchObject({
      ok: false,
      code: 'sct/timestamp',
      offset: 33,
    });
  });

  test.each([
    ['nothing', new Uint8Array(0), 'sct/truncated', 0],
    ['another version', patched(0, fromHex('01')), 'sct/unknown-version', 0],
    ['half a log id', sct.subarray(0, 20), 'sct/truncated', 1],
    ['half a timestamp', sct.subarray(0, 36), 'sct/truncated', 33],
    ['extensions longer than the rest', patched(41, fromHex('ffff')), 'sct/truncated', 43],
    ['no signature', sct.subarray(0, 53), 'sct/truncated', 53],
    ['a signature cut off', sct.subarray(0, sct.length - 1), 'sct/truncated', 55],
    ['octets behind the signature', concatBytes([sct, fromHex('00')]), 'sct/trailing-bytes', sct.length],
  ])('with %s is refused', (_what, bytes, code, offset) => {
    expect(decodeSignedCertificateTimestamp(bytes)).toMatchObject({ ok: false, code, offset });
  });
});

describe('an SCT list', () => {
  test('gives each SCT for itself, also beside one that cannot be read', () => {
    const decoded = decodeSignedCertificateTimestampList(sctList([sct, fromHex('05'), sct]));
    if (!decoded.ok) throw new Error(decoded.message);
    expect(decoded.value.map((one) => (one.ok ? one.value.timestamp : one.code))).toEqual([
      TIMESTAMP,
      'sct/unknown-version',
      TIMESTAMP,
    ]);
  });

  test.each([
    ['nothing', '', 'sct-list/truncated', 0],
    ['an empty list', '0000', 'sct-list/too-short', 0],
    ['an empty SCT', '00020000', 'sct-list/too-short', 2],
    ['an SCT longer than the list', '0003000205', 'sct-list/truncated', 4],
    ['half a length', '000100', 'sct-list/truncated', 2],
    ['less than it claims', '0005000105', 'sct-list/truncated', 2],
    ['more than it claims', '000300010500', 'sct-list/trailing-bytes', 5],
  ])('of %s is refused', (_what, hex, code, offset) => {
    expect(decodeSignedCertificateTimestampList(fromHex(hex))).toMatchObject({ ok: false, code, offset });
  });

  test('cut off anywhere is refused, never half read', () => {
    const whole = sctList([sct, sct]);
    for (let length = 0; length < whole.length; length++)
      expect(decodeSignedCertificateTimestampList(whole.subarray(0, length)).ok).toBe(false);
  });

  test('of any octets gives a value or a failure inside them, never a throw', () => {
    const whole = sctList([sct, sct]);
    const changed = fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, octet]) => whole.with(at, octet));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), changed), (bytes) => {
        const decoded = decodeSignedCertificateTimestampList(bytes);
        if (!decoded.ok) expect(decoded.offset).toBeLessThanOrEqual(bytes.length);
        else for (const one of decoded.value) expect(one.ok || one.code.startsWith('sct/')).toBe(true);
      }),
      { seed: 6962, numRuns: 500 },
    );
  });
});
