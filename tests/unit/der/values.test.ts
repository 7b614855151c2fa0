import { describe, expect, it } from 'vitest';
import { context, TAG } from '../../../src/core/der/reader.ts';
import { toHex } from '../../../src/core/model/bytes.ts';
import { objectIdentifier } from '../../pki/der-writer.ts';
import { hex, read, readerOver, refusal } from './reading.ts';

describe('INTEGER (X.690 section 8.3)', () => {
  it.each([
    ['zero', '02 01 00', '00'],
    ['127', '02 01 7f', '7f'],
    ['128, with its sign octet', '02 02 00 80', '0080'],
    ['minus one', '02 01 ff', 'ff'],
    ['minus 128', '02 01 80', '80'],
    ['minus 129, which needs two octets', '02 02 ff 7f', 'ff7f'],
    ['20 octets', `02 14 ${'7f'.repeat(20)}`, '7f'.repeat(20)],
    ['21 octets, the first for the sign', `02 15 00 ${'ff'.repeat(20)}`, `00${'ff'.repeat(20)}`],
  ])('%s', (_, text, content) => {
    const { value, refused } = read(text, (reader) => reader.integer('it'));
    expect(refused).toBeNull();
    expect(toHex(value)).toBe(content);
  });

  it.each([
    ['no octets', '02 00', 'der/empty-integer', 0],
    ['a padded zero', '02 02 00 00', 'der/non-minimal-integer', 2],
    ['a padded positive', '02 02 00 7f', 'der/non-minimal-integer', 2],
    ['a padded negative', '02 02 ff 80', 'der/non-minimal-integer', 2],
    ['a twice padded serial number', `02 16 00 00 ${'ff'.repeat(20)}`, 'der/non-minimal-integer', 2],
    ['another type', '0a 01 00', 'der/wrong-tag', 0],
  ])('%s is refused', (_, text, code, offset) => {
    expect(read(text, (reader) => reader.integer('it')).refused).toEqual({ code, offset });
  });

  it('under another tag', () => {
    const { value, refused } = read('82 01 05', (reader) => reader.integer('it', context(2)));
    expect([toHex(value), refused]).toEqual(['05', null]);
  });
});

describe('a small INTEGER', () => {
  it.each([
    ['02 01 00', 0],
    ['02 01 7f', 127],
    ['02 02 00 ff', 255],
    ['02 04 7f ff ff ff', 2147483647],
  ])('%s', (text, number) => {
    expect(read(text, (reader) => reader.smallInteger('it'))).toEqual({ value: number, refused: null });
  });

  it.each([
    ['minus one', '02 01 ff', 'der/integer-out-of-range', 0],
    ['minus 2147483648', '02 04 80 00 00 00', 'der/integer-out-of-range', 0],
    ['2147483648', '02 05 00 80 00 00 00', 'der/integer-out-of-range', 0],
    ['a huge one', `02 14 ${'7f'.repeat(20)}`, 'der/integer-out-of-range', 0],
    ['no octets', '02 00', 'der/empty-integer', 0],
    ['a padded one', '02 02 00 05', 'der/non-minimal-integer', 2],
  ])('%s is refused', (_, text, code, offset) => {
    expect(read(text, (reader) => reader.smallInteger('it'))).toEqual({ value: 0, refused: { code, offset } });
  });

  it('as ENUMERATED', () => {
    expect(read('0a 01 06', (reader) => reader.smallInteger('it', TAG.enumerated))).toEqual({
      value: 6,
      refused: null,
    });
  });
});

describe('BOOLEAN (X.690 section 11.1)', () => {
  it.each([
    ['01 01 00', false],
    ['01 01 ff', true],
  ])('%s', (text, value) => {
    expect(read(text, (reader) => reader.boolean('it'))).toEqual({ value, refused: null });
  });

  it.each([
    ['TRUE as 01, which is BER', '01 01 01', 'der/boolean'],
    ['no octets', '01 00', 'der/boolean'],
    ['two octets', '01 02 ff ff', 'der/boolean'],
    ['another type', '02 01 00', 'der/wrong-tag'],
  ])('%s is refused', (_, text, code) => {
    expect(read(text, (reader) => reader.boolean('it')).refused).toEqual({ code, offset: 0 });
  });
});

describe('NULL', () => {
  it('is empty', () => {
    expect(read('05 00', (reader) => reader.null('it')).refused).toBeNull();
    expect(read('80 00', (reader) => reader.null('it', context(0))).refused).toBeNull();
  });

  it.each([
    ['with content', '05 01 00', 'der/null'],
    ['of another type', '04 00', 'der/wrong-tag'],
  ])('%s is refused', (_, text, code) => {
    expect(read(text, (reader) => reader.null('it')).refused).toEqual({ code, offset: 0 });
  });
});

describe('OCTET STRING', () => {
  it.each([
    ['04 00', ''],
    ['04 03 00 01 02', '000102'],
  ])('%s', (text, content) => {
    const { value, refused } = read(text, (reader) => reader.octetString('it'));
    expect([toHex(value), refused]).toEqual([content, null]);
  });

  it('in constructed form, which DER forbids, is refused', () => {
    expect(read('24 04 04 02 01 02', (reader) => reader.octetString('it')).refused).toEqual({
      code: 'der/wrong-tag',
      offset: 0,
    });
  });
});

describe('BIT STRING (X.690 sections 8.6 and 11.2)', () => {
  it.each([
    ['empty', '03 01 00', 0, ''],
    ['whole octets', '03 03 00 aa bb', 0, 'aabb'],
    ['with three unused bits', '03 02 03 a8', 3, 'a8'],
    ['with seven unused bits', '03 02 07 80', 7, '80'],
  ])('%s', (_, text, unusedBits, content) => {
    const { value, refused } = read(text, (reader) => reader.bitString('it'));
    expect(refused).toBeNull();
    expect([value.unusedBits, toHex(value.bytes)]).toEqual([unusedBits, content]);
  });

  it.each([
    ['without the count of unused bits', '03 00', 'der/bit-string', 0],
    ['with eight unused bits', '03 02 08 00', 'der/bit-string', 0],
    ['with unused bits in no octet', '03 01 03', 'der/bit-string', 0],
    ['with unused bits that are set', '03 03 03 aa a9', 'der/bit-string', 4],
    ['in constructed form', '23 05 03 03 00 aa bb', 'der/wrong-tag', 0],
  ])('%s is refused', (_, text, code, offset) => {
    expect(read(text, (reader) => reader.bitString('it')).refused).toEqual({ code, offset });
  });
});

describe('the BIT STRING of a signature', () => {
  it('may have unused bits that are set: it is readable, and invalid', () => {
    const reader = readerOver(hex('03 03 03 aa a9'));
    const value = reader.signatureBits('it');
    expect([value.unusedBits, toHex(value.bytes), refusal(reader)]).toEqual([3, 'aaa9', null]);
    expect(reader.session.defects).toEqual([
      {
        code: 'der/bit-string',
        message: 'it has unused bits that are not zero, at offset 4',
        offset: 4,
        signed: false,
      },
    ]);
  });

  it.each([
    ['without the count of unused bits', '03 00', 'der/bit-string'],
    ['with eight unused bits', '03 02 08 00', 'der/bit-string'],
    ['with unused bits in no octet', '03 01 03', 'der/bit-string'],
    ['of another type', '04 02 00 aa', 'der/wrong-tag'],
  ])('%s is refused', (_, text, code) => {
    expect(read(text, (reader) => reader.signatureBits('it')).refused).toEqual({ code, offset: 0 });
  });
});

describe('OBJECT IDENTIFIER (X.690 section 8.19)', () => {
  it.each([
    ['0.0', '06 01 00'],
    ['0.39', '06 01 27'],
    ['1.0', '06 01 28'],
    ['1.39', '06 01 4f'],
    ['2.0', '06 01 50'],
    ['2.47', '06 01 7f'],
    ['2.48', '06 02 81 00'],
    ['2.999', '06 02 88 37'],
    ['2.5.29.17', '06 03 55 1d 11'],
    ['1.2.840.113549.1.1.11', '06 09 2a 86 48 86 f7 0d 01 01 0b'],
    ['1.3.6.1.4.1.11129.2.4.3', '06 0a 2b 06 01 04 01 d6 79 02 04 03'],
    ['1.2.4294967296', '06 06 2a 90 80 80 80 00'],
    // RFC 4122's UUID arcs are 128 bits wide: no number type holds them.
    ['2.25.340282366920938463463374607431768211455', `06 14 69 83 ${'ff'.repeat(17)} 7f`],
    ['2.340282366920938463463374607431768211375', `06 13 83 ${'ff'.repeat(17)} 7f`],
  ])('%s', (dotted, text) => {
    expect(read(text, (reader) => reader.objectIdentifier('it'))).toEqual({ value: dotted, refused: null });
    // The second time it comes from the table of known spellings.
    expect(read(text, (reader) => reader.objectIdentifier('it'))).toEqual({ value: dotted, refused: null });
  });

  it('of 128 octets is the longest that is read', () => {
    const longest = `2.5${'.1'.repeat(127)}`;
    const reader = readerOver(objectIdentifier(longest));
    expect([reader.objectIdentifier('it'), refusal(reader)]).toEqual([longest, null]);
  });

  it.each([
    ['without octets', '06 00'],
    ['that ends inside an arc', '06 02 55 9d'],
    ['that is one unfinished arc', '06 01 80'],
    ['with a padded first arc', '06 03 80 55 1d'],
    ['with a padded later arc', '06 04 55 80 1d 11'],
    ['of 129 octets', `06 81 81 55 ${'01'.repeat(128)}`],
  ])('%s is refused', (_, text) => {
    expect(read(text, (reader) => reader.objectIdentifier('it'))).toEqual({
      value: '',
      refused: { code: 'der/object-identifier', offset: 0 },
    });
  });

  it('is not confused with another that ends alike in memory', () => {
    const reader = readerOver(hex('06 03 55 1d 11 06 03 55 1d 0e 06 02 55 1d'));
    expect([1, 2, 3].map(() => reader.objectIdentifier('it'))).toEqual(['2.5.29.17', '2.5.29.14', '2.5.29']);
  });

  it('is read right when the table of known spellings is full', () => {
    const wrong: string[] = [];
    for (let arc = 0; arc < 2500; arc++) {
      const dotted = `1.3.9999.${arc}`;
      const reader = readerOver(objectIdentifier(dotted));
      if (reader.objectIdentifier('it') !== dotted) wrong.push(dotted);
    }
    expect(wrong).toEqual([]);
  });
});
