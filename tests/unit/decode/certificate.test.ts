import { describe, expect, it } from 'vitest';
import { decodeCertificate } from '../../../src/core/decode/index.ts';
import { hasOcspUrl } from '../../../src/core/model/certificate.ts';
import {
  bitString,
  boolean,
  explicit,
  generalizedTimeOf,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  rawInteger,
  sequence,
  tlv,
  utcTimeOf,
  withIndefiniteLengthForm,
  withLongLengthForm,
} from '../../pki/der-writer.ts';
import {
  algorithm,
  at,
  certificate,
  certificateWith,
  commonName,
  concatBytes,
  embedded,
  extension,
  extensions,
  fromHex,
  offsetOf,
  placeOf,
  SHA256_WITH_RSA,
  TBS,
  toHex,
  validity,
  type TbsCertificateParts,
} from './builders.ts';

const POISON = '1.3.6.1.4.1.11129.2.4.3';

/** The certificate, which must decode. */
function decoded(bytes: Uint8Array) {
  const result = decodeCertificate(bytes);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

/** Code and offset of the refusal; `null` when it decodes. */
function refused(bytes: Uint8Array) {
  const result = decodeCertificate(bytes);
  return result.ok ? null : { code: result.code, offset: result.offset };
}

describe('a certificate', () => {
  const bytes = certificateWith(extension('1.2.3', fromHex('0500')));
  const value = decoded(bytes);

  it('has its fields', () => {
    expect(value.kind).toBe('certificate');
    expect(value.version).toBe(3);
    expect(toHex(value.serialNumber)).toBe('0123456789abcdef');
    expect(value.signature.algorithm).toBe('1.2.840.113549.1.1.11');
    expect(value.signatureAlgorithm.algorithm).toBe('1.2.840.113549.1.1.11');
    expect(value.validity.notBefore).toEqual({
      instant: Date.UTC(2022, 9, 1),
      raw: '221001000000Z',
      type: 'UTCTime',
      defects: [],
      offset: offsetOf(bytes, [0, TBS.validity, 0]),
    });
    expect(value.validity.notAfter).toEqual({
      instant: Date.UTC(2023, 9, 1),
      raw: '231001000000Z',
      type: 'UTCTime',
      defects: [],
      offset: offsetOf(bytes, [0, TBS.validity, 1]),
    });
    expect(value.issuer.rdnSequence.map((rdn) => rdn.map(({ text }) => text))).toEqual([['Example Issuing CA']]);
    expect(value.subject.rdnSequence.map((rdn) => rdn.map(({ text }) => text))).toEqual([['host.example']]);
    expect(value.subjectPublicKeyInfo.algorithm.algorithm).toBe('1.2.840.113549.1.1.1');
    expect(value.subjectPublicKeyInfo.subjectPublicKey.unusedBits).toBe(0);
    expect(value.signatureValue.unusedBits).toBe(0);
    expect(toHex(value.signatureValue.bytes)).toBe('aabbcc');
    expect(value.extensions.map(({ extnID, critical }) => [extnID, critical])).toEqual([['1.2.3', false]]);
    expect(value.known).toEqual({});
    expect(value.defects).toEqual([]);
  });

  it.each([
    ['where it starts its buffer', bytes],
    ['in the middle of a larger buffer', embedded(bytes)],
  ])('is made of views, not copies, %s', (_, whole) => {
    const view = decoded(whole);
    const place = (path: readonly number[]) => {
      const found = at(whole, path);
      return { offset: found.byteOffset - whole.byteOffset, length: found.length };
    };
    expect(view.der).toBe(whole);
    expect(placeOf(view.tbsCertificate, whole)).toEqual(place([0]));
    expect(placeOf(view.signature.der, whole)).toEqual(place([0, TBS.signature]));
    expect(placeOf(view.signature.parameters!, whole)).toEqual(place([0, TBS.signature, 1]));
    expect(placeOf(view.issuer.der, whole)).toEqual(place([0, TBS.issuer]));
    expect(placeOf(view.subject.der, whole)).toEqual(place([0, TBS.subject]));
    expect(placeOf(view.subject.rdnSequence[0]![0]!.value, whole)).toEqual(place([0, TBS.subject, 0, 0, 1]));
    expect(placeOf(view.subjectPublicKeyInfo.der, whole)).toEqual(place([0, TBS.key]));
    expect(placeOf(view.extensions[0]!.der, whole)).toEqual(place([0, TBS.extensions, 0, 0]));
    expect(placeOf(view.signatureAlgorithm.der, whole)).toEqual(place([1]));
    // Content octets stand after a header of two, and a BIT STRING's after the count of unused bits.
    const content = (path: readonly number[], header: number) => ({
      offset: place(path).offset + header,
      length: place(path).length - header,
    });
    expect(placeOf(view.serialNumber, whole)).toEqual(content([0, TBS.serialNumber], 2));
    expect(placeOf(view.subjectPublicKeyInfo.subjectPublicKey.bytes, whole)).toEqual(content([0, TBS.key, 1], 3));
    expect(placeOf(view.extensions[0]!.extnValue, whole)).toEqual(content([0, TBS.extensions, 0, 0, 1], 2));
    expect(placeOf(view.signatureValue.bytes, whole)).toEqual(content([2], 3));
  });

  it('keeps the offsets of times relative to itself in a larger buffer', () => {
    expect(decoded(embedded(bytes)).validity.notAfter.offset).toBe(offsetOf(bytes, [0, TBS.validity, 1]));
  });
});

describe('versions', () => {
  it.each([
    ['v1 by default', { version: null }, 1],
    ['v2', { version: explicit(0, integer('01')) }, 2],
    ['v3', {}, 3],
    [
      'v2 with unique identifiers',
      {
        version: explicit(0, integer('01')),
        issuerUniqueID: tlv(0x81, fromHex('00aa')),
        subjectUniqueID: tlv(0x82, fromHex('04b0')),
      },
      2,
    ],
    [
      'v3 with a unique identifier and extensions',
      { subjectUniqueID: tlv(0x82, fromHex('00')), extensions: extensions(extension('1.2.3', fromHex('0500'))) },
      3,
    ],
  ] as [string, TbsCertificateParts, number][])('%s', (_, parts, version) => {
    const value = decoded(certificate(parts));
    expect([value.version, value.defects]).toEqual([version, []]);
  });

  it('v1 spelled out is a defect that the signature covers', () => {
    const bytes = certificate({ version: explicit(0, integer('00')) });
    const value = decoded(bytes);
    const offset = offsetOf(bytes, [0, TBS.version]);
    expect(value.version).toBe(1);
    expect(value.defects).toEqual([
      {
        code: 'der/explicit-default',
        message: `version v1 is the DEFAULT and must be left out, at offset ${offset}`,
        offset,
        signed: true,
      },
    ]);
  });

  it.each([
    ['v4', explicit(0, integer('03')), 'x509/version', []],
    ['v256', explicit(0, integer('ff')), 'x509/version', []],
    ['minus one', explicit(0, rawInteger('ff')), 'der/integer-out-of-range', [0]],
    ['a huge one', explicit(0, rawInteger('7fffffffff')), 'der/integer-out-of-range', [0]],
    ['another type', explicit(0, boolean(true)), 'der/wrong-tag', [0]],
  ])('%s is refused', (_, version, code, inside) => {
    const bytes = certificate({ version });
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, [0, TBS.version, ...inside]) });
  });

  it('with nothing or too much inside its [0] is refused', () => {
    const empty = certificate({ version: explicit(0) });
    expect(refused(empty)).toEqual({ code: 'der/truncated', offset: offsetOf(empty, [0, TBS.version]) + 2 });
    const two = certificate({ version: explicit(0, integer('02'), integer('02')) });
    expect(refused(two)).toEqual({ code: 'der/trailing-bytes', offset: offsetOf(two, [0, TBS.version, 1]) });
  });

  it.each([
    ['v1', null],
    ['v2', explicit(0, integer('01'))],
  ])('%s with extensions is refused', (_, version) => {
    const bytes = certificate({ version, extensions: extensions(extension('1.2.3', fromHex('0500'))) });
    expect(refused(bytes)).toEqual({
      code: 'x509/extensions-before-v3',
      offset: offsetOf(bytes, [0, version ? TBS.extensions : TBS.extensions - 1]),
    });
  });
});

describe('the poison extension', () => {
  it('that is critical makes a precertificate', () => {
    expect(decoded(certificateWith(extension(POISON, fromHex('0500'), true))).kind).toBe('precertificate');
  });

  it.each([
    ['that is not critical', extension(POISON, fromHex('0500'))],
    ['that says critical FALSE', extension(POISON, fromHex('0500'), boolean(false))],
    ['of another identifier', extension('1.3.6.1.4.1.11129.2.4.2', fromHex('0400'), true)],
  ])('%s does not', (_, one) => {
    expect(decoded(certificateWith(one)).kind).toBe('certificate');
  });
});

describe('serial numbers are the content octets, whatever RFC 5280 says about them', () => {
  it.each([
    ['zero', rawInteger('00'), '00'],
    ['negative', rawInteger('ff7f'), 'ff7f'],
    ['with a sign octet', integer('ff'), '00ff'],
    ['of 21 octets', integer('ff'.repeat(20)), `00${'ff'.repeat(20)}`],
    ['of 40 octets', integer('11'.repeat(40)), '11'.repeat(40)],
  ])('%s', (_, serialNumber, hex) => {
    const value = decoded(certificate({ serialNumber }));
    expect([toHex(value.serialNumber), value.defects]).toEqual([hex, []]);
  });

  it.each([
    ['padded', rawInteger('0001'), 'der/non-minimal-integer', 2],
    ['empty', rawInteger(''), 'der/empty-integer', 0],
    ['that is no INTEGER', octetString(fromHex('01')), 'der/wrong-tag', 0],
  ])('%s is refused', (_, serialNumber, code, inside) => {
    const bytes = certificate({ serialNumber });
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, [0, TBS.serialNumber]) + inside });
  });
});

describe('validity', () => {
  it.each([
    ['a fraction', generalizedTimeOf('20221001000000.5Z'), ['fraction', 'type']],
    ['no seconds', utcTimeOf('2210010000Z'), ['no-seconds']],
    ['an offset', utcTimeOf('221001020000+0200'), ['offset']],
    ['the wrong type', generalizedTimeOf('20221001000000Z'), ['type']],
  ])('with %s is read, and the time says so', (_, notBefore, defects) => {
    const { validity: found } = decoded(certificate({ validity: validity(notBefore) }));
    expect(found.notBefore.defects).toEqual(defects);
    expect(Math.floor(found.notBefore.instant / 1000)).toBe(Date.UTC(2022, 9, 1) / 1000);
    expect(found.notAfter.defects).toEqual([]);
  });

  it('from 2050 is GeneralizedTime', () => {
    const { notAfter } = decoded(
      certificate({ validity: validity(undefined, generalizedTimeOf('99991231235959Z')) }),
    ).validity;
    expect([notAfter.instant, notAfter.type, notAfter.defects]).toEqual([253402300799000, 'GeneralizedTime', []]);
  });

  it.each([
    ['an impossible time', validity(utcTimeOf('221301000000Z')), 'time/impossible', [0]],
    ['a time without a zone', validity(utcTimeOf('221001000000')), 'time/no-zone', [0]],
    ['no time at all', validity(utcTimeOf('tomorrow')), 'time/syntax', [0]],
    ['another type', validity(integer('01')), 'der/wrong-tag', [0]],
    [
      'three times',
      sequence(utcTimeOf('221001000000Z'), utcTimeOf('231001000000Z'), nullValue()),
      'der/trailing-bytes',
      [2],
    ],
  ])('with %s is refused', (_, replaced, code, inside) => {
    const bytes = certificate({ validity: replaced });
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, [0, TBS.validity, ...inside]) });
  });
});

describe('AlgorithmIdentifier', () => {
  it.each([
    ['with NULL', algorithm('1.2.840.113549.1.1.11'), '0500'],
    ['without parameters', algorithm('1.2.840.10045.4.3.2', null), undefined],
    [
      'with an OBJECT IDENTIFIER',
      algorithm('1.2.840.10045.2.1', objectIdentifier('1.2.840.10045.3.1.7')),
      '06082a8648ce3d030107',
    ],
    [
      'with a SEQUENCE',
      algorithm('1.2.840.113549.1.1.10', sequence(explicit(0, algorithm('2.16.840.1.101.3.4.2.1')))),
      '3011a00f300d06096086480165030402010500',
    ],
  ])('%s keeps the whole TLV of its parameters', (_, signatureAlgorithm, parameters) => {
    const found = decoded(certificate({}, { signatureAlgorithm })).signatureAlgorithm;
    expect(toHex(found.der)).toBe(toHex(signatureAlgorithm));
    expect(found.parameters && toHex(found.parameters)).toBe(parameters);
    expect('parameters' in found).toBe(parameters !== undefined);
  });

  it('may differ inside and outside: the signature check tells', () => {
    const value = decoded(certificate({ signature: algorithm('1.2.840.113549.1.1.5') }));
    expect([value.signature.algorithm, value.signatureAlgorithm.algorithm]).toEqual([
      '1.2.840.113549.1.1.5',
      '1.2.840.113549.1.1.11',
    ]);
  });

  it.each([
    [
      'with something after its parameters',
      sequence(objectIdentifier('1.2.3'), nullValue(), nullValue()),
      'der/trailing-bytes',
      [2],
      0,
    ],
    ['without an identifier', sequence(), 'der/truncated', [], 2],
    [
      'with BER inside its parameters',
      algorithm('1.2.3', sequence(withLongLengthForm(octetString(fromHex('aa'))))),
      'der/non-minimal-length',
      [1, 0],
      1,
    ],
    ['with an unfinished identifier', sequence(tlv(0x06, fromHex('559d'))), 'der/object-identifier', [0], 0],
    ['with no identifier but a number', sequence(integer('01')), 'der/wrong-tag', [0], 0],
  ])('%s is refused', (_, signatureAlgorithm, code, inside, plus) => {
    const bytes = certificate({}, { signatureAlgorithm });
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, [1, ...inside]) + plus });
  });
});

describe('extensions', () => {
  it('are all kept, in order, known or not, critical or not', () => {
    const list = [
      extension('1.2.3.4', fromHex('0500'), true),
      extension('2.999.1', new Uint8Array(0)),
      extension('1.2.3.5', fromHex('ff')),
    ];
    const value = decoded(certificateWith(...list));
    expect(value.extensions.map(({ extnID, critical, extnValue }) => [extnID, critical, toHex(extnValue)])).toEqual([
      ['1.2.3.4', true, '0500'],
      ['2.999.1', false, ''],
      ['1.2.3.5', false, 'ff'],
    ]);
    expect(value.extensions.map(({ der }) => toHex(der))).toEqual(list.map(toHex));
    expect(value.defects).toEqual([]);
  });

  it('with critical FALSE spelled out are a defect that the signature covers', () => {
    const bytes = certificateWith(extension('1.2.3', fromHex('0500'), boolean(false)));
    const value = decoded(bytes);
    const offset = offsetOf(bytes, [0, TBS.extensions, 0, 0, 1]);
    expect(value.extensions[0]!.critical).toBe(false);
    expect(value.defects).toEqual([
      {
        code: 'der/explicit-default',
        message: `critical FALSE of extension 1.2.3 is the DEFAULT and must be left out, at offset ${offset}`,
        offset,
        signed: true,
      },
    ]);
  });

  it('in an empty list are a defect that the signature covers', () => {
    const bytes = certificateWith();
    const offset = offsetOf(bytes, [0, TBS.extensions, 0]);
    const value = decoded(bytes);
    expect(value.extensions).toEqual([]);
    expect(value.defects).toEqual([
      {
        code: 'der/empty-sequence',
        message: `The list of the certificate extensions is present but empty, at offset ${offset}`,
        offset,
        signed: true,
      },
    ]);
  });

  it('of one identifier twice are refused at the second', () => {
    const bytes = certificateWith(
      extension('1.2.3', fromHex('0500')),
      extension('1.2.4', fromHex('0500')),
      extension('1.2.3', fromHex('0500')),
    );
    expect(refused(bytes)).toEqual({
      code: 'x509/duplicate-extension',
      offset: offsetOf(bytes, [0, TBS.extensions, 0, 2]),
    });
  });

  it.each([
    ['critical in BER', extension('1.2.3', fromHex('0500'), tlv(0x01, fromHex('01'))), 'der/boolean', [1], 0],
    ['no value', sequence(objectIdentifier('1.2.3')), 'der/truncated', [], 6],
    ['a value that is no OCTET STRING', sequence(objectIdentifier('1.2.3'), nullValue()), 'der/wrong-tag', [1], 0],
    [
      'something after the value',
      sequence(objectIdentifier('1.2.3'), octetString(), nullValue()),
      'der/trailing-bytes',
      [2],
      0,
    ],
    ['no identifier', sequence(octetString()), 'der/wrong-tag', [0], 0],
    ['a padded identifier', sequence(tlv(0x06, fromHex('558001')), octetString()), 'der/object-identifier', [0], 0],
  ])('with %s are refused', (_, one, code, inside, plus) => {
    const bytes = certificateWith(one);
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, [0, TBS.extensions, 0, 0, ...inside]) + plus });
  });

  it('twice, one list after the other, are refused', () => {
    const list = sequence(extension('1.2.3', fromHex('0500')));
    const inside = certificate({ extensions: explicit(3, list, list) });
    expect(refused(inside)).toEqual({ code: 'der/trailing-bytes', offset: offsetOf(inside, [0, TBS.extensions, 1]) });
    const outside = certificate({ extensions: explicit(3, list), afterwards: explicit(3, list) });
    expect(refused(outside)).toEqual({
      code: 'der/trailing-bytes',
      offset: offsetOf(outside, [0, TBS.extensions + 1]),
    });
  });

  it('by the hundred thousand, all different, take no quadratic time to tell apart', () => {
    const list = Array.from({ length: 100_000 }, (_, arc) => extension(`1.2.${arc}`, new Uint8Array(0)));
    const { extensions: found } = decoded(certificateWith(concatBytes(list)));
    expect([found.length, found.at(-1)!.extnID]).toEqual([100_000, '1.2.99999']);
  });
});

describe('the frame', () => {
  const whole = certificate();

  it('with bytes after it is refused: they would change the fingerprint', () => {
    expect(decodeCertificate(concatBytes([whole, fromHex('0a')]))).toEqual({
      ok: false,
      code: 'der/trailing-bytes',
      message: `1 octets are left over at the end of the Certificate, at offset ${whole.length}`,
      offset: whole.length,
    });
  });

  it.each([
    ['nothing', new Uint8Array(0), { code: 'der/truncated', offset: 0 }],
    ['one octet', fromHex('30'), { code: 'der/truncated', offset: 0 }],
    ['an empty SEQUENCE', fromHex('3000'), { code: 'der/truncated', offset: 2 }],
    ['text', new TextEncoder().encode('-----BEGIN CERTIFICATE-----'), { code: 'der/wrong-tag', offset: 0 }],
    ['an OCSP error', fromHex('30030a0106'), { code: 'der/wrong-tag', offset: 2 }],
    [
      'the outer SEQUENCE in indefinite form',
      withIndefiniteLengthForm(whole),
      { code: 'der/indefinite-length', offset: 1 },
    ],
    ['the outer SEQUENCE with a long length', withLongLengthForm(whole), { code: 'der/non-minimal-length', offset: 1 }],
    ['a certificate whose last octet is missing', whole.subarray(0, -1), { code: 'der/truncated', offset: 0 }],
  ])('%s is refused', (_, bytes, expected) => {
    expect(refused(bytes)).toEqual(expected);
  });

  it.each([
    ['something after the extensions', certificate({ afterwards: nullValue() }), 'der/trailing-bytes', [0, 7]],
    ['something after the signature', certificate({}, { afterwards: nullValue() }), 'der/trailing-bytes', [3]],
    [
      'no BIT STRING for a signature',
      certificate({}, { signatureValue: octetString(fromHex('aa')) }),
      'der/wrong-tag',
      [2],
    ],
    [
      'nine unused bits in the signature',
      certificate({}, { signatureValue: bitString(fromHex('aa'), 9) }),
      'der/bit-string',
      [2],
    ],
    [
      'nine unused bits in the key',
      certificate({ subjectPublicKeyInfo: sequence(SHA256_WITH_RSA, bitString(fromHex('aa'), 9)) }),
      'der/bit-string',
      [0, TBS.key, 1],
    ],
    [
      'something after the key',
      certificate({ subjectPublicKeyInfo: sequence(SHA256_WITH_RSA, bitString(fromHex('aa')), nullValue()) }),
      'der/trailing-bytes',
      [0, TBS.key, 2],
    ],
    ['a bad unique identifier', certificate({ issuerUniqueID: tlv(0x81) }), 'der/bit-string', [0, 7]],
    ['a subject that is no Name', certificate({ subject: nullValue() }), 'der/wrong-tag', [0, TBS.subject]],
    [
      'no issuer',
      certificate({ issuer: null, subject: commonName('x'), validity: nullValue() }),
      'der/wrong-tag',
      [0, 3],
    ],
  ])('with %s is refused', (_, bytes, code, path) => {
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, path) });
  });

  it('without a signature is refused at its end', () => {
    const bytes = certificate({}, { signatureValue: null });
    expect(refused(bytes)).toEqual({ code: 'der/truncated', offset: bytes.length });
  });

  it('keeps the unused bits of a signature: the signature check judges them', () => {
    const value = decoded(certificate({}, { signatureValue: bitString(fromHex('aabbc0'), 4) }));
    expect([value.signatureValue.unusedBits, toHex(value.signatureValue.bytes)]).toEqual([4, 'aabbc0']);
  });
});

it('a signature whose unused bits are set is a defect that nobody signed', () => {
  const bytes = certificate({}, { signatureValue: bitString(fromHex('aabbcf'), 4) });
  const value = decoded(bytes);
  expect([value.signatureValue.unusedBits, toHex(value.signatureValue.bytes)]).toEqual([4, 'aabbcf']);
  expect(value.defects.map(({ code, offset, signed }) => ({ code, offset, signed }))).toEqual([
    { code: 'der/bit-string', offset: bytes.length - 1, signed: false },
  ]);
});

describe('hasOcspUrl', () => {
  const url = (method: string) =>
    certificateWith(
      extension(
        '1.3.6.1.5.5.7.1.1',
        sequence(sequence(objectIdentifier(method), tlv(0x86, fromHex('687474703a2f2f61')))),
      ),
    );

  it.each([
    ['an OCSP URL', url('1.3.6.1.5.5.7.48.1'), true],
    ['only a caIssuers URL', url('1.3.6.1.5.5.7.48.2'), false],
    ['no authorityInfoAccess', certificate(), false],
  ])('%s', (_, bytes, expected) => {
    expect(hasOcspUrl(decoded(bytes))).toBe(expected);
  });
});
