import { describe, expect, it } from 'vitest';
import { checkNested } from '../../../src/core/der/nested.ts';
import { context, contextConstructed, TAG } from '../../../src/core/der/reader.ts';
import { concatBytes, toHex } from '../../../src/core/model/bytes.ts';
import { octetString, sequence } from '../../pki/der-writer.ts';
import { hex, read, readerOver, refusal } from './reading.ts';

describe('lengths (X.690 sections 8.1.3 and 10.1)', () => {
  it.each([
    [0, '04 00'],
    [1, '04 01'],
    [0x7f, '04 7f'],
    [0x80, '04 81 80'],
    [0xff, '04 81 ff'],
    [0x100, '04 82 01 00'],
    [0xffff, '04 82 ff ff'],
    [0x10000, '04 83 01 00 00'],
    [0x1000000, '04 84 01 00 00 00'],
  ])('%d octets', (length, header) => {
    const head = hex(header);
    const reader = readerOver(concatBytes([head, new Uint8Array(length)]));
    const tlv = reader.any('it');
    expect(refusal(reader)).toBeNull();
    expect(tlv).toEqual({ tag: 4, start: 0, contentStart: head.length, end: head.length + length });
    expect(reader.more).toBe(false);
  });

  it.each([
    ['nothing at all', '', 'der/truncated', 0],
    ['a tag without a length', '04', 'der/truncated', 0],
    ['fewer octets than claimed', '04 02 00', 'der/truncated', 0],
    ['a length that is cut off', '04 82 01', 'der/truncated', 1],
    ['a length that is missing after its count', '04 81', 'der/truncated', 1],
    ['an indefinite length', '30 80 00 00', 'der/indefinite-length', 1],
    ['an indefinite length of a primitive', '04 80 00 00', 'der/indefinite-length', 1],
    ['127 octets spelled in two', `04 81 7f ${'00'.repeat(127)}`, 'der/non-minimal-length', 1],
    ['0 spelled in two', '04 81 00', 'der/non-minimal-length', 1],
    ['128 octets spelled in three', `04 82 00 80 ${'00'.repeat(128)}`, 'der/non-minimal-length', 1],
    ['a leading zero octet before a long length', '04 84 00 01 00 00', 'der/non-minimal-length', 1],
    ['4 GiB minus one, with nothing there', '04 84 ff ff ff ff', 'der/truncated', 0],
    ['4 GiB', '04 85 01 00 00 00 00', 'der/length-too-large', 1],
    ['a length of five octets, leading zeros or not', '04 85 00 00 00 00 01 00', 'der/length-too-large', 1],
    ['the reserved length octet FF', '04 ff', 'der/length-too-large', 1],
    ['a tag number above 30', '1f 85 22 00', 'der/high-tag-number', 0],
    ['a context-specific tag number above 30', 'bf 22 00', 'der/high-tag-number', 0],
    ['end-of-contents octets', '00 00', 'der/reserved-tag', 0],
    ['the tag of end-of-contents octets, constructed', '20 02 05 00', 'der/reserved-tag', 0],
  ])('%s is refused', (_, text, code, offset) => {
    const { value, refused } = read(text, (reader) => reader.any('it'));
    expect(refused).toEqual({ code, offset });
    expect(value).toEqual({ tag: -1, start: 0, contentStart: 0, end: 0 });
  });

  it('of a value inside another may not reach beyond the outer one, though the octets are there', () => {
    const reader = readerOver(hex('30 03 04 02 aa bb'));
    reader.sequence('outer').any('inner');
    expect(refusal(reader)).toEqual({ code: 'der/truncated', offset: 2 });
  });

  it('whose octets lie beyond the outer value are cut off', () => {
    const reader = readerOver(hex('30 02 04 81 80 00'));
    reader.sequence('outer').any('inner');
    expect(refusal(reader)).toEqual({ code: 'der/truncated', offset: 3 });
  });
});

describe('reading forward', () => {
  it('goes from one value to the next, says what is next and whether more follows', () => {
    const reader = readerOver(hex('02 01 05 05 00'));
    expect([reader.nextTag, reader.more, reader.at]).toEqual([TAG.integer, true, 0]);
    reader.any('first');
    expect([reader.nextTag, reader.more, reader.at]).toEqual([TAG.null, true, 3]);
    reader.any('second');
    expect([reader.nextTag, reader.more, reader.at]).toEqual([-1, false, 5]);
    expect(refusal(reader)).toBeNull();
  });

  it('refuses another tag than the one asked for, and names both', () => {
    const reader = readerOver(hex('30 02 05 00'));
    reader.sequence('it').integer('the number');
    expect(reader.session.failure).toEqual({
      ok: false,
      code: 'der/wrong-tag',
      message: 'the number should be INTEGER but is NULL, at offset 2',
      offset: 2,
    });
  });

  it('refuses a missing value as cut off, where it should begin', () => {
    const reader = readerOver(hex('30 00'));
    reader.sequence('it').integer('the number');
    expect(reader.session.failure).toEqual({
      ok: false,
      code: 'der/truncated',
      message: 'the number is missing or cut off, at offset 2',
      offset: 2,
    });
  });

  it('takes an optional value only when its tag is next', () => {
    const reader = readerOver(hex('05 00 02 01 07'));
    expect(reader.optional(TAG.integer, 'it')).toBeNull();
    expect(reader.optional(TAG.null, 'it')).toEqual({ tag: 5, start: 0, contentStart: 2, end: 2 });
    expect(reader.optional(TAG.null, 'it')).toBeNull();
    expect(reader.at).toBe(2);
    expect(refusal(reader)).toBeNull();
  });

  it('opens [n] EXPLICIT and leaves another [n] alone', () => {
    const reader = readerOver(hex('a1 03 02 01 07'));
    expect(reader.explicit(0, 'it')).toBeNull();
    expect(reader.at).toBe(0);
    const inside = reader.explicit(1, 'it')!;
    expect(inside.smallInteger('the number')).toBe(7);
    expect([inside.more, reader.more]).toEqual([false, false]);
    expect(refusal(reader)).toBeNull();
  });

  it('does not take a primitive [0] for a constructed one', () => {
    expect(context(0)).toBe(0x80);
    expect(contextConstructed(3)).toBe(0xa3);
    expect(read('80 00', (reader) => reader.explicit(0, 'it'))).toEqual({ value: null, refused: null });
  });

  it('counts what is left over at the end of a production', () => {
    const reader = readerOver(hex('30 05 05 00 02 01 07'));
    const inside = reader.sequence('it');
    inside.null('the NULL');
    inside.finish('it');
    expect(reader.session.failure).toEqual({
      ok: false,
      code: 'der/trailing-bytes',
      message: '3 octets are left over at the end of it, at offset 4',
      offset: 4,
    });
  });

  it('finishes silently where nothing is left', () => {
    const reader = readerOver(hex('05 00'));
    reader.null('it');
    reader.finish('it');
    expect(refusal(reader)).toBeNull();
  });
});

describe('after the first failure', () => {
  it('every read is empty, loops end, and the first failure stays', () => {
    const reader = readerOver(hex('30 80 02 01 07'));
    const inside = reader.sequence('it');
    expect(refusal(reader)).toEqual({ code: 'der/indefinite-length', offset: 1 });
    const first = reader.session.failure;
    expect([inside.more, inside.nextTag, reader.more, reader.nextTag]).toEqual([false, -1, false, -1]);
    expect(toHex(reader.integer('it'))).toBe('');
    expect(reader.smallInteger('it')).toBe(0);
    expect(reader.boolean('it')).toBe(false);
    expect(toHex(reader.octetString('it'))).toBe('');
    expect(reader.objectIdentifier('it')).toBe('');
    expect(reader.bitString('it')).toEqual({ unusedBits: 0, bytes: new Uint8Array(0) });
    expect(reader.explicit(0, 'it')).toBeNull();
    reader.null('it');
    reader.finish('it');
    expect(reader.session.failure).toBe(first);
  });
});

describe('octets', () => {
  it('are views into what was received, at the offsets the reader tells', () => {
    const buffer = hex('ffff 30 04 04 02 aa bb ffff');
    const bytes = buffer.subarray(2, 8);
    const reader = readerOver(bytes);
    const outer = reader.any('outer');
    const inner = reader.into(outer).any('inner');
    const whole = reader.whole(inner);
    const content = reader.content(inner);
    expect([toHex(whole), toHex(content)]).toEqual(['0402aabb', 'aabb']);
    expect([whole.buffer === buffer.buffer, content.buffer === buffer.buffer]).toEqual([true, true]);
    expect([whole.byteOffset - bytes.byteOffset, content.byteOffset - bytes.byteOffset]).toEqual([2, 4]);
    expect(inner).toEqual({ tag: 4, start: 2, contentStart: 4, end: 6 });
  });
});

describe('depth', () => {
  /** `levels` SEQUENCEs, one in the other. */
  const nested = (levels: number) => {
    let value = sequence();
    for (let level = 1; level < levels; level++) value = sequence(value);
    return value;
  };

  it('is followed to 40 levels', () => {
    const reader = readerOver(nested(40));
    checkNested(reader, reader.any('it'), 'it');
    expect(refusal(reader)).toBeNull();
  });

  it('is refused at 41, at the content of the value that goes too far', () => {
    const bytes = nested(41);
    const reader = readerOver(bytes);
    checkNested(reader, reader.any('it'), 'it');
    expect(reader.session.failure).toEqual({
      ok: false,
      code: 'der/too-deep',
      message: `Nested deeper than 40 levels, at offset ${bytes.length}`,
      offset: bytes.length,
    });
  });

  it('of a bomb costs no stack', () => {
    // 20,000 levels in 100 kB; the lengths of the outer 41 are honest, so nothing but the depth is wrong.
    const levels = 20_000;
    const bytes = new Uint8Array(levels * 5);
    for (let level = 0; level < levels; level++) {
      const size = bytes.length - (level + 1) * 5;
      bytes.set([0x30, 0x83, size >> 16, (size >> 8) & 0xff, size & 0xff], level * 5);
    }
    const reader = readerOver(bytes);
    checkNested(reader, reader.any('it'), 'it');
    expect(refusal(reader)).toEqual({ code: 'der/too-deep', offset: 41 * 5 });
  });
});

describe('values of unknown type', () => {
  it('are followed to their leaves', () => {
    const reader = readerOver(sequence(sequence(octetString(hex('0102'))), sequence()));
    checkNested(reader, reader.any('it'), 'it');
    expect(refusal(reader)).toBeNull();
  });

  it.each([
    ['an indefinite length deep inside', '30 06 30 04 30 80 00 00', 'der/indefinite-length', 5],
    ['a non-minimal length deep inside', '30 05 30 03 04 81 00', 'der/non-minimal-length', 5],
    ['a truncated value deep inside', '30 04 30 02 04 01', 'der/truncated', 4],
  ])('%s is refused', (_, text, code, offset) => {
    expect(read(text, (reader) => checkNested(reader, reader.any('it'), 'it')).refused).toEqual({ code, offset });
  });

  it.each([
    ['a BOOLEAN in BER', '30 03 01 01 01', 'der/boolean', 2],
    ['a padded INTEGER', '30 04 02 02 00 20', 'der/non-minimal-integer', 4],
    ['a padded ENUMERATED', '30 04 0a 02 00 01', 'der/non-minimal-integer', 4],
    ['a BIT STRING with unused bits that are set', '30 04 03 02 01 01', 'der/bit-string', 5],
    ['a NULL with content', '30 03 05 01 00', 'der/null', 2],
    ['a padded OBJECT IDENTIFIER', '30 05 06 03 55 80 01', 'der/object-identifier', 2],
    ['an OCTET STRING in pieces', '30 05 24 03 04 01 aa', 'der/wrong-form', 2],
    ['a UTF8String in pieces', '2c 03 0c 01 41', 'der/wrong-form', 0],
    ['a GeneralizedTime in pieces', '30 02 38 00', 'der/wrong-form', 2],
    ['a primitive SEQUENCE', '30 02 10 00', 'der/wrong-form', 2],
    ['a primitive SET', '11 00', 'der/wrong-form', 0],
  ])('%s is refused', (_, text, code, offset) => {
    expect(read(text, (reader) => checkNested(reader, reader.any('it'), 'it')).refused).toEqual({ code, offset });
  });

  it.each([
    ['a negative INTEGER', '30 03 02 01 ff'],
    ['an empty BIT STRING', '03 01 00'],
    ['text of any kind, decoding or not', '30 03 0c 01 ff'],
    ['an OCTET STRING that holds no DER', '04 02 30 80'],
    ['EXTERNAL, EMBEDDED PDV and CHARACTER STRING', '30 06 28 00 2b 00 3d 00'],
    ['[0] and [APPLICATION 1], primitive or not', '30 08 80 00 a0 00 41 00 61 00'],
  ])('%s is taken', (_, text) => {
    const reader = readerOver(hex(text));
    checkNested(reader, reader.any('it'), 'it');
    reader.finish('it');
    expect(refusal(reader)).toBeNull();
  });

  it('of two are both looked at', () => {
    expect(read('30 05 05 00 01 01 01', (reader) => checkNested(reader, reader.any('it'), 'it')).refused).toEqual({
      code: 'der/boolean',
      offset: 4,
    });
  });
});
