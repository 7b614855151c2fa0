import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCtLogEntry } from '../../../src/core/decode/ct-log-entry.ts';
import { concatBytes, fromHex, toHex } from '../../../src/core/model/bytes.ts';
import {
  issuerKeyHash,
  issuingA,
  loggedTbs,
  precertificate,
  rootA,
  serial,
  tlsCertificate,
  uint,
} from '../../pki/index.ts';

const TIMESTAMP = Date.parse('2022-10-15T12:00:05.001Z');
const asn1 = (bytes: Uint8Array): Uint8Array => concatBytes([uint(bytes.length, 3), bytes]);
const leafOf = (type: number, ...signed: Uint8Array[]): Uint8Array =>
  concatBytes([fromHex('0000'), uint(TIMESTAMP, 8), uint(type, 2), ...signed, fromHex('0000')]);
const evidenceOf = (leaf: Uint8Array, extra: Uint8Array = new Uint8Array(0)): Uint8Array =>
  concatBytes([uint(leaf.length, 4), leaf, extra]);

const precertLeaf = leafOf(1, issuerKeyHash(), asn1(loggedTbs()));
const chain = asn1(concatBytes([asn1(issuingA().certificate), asn1(rootA().certificate)]));

describe("a CT log's entry", () => {
  test('about a precertificate is read with what the log keeps beside it', () => {
    const decoded = decodeCtLogEntry(evidenceOf(precertLeaf, concatBytes([asn1(precertificate()), chain])));
    if (!decoded.ok) throw new Error(decoded.message);
    expect(decoded.value).toEqual({
      timestamp: TIMESTAMP,
      entry: { type: 'precert_entry', issuerKeyHash: issuerKeyHash(), tbsCertificate: loggedTbs() },
      extensions: new Uint8Array(0),
      serialNumber: fromHex(serial('www.example.test')),
      precertificate: precertificate(),
      chain: [issuingA().certificate, rootA().certificate],
    });
  });

  test('about a final certificate is read', () => {
    const decoded = decodeCtLogEntry(evidenceOf(leafOf(0, asn1(tlsCertificate())), chain));
    if (!decoded.ok) throw new Error(decoded.message);
    expect(decoded.value.entry).toEqual({ type: 'x509_entry', certificate: tlsCertificate() });
    expect(toHex(decoded.value.serialNumber)).toBe(serial('www.example.test'));
    expect(decoded.value.precertificate).toBe(null);
    expect(decoded.value.chain).toHaveLength(2);
  });

  test('without extra_data is read: the leaf alone says when and what', () => {
    expect(decodeCtLogEntry(evidenceOf(precertLeaf))).toMatchObject({
      ok: true,
      value: { precertificate: null, chain: [] },
    });
  });

  test.each([
    ['nothing', new Uint8Array(0), 'truncated'],
    ['an empty leaf', uint(0, 4), 'too-short'],
    ['half a leaf', evidenceOf(precertLeaf).subarray(0, 200), 'truncated'],
    ['another version', evidenceOf(concatBytes([fromHex('01'), precertLeaf.subarray(1)])), 'unknown-version'],
    ['another leaf type', evidenceOf(concatBytes([fromHex('0001'), precertLeaf.subarray(2)])), 'unknown-leaf-type'],
    ['another entry type', evidenceOf(leafOf(2, asn1(tlsCertificate()))), 'unknown-entry-type'],
    ['octets behind the leaf', evidenceOf(concatBytes([precertLeaf, fromHex('00')])), 'trailing-bytes'],
    ['no certificate', evidenceOf(leafOf(0, asn1(fromHex('0500')))), 'not-a-certificate'],
    ['half a chain', evidenceOf(leafOf(0, asn1(tlsCertificate())), chain.subarray(0, 99)), 'truncated'],
    [
      'a chain of half a certificate',
      evidenceOf(leafOf(0, asn1(tlsCertificate())), asn1(fromHex('00000530'))),
      'truncated',
    ],
    [
      'octets behind the chain',
      evidenceOf(leafOf(0, asn1(tlsCertificate())), concatBytes([chain, chain])),
      'trailing-bytes',
    ],
  ])('of %s is refused', (_what, bytes, slug) => {
    expect(decodeCtLogEntry(bytes)).toMatchObject({ ok: false, code: `ct-log-entry/${slug}` });
  });

  test('says where in the evidence it goes wrong', () => {
    const offsetOf = (bytes: Uint8Array) => {
      const decoded = decodeCtLogEntry(bytes);
      return decoded.ok ? null : decoded.offset;
    };
    const leaf = leafOf(0, asn1(tlsCertificate()));
    expect(offsetOf(evidenceOf(concatBytes([fromHex('01'), leaf.subarray(1)])))).toBe(4);
    expect(offsetOf(evidenceOf(concatBytes([fromHex('0001'), leaf.subarray(2)])))).toBe(5);
    expect(offsetOf(evidenceOf(leaf, concatBytes([chain, fromHex('00')])))).toBe(4 + leaf.length + chain.length);
    expect(offsetOf(evidenceOf(leaf, asn1(fromHex('00000530'))))).toBe(4 + leaf.length + 6);
  });

  test('of any octets gives a value or a failure, never a throw', () => {
    const whole = evidenceOf(precertLeaf, concatBytes([asn1(precertificate()), chain]));
    const changed = fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, octet]) => whole.with(at, octet));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), changed), (bytes) => {
        const decoded = decodeCtLogEntry(bytes);
        expect(decoded.ok || decoded.code.startsWith('ct-log-entry/')).toBe(true);
      }),
      { seed: 6962, numRuns: 500 },
    );
  });
});
