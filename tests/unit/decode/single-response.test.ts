import { describe, expect, it } from 'vitest';
import { decodeOCSPResponse } from '../../../src/core/decode/index.ts';
import {
  boolean,
  enumerated,
  explicit,
  generalizedTime,
  generalizedTimeOf,
  implicitPrimitive,
  integer,
  nullValue,
  octetString,
  rawInteger,
  sequence,
  tlv,
  utcTimeOf,
  type Bytes,
} from '../../pki/der-writer.ts';
import {
  algorithm,
  certID,
  extension,
  fromHex,
  GOOD,
  offsetOf,
  reason,
  responseAbout,
  revoked,
  singleResponse,
  TBS_PATH,
  toHex,
  UNKNOWN,
} from './builders.ts';

const SINGLE_PATH = [...TBS_PATH, 2, 0];
const SEPTEMBER = Date.UTC(2022, 8, 1);

/** The one SingleResponse of a response, which must decode. */
function decoded(single: Bytes) {
  const bytes = responseAbout(single);
  const result = decodeOCSPResponse(bytes);
  if (!result.ok) throw new Error(result.message);
  return {
    bytes,
    single: result.value.basicOCSPResponse!.tbsResponseData.responses[0]!,
    defects: result.value.defects,
  };
}

/** The refusal must be this one, at this place in the SingleResponse. */
function expectRefusal(single: Bytes, code: string, path: readonly number[], plus = 0) {
  const bytes = responseAbout(single);
  const result = decodeOCSPResponse(bytes);
  expect(result.ok ? null : { code: result.code, offset: result.offset }).toEqual({
    code,
    offset: offsetOf(bytes, [...SINGLE_PATH, ...path]) + plus,
  });
}

describe('a SingleResponse', () => {
  it('has its fields', () => {
    const { bytes, single, defects } = decoded(singleResponse());
    expect(toHex(single.der)).toBe(toHex(singleResponse()));
    expect(single.certID.hashAlgorithm.algorithm).toBe('1.3.14.3.2.26');
    expect(toHex(single.certID.issuerNameHash)).toBe('11'.repeat(20));
    expect(toHex(single.certID.issuerKeyHash)).toBe('22'.repeat(20));
    expect(toHex(single.certID.serialNumber)).toBe('0123456789abcdef');
    expect(single.certStatus).toEqual({ type: 'good' });
    expect(single.thisUpdate).toEqual({
      instant: Date.UTC(2022, 9, 1),
      raw: '20221001000000Z',
      type: 'GeneralizedTime',
      defects: [],
      offset: offsetOf(bytes, [...SINGLE_PATH, 2]),
    });
    expect(single.nextUpdate).toEqual({
      instant: Date.UTC(2022, 9, 8),
      raw: '20221008000000Z',
      type: 'GeneralizedTime',
      defects: [],
      offset: offsetOf(bytes, [...SINGLE_PATH, 3, 0]),
    });
    expect(single.singleExtensions).toEqual([]);
    expect(defects).toEqual([]);
  });

  it('without nextUpdate has none', () => {
    expect('nextUpdate' in decoded(singleResponse({ nextUpdate: null })).single).toBe(false);
  });
});

describe('CertID', () => {
  it.each([
    ['SHA-256', '2.16.840.1.101.3.4.2.1', 32],
    ['SHA-384', '2.16.840.1.101.3.4.2.2', 48],
    ['SHA-512', '2.16.840.1.101.3.4.2.3', 64],
    ['an unknown hash', '1.2.3.4', 5],
    ['an empty hash', '1.2.3.4', 0],
  ])('with %s is read: matching tells what it is worth', (_, hash, size) => {
    const { single } = decoded(
      singleResponse({
        certID: certID({
          hashAlgorithm: algorithm(hash, null),
          issuerNameHash: octetString(new Uint8Array(size)),
          issuerKeyHash: octetString(new Uint8Array(size)),
        }),
      }),
    );
    expect(single.certID.hashAlgorithm.algorithm).toBe(hash);
    expect('parameters' in single.certID.hashAlgorithm).toBe(false);
    expect([single.certID.issuerNameHash.length, single.certID.issuerKeyHash.length]).toEqual([size, size]);
  });

  it.each([
    ['zero', '00'],
    ['negative', 'ff7f'],
    ['with a sign octet', '00ff'],
    ['of 21 octets', `00${'ff'.repeat(20)}`],
  ])('a serial number that is %s is its content octets', (_, hex) => {
    const { single } = decoded(singleResponse({ certID: certID({ serialNumber: rawInteger(hex) }) }));
    expect(toHex(single.certID.serialNumber)).toBe(hex);
  });

  it.each([
    ['a padded serial number', certID({ serialNumber: rawInteger('0001') }), 'der/non-minimal-integer', [0, 3], 2],
    ['an empty serial number', certID({ serialNumber: rawInteger('') }), 'der/empty-integer', [0, 3], 0],
    ['no serial number', certID({ serialNumber: null }), 'der/truncated', [0], 2 + 11 + 22 + 22],
    ['a hash that is no OCTET STRING', certID({ issuerKeyHash: integer('01') }), 'der/wrong-tag', [0, 2], 0],
    ['something after its parts', certID({ afterwards: nullValue() }), 'der/trailing-bytes', [0, 4], 0],
    ['no SEQUENCE', nullValue(), 'der/wrong-tag', [0], 0],
  ])('with %s is refused', (_, replaced, code, path, plus) => {
    expectRefusal(singleResponse({ certID: replaced }), code, path, plus);
  });
});

describe('CertStatus', () => {
  it.each([
    ['good', GOOD],
    ['unknown', UNKNOWN],
  ])('%s', (type, certStatus) => {
    expect(decoded(singleResponse({ certStatus })).single.certStatus).toEqual({ type });
  });

  it('revoked without a reason has none', () => {
    const { bytes, single } = decoded(singleResponse({ certStatus: revoked() }));
    expect(single.certStatus).toEqual({
      type: 'revoked',
      revocationTime: {
        instant: SEPTEMBER,
        raw: '20220901000000Z',
        type: 'GeneralizedTime',
        defects: [],
        offset: offsetOf(bytes, [...SINGLE_PATH, 1, 0]),
      },
    });
    expect('revocationReason' in single.certStatus).toBe(false);
  });

  it.each([
    [0, 'unspecified'],
    [1, 'keyCompromise'],
    [2, 'cACompromise'],
    [3, 'affiliationChanged'],
    [4, 'superseded'],
    [5, 'cessationOfOperation'],
    [6, 'certificateHold'],
    [8, 'removeFromCRL'],
    [9, 'privilegeWithdrawn'],
    [10, 'aACompromise'],
  ])('revoked for CRLReason %i, %s', (value, revocationReason) => {
    const { single } = decoded(singleResponse({ certStatus: revoked(reason(value)) }));
    expect(single.certStatus).toMatchObject({ type: 'revoked', revocationReason });
  });

  it.each([
    ['CRLReason 7, which is not used', revoked(reason(7)), 'ocsp/crl-reason', [1, 1, 0], 0],
    ['CRLReason 11', revoked(reason(11)), 'ocsp/crl-reason', [1, 1, 0], 0],
    ['a negative CRLReason', revoked(reason(0xff)), 'der/integer-out-of-range', [1, 1, 0], 0],
    ['a padded CRLReason', revoked(explicit(0, tlv(0x0a, fromHex('0001')))), 'der/non-minimal-integer', [1, 1, 0], 2],
    ['an INTEGER for CRLReason', revoked(explicit(0, integer('01'))), 'der/wrong-tag', [1, 1, 0], 0],
    ['two CRLReasons', revoked(explicit(0, enumerated(1), enumerated(1))), 'der/trailing-bytes', [1, 1, 1], 0],
    ['an empty CRLReason', revoked(explicit(0)), 'der/truncated', [1, 1], 2],
    ['a CRLReason that is implicit', revoked(implicitPrimitive(0, fromHex('01'))), 'der/trailing-bytes', [1, 1], 0],
    ['something after the reason', revoked(reason(1), nullValue()), 'der/trailing-bytes', [1, 2], 0],
    ['no revocationTime', tlv(0xa1), 'der/truncated', [1], 2],
    ['a revocationTime in UTCTime', tlv(0xa1, utcTimeOf('220901000000Z')), 'der/wrong-tag', [1, 0], 0],
    ['an impossible revocationTime', tlv(0xa1, generalizedTimeOf('20229901000000Z')), 'time/impossible', [1, 0], 0],
    ['good with content', implicitPrimitive(0, fromHex('00')), 'der/null', [1], 0],
    ['unknown with content', implicitPrimitive(2, fromHex('00')), 'der/null', [1], 0],
    ['good that is constructed', explicit(0), 'der/wrong-tag', [1], 0],
    ['unknown that is constructed', explicit(2, nullValue()), 'der/wrong-tag', [1], 0],
    ['a primitive revoked', implicitPrimitive(1), 'der/wrong-tag', [1], 0],
    ['a fourth status', implicitPrimitive(3), 'der/wrong-tag', [1], 0],
  ])('%s is refused', (_, certStatus, code, path, plus) => {
    expectRefusal(singleResponse({ certStatus }), code, path, plus);
  });

  it('names the reason it does not know', () => {
    const bytes = responseAbout(singleResponse({ certStatus: revoked(reason(7)) }));
    const offset = offsetOf(bytes, [...SINGLE_PATH, 1, 1, 0]);
    expect(decodeOCSPResponse(bytes)).toEqual({
      ok: false,
      code: 'ocsp/crl-reason',
      message: `CRLReason is 7, which RFC 5280 does not define, at offset ${offset}`,
      offset,
    });
  });

  it('names a primitive where a constructed one belongs', () => {
    const result = decodeOCSPResponse(responseAbout(singleResponse({ certStatus: implicitPrimitive(1) })));
    expect(result).toMatchObject({
      message: expect.stringMatching(/^certStatus should be \[1\] but is primitive \[1\], at/),
    });
  });
});

describe('the times', () => {
  it.each([
    ['thisUpdate', { thisUpdate: generalizedTimeOf('20221001000000.9Z') }],
    ['nextUpdate', { nextUpdate: explicit(0, generalizedTimeOf('20221001000000.9Z')) }],
  ] as const)('%s with a fraction is read; the defect stands with the time', (field, parts) => {
    const { single, defects } = decoded(singleResponse(parts));
    expect(single[field]).toMatchObject({ instant: Date.UTC(2022, 9, 1) + 900, defects: ['fraction'] });
    expect(defects).toEqual([]);
  });

  it('revocationTime with an offset is read; the defect stands with the time', () => {
    const { single } = decoded(singleResponse({ certStatus: tlv(0xa1, generalizedTimeOf('20220901020000+0200')) }));
    expect(single.certStatus).toMatchObject({ revocationTime: { instant: SEPTEMBER, defects: ['offset'] } });
  });

  it.each([
    ['thisUpdate in UTCTime', singleResponse({ thisUpdate: utcTimeOf('221001000000Z') }), 'der/wrong-tag', [2], 0],
    [
      'thisUpdate without a zone',
      singleResponse({ thisUpdate: generalizedTimeOf('20221001000000') }),
      'time/no-zone',
      [2],
      0,
    ],
    ['no thisUpdate', singleResponse({ thisUpdate: null }), 'der/wrong-tag', [2], 0],
    [
      'nextUpdate without [0]',
      singleResponse({ nextUpdate: generalizedTime('2022-10-08T00:00:00Z') }),
      'der/trailing-bytes',
      [3],
      0,
    ],
    ['an empty nextUpdate', singleResponse({ nextUpdate: explicit(0) }), 'der/truncated', [3], 2],
    [
      'two times in nextUpdate',
      singleResponse({ nextUpdate: explicit(0, generalizedTime('2022-10-08T00:00:00Z'), nullValue()) }),
      'der/trailing-bytes',
      [3, 1],
      0,
    ],
    [
      'an impossible nextUpdate',
      singleResponse({ nextUpdate: explicit(0, generalizedTimeOf('20220230000000Z')) }),
      'time/impossible',
      [3, 0],
      0,
    ],
    [
      'nothing like a nextUpdate',
      singleResponse({ nextUpdate: explicit(0, generalizedTimeOf('soon')) }),
      'time/syntax',
      [3, 0],
      0,
    ],
  ])('%s is refused', (_, single, code, path, plus) => {
    expectRefusal(single, code, path, plus);
  });
});

describe('singleExtensions', () => {
  const CRITICAL = extension('1.2.3.4', fromHex('0500'), true);

  it('are all kept, unknown critical ones too', () => {
    const { single, defects } = decoded(singleResponse({ singleExtensions: explicit(1, sequence(CRITICAL)) }));
    expect(
      single.singleExtensions.map(({ extnID, critical, extnValue }) => [extnID, critical, toHex(extnValue)]),
    ).toEqual([['1.2.3.4', true, '0500']]);
    expect(defects).toEqual([]);
  });

  it.each([
    ['empty', sequence(), 'der/empty-sequence', [0]],
    [
      'with critical FALSE spelled out',
      sequence(extension('1.2.3', fromHex('0500'), boolean(false))),
      'der/explicit-default',
      [0, 0, 1],
    ],
  ])('%s are a defect that the signature covers', (_, list, code, inside) => {
    const { bytes, defects } = decoded(singleResponse({ singleExtensions: explicit(1, list) }));
    expect(defects.map(({ code, offset, signed }) => ({ code, offset, signed }))).toEqual([
      { code, offset: offsetOf(bytes, [...SINGLE_PATH, 4, ...inside]), signed: true },
    ]);
  });

  it.each([
    ['of one identifier twice', explicit(1, sequence(CRITICAL, CRITICAL)), 'x509/duplicate-extension', [4, 0, 1]],
    ['in two lists', explicit(1, sequence(CRITICAL), sequence()), 'der/trailing-bytes', [4, 1]],
    ['under [2]', explicit(2, sequence(CRITICAL)), 'der/trailing-bytes', [4]],
  ])('%s are refused', (_, singleExtensions, code, path) => {
    expectRefusal(singleResponse({ singleExtensions }), code, path);
  });

  it('after which something follows are refused', () => {
    expectRefusal(
      singleResponse({ singleExtensions: explicit(1, sequence(CRITICAL)), afterwards: nullValue() }),
      'der/trailing-bytes',
      [5],
    );
  });
});
