import { describe, expect, it } from 'vitest';
import { decodeName, decodeText } from '../../../src/core/decode/name.ts';
import { decodeCertificate } from '../../../src/core/decode/index.ts';
import {
  integer,
  nullValue,
  objectIdentifier,
  sequence,
  set,
  tlv,
  withIndefiniteLengthForm,
  withLongLengthForm,
} from '../../pki/der-writer.ts';
import {
  attribute,
  certificate,
  commonName,
  fromHex,
  nameOf,
  offsetOf,
  printableString,
  TBS,
  toHex,
  utf8String,
} from './builders.ts';

describe('a Name', () => {
  it('keeps its RDNs and their attributes in order, with the exact values', () => {
    const der = sequence(
      set(attribute('2.5.4.6', printableString('US'))),
      set(attribute('2.5.4.10', utf8String('Example Trust')), attribute('2.5.4.11', utf8String('Unit'))),
      set(attribute('1.2.3.4', integer('07'))),
    );
    const name = decodeName(der)!;
    expect(name.der).toEqual(der);
    expect(name.rdnSequence.map((rdn) => rdn.map(({ type, value, text }) => [type, toHex(value), text]))).toEqual([
      [['2.5.4.6', '13025553', 'US']],
      [
        ['2.5.4.10', '0c0d4578616d706c65205472757374', 'Example Trust'],
        ['2.5.4.11', '0c04556e6974', 'Unit'],
      ],
      [['1.2.3.4', '020107', null]],
    ]);
  });

  it('may be empty', () => {
    expect(decodeName(sequence())).toEqual({ der: fromHex('3000'), rdnSequence: [] });
  });

  it.each([
    ['is another type', set()],
    ['has something after it', fromHex('30000500')],
    ['is cut off', fromHex('3001')],
    ['is nothing', fromHex('')],
    ['has an empty RDN', sequence(set())],
    ['has a padded type', sequence(set(sequence(tlv(0x06, fromHex('558003')), utf8String('x'))))],
  ])('that stands alone and %s is null', (_, der) => {
    expect(decodeName(der)).toBeNull();
  });
});

describe('a Name inside a certificate is refused', () => {
  it.each([
    ['an RDN that is no SET', sequence(sequence()), 'der/wrong-tag', [0], 0],
    ['an empty RDN', sequence(set()), 'der/truncated', [0], 2],
    ['an attribute that is no SEQUENCE', sequence(set(objectIdentifier('2.5.4.3'))), 'der/wrong-tag', [0, 0], 0],
    ['an attribute without a value', sequence(set(sequence(objectIdentifier('2.5.4.3')))), 'der/truncated', [0, 0], 7],
    [
      'an attribute with two values',
      sequence(set(sequence(objectIdentifier('2.5.4.3'), nullValue(), nullValue()))),
      'der/trailing-bytes',
      [0, 0, 2],
      0,
    ],
    ['an attribute without a type', nameOf(sequence(utf8String('x'))), 'der/wrong-tag', [0, 0, 0], 0],
    [
      'a value in BER',
      nameOf(attribute('2.5.4.3', withLongLengthForm(utf8String('x')))),
      'der/non-minimal-length',
      [0, 0, 1],
      1,
    ],
    [
      'BER inside a constructed value',
      nameOf(attribute('1.2.3', sequence(withIndefiniteLengthForm(sequence())))),
      'der/indefinite-length',
      [0, 0, 1, 0],
      1,
    ],
  ])('with %s', (_, subject, code, path, plus) => {
    const bytes = certificate({ subject });
    const result = decodeCertificate(bytes);
    expect(result.ok ? null : { code: result.code, offset: result.offset }).toEqual({
      code,
      offset: offsetOf(bytes, [0, TBS.subject]) + offsetOf(subject, path) + plus,
    });
  });
});

describe('an RDN of several attributes', () => {
  const low = attribute('2.5.4.3', utf8String('host.example'));
  const high = attribute('2.5.4.11', utf8String('Unit of host.example'));

  it.each([
    ['in the order of DER', [low, high], false],
    ['out of order', [high, low], true],
    ['twice the same', [low, low], false],
    [
      'that differ in their last octet, out of order',
      [attribute('2.5.4.3', utf8String('b')), attribute('2.5.4.3', utf8String('a'))],
      true,
    ],
  ])('%s', (_, attributes, defect) => {
    const bytes = certificate({ subject: sequence(set(low), set(...attributes)) });
    const result = decodeCertificate(bytes);
    if (!result.ok) throw new Error(result.message);
    expect(result.value.subject.rdnSequence[1]!.length).toBe(2);
    const offset = offsetOf(bytes, [0, TBS.subject, 1]);
    const message = `The attributes of an RDN of subject are not in the order of DER, at offset ${offset}`;
    expect(result.value.defects).toEqual(defect ? [{ code: 'der/set-order', message, offset, signed: true }] : []);
  });
});

describe('the text of a value', () => {
  it.each([
    ['UTF8String', 0x0c, '48c3b66ce282ac', 'Höl€'],
    ['UTF8String beyond the BMP', 0x0c, 'f09f9880', '\u{1f600}'],
    ['UTF8String with a byte order mark, which is kept', 0x0c, 'efbbbf41', '\ufeffA'],
    ['UTF8String with a NUL', 0x0c, '410042', 'A\0B'],
    ['an empty UTF8String', 0x0c, '', ''],
    ['NumericString', 0x12, '31203233', '1 23'],
    ['PrintableString', 0x13, '4578616d706c65', 'Example'],
    ['PrintableString with characters beyond its alphabet', 0x13, '2a40265f', '*@&_'],
    ['TeletexString, read as ISO 8859-1', 0x14, '5afc72696368', 'Zürich'],
    ['IA5String', 0x16, '6140622e6578616d706c65', 'a@b.example'],
    ['VisibleString', 0x1a, '41', 'A'],
    ['BMPString', 0x1e, '0041 00fc 20ac', 'Aü€'],
    ['an empty BMPString', 0x1e, '', ''],
    ['UniversalString', 0x1c, '00000041 0001f600', 'A\u{1f600}'],
    ['the last character there is', 0x1c, '0010ffff', '\u{10ffff}'],
  ])('%s', (_, tag, content, characters) => {
    expect(decodeText(tag, fromHex(content.replaceAll(' ', '')))).toBe(characters);
  });

  it.each([
    ['UTF-8 that is cut off', 0x0c, 'c3'],
    ['UTF-8 with a stray continuation octet', 0x0c, '4180'],
    ['an overlong UTF-8 form', 0x0c, 'c0af'],
    ['a UTF-8 surrogate', 0x0c, 'eda080'],
    ['UTF-8 beyond U+10FFFF', 0x0c, 'f4908080'],
    ['ISO 8859-1 in a UTF8String', 0x0c, '5afc72696368'],
    ['PrintableString with an octet above 7F', 0x13, '41fc'],
    ['NumericString with an octet above 7F', 0x12, '80'],
    ['IA5String with an octet above 7F', 0x16, '80'],
    ['VisibleString with an octet above 7F', 0x1a, '80'],
    ['BMPString of an odd number of octets', 0x1e, '004100'],
    ['BMPString with a surrogate', 0x1e, 'd83dde00'],
    ['UniversalString of three octets', 0x1c, '000041'],
    ['UniversalString with a surrogate', 0x1c, '0000d800'],
    ['UniversalString beyond U+10FFFF', 0x1c, '00110000'],
    ['UniversalString with the highest bit', 0x1c, 'ffffffff'],
    ['INTEGER', 0x02, '07'],
    ['OCTET STRING', 0x04, '41'],
    ['a UTF8String in constructed form', 0x2c, '0c0141'],
  ])('%s is null', (_, tag, content) => {
    expect(decodeText(tag, fromHex(content))).toBeNull();
  });

  it('does not stop a certificate from being read', () => {
    const result = decodeCertificate(
      certificate({ subject: nameOf(attribute('2.5.4.3', tlv(0x0c, fromHex('ff')))), issuer: commonName('Example') }),
    );
    if (!result.ok) throw new Error(result.message);
    expect(result.value.subject.rdnSequence[0]![0]!.text).toBeNull();
    expect(result.value.defects).toEqual([]);
  });
});
