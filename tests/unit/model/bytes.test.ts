import { describe, expect, it } from 'vitest';
import { byCodeUnit, concatBytes, equalBytes, fromHex, toBase64, toHex } from '../../../src/core/model/bytes.ts';

const ALL_OCTETS = Uint8Array.from({ length: 256 }, (_, value) => value);

describe('hex', () => {
  it.each([
    ['', []],
    ['00', [0]],
    ['00ff0a7f80', [0, 255, 10, 127, 128]],
  ])('%j', (hex, octets) => {
    expect(toHex(Uint8Array.from(octets))).toBe(hex);
    expect(fromHex(hex)).toEqual(Uint8Array.from(octets));
  });

  it('is written lower case and read in any case', () => {
    expect(toHex(fromHex('DEADbeef'))).toBe('deadbeef');
  });

  it('covers every octet both ways', () => {
    expect(toHex(ALL_OCTETS)).toBe(Buffer.from(ALL_OCTETS).toString('hex'));
    expect(fromHex(toHex(ALL_OCTETS))).toEqual(ALL_OCTETS);
  });

  it('of a view is the view alone', () => {
    expect(toHex(ALL_OCTETS.subarray(16, 19))).toBe('101112');
  });
});

describe('toBase64', () => {
  it.each([
    ['', ''],
    ['66', 'Zg=='],
    ['666f', 'Zm8='],
    ['666f6f', 'Zm9v'],
    ['fbff', '+/8='],
  ])('of %s (RFC 4648 section 10)', (hex, text) => {
    expect(toBase64(fromHex(hex))).toBe(text);
  });

  it.each([8191, 8192, 8193, 300_000])('of %d octets, beyond one piece', (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 31) & 0xff);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  });
});

describe('equalBytes', () => {
  it.each([
    ['', '', true],
    ['01', '01', true],
    ['01', '02', false],
    ['01', '0100', false],
    ['0102', '0103', false],
  ])('%j and %j: %j', (a, b, equal) => {
    expect(equalBytes(fromHex(a), fromHex(b))).toBe(equal);
  });

  it('of one array with itself', () => {
    expect(equalBytes(ALL_OCTETS, ALL_OCTETS)).toBe(true);
  });

  it('compares views by content, not by place', () => {
    expect(equalBytes(fromHex('aabbaabb').subarray(0, 2), fromHex('ccaabb').subarray(1))).toBe(true);
  });
});

describe('concatBytes', () => {
  it('joins in order and copies', () => {
    const first = fromHex('0102');
    const whole = concatBytes([first, new Uint8Array(0), fromHex('03')]);
    first[0] = 0xff;
    expect(toHex(whole)).toBe('010203');
  });

  it('of nothing is empty', () => {
    expect(concatBytes([])).toEqual(new Uint8Array(0));
  });
});

describe('byCodeUnit', () => {
  it('sorts by UTF-16 code unit, whatever the locale says', () => {
    expect(['ä', 'b', 'Z', 'a', '\u{1f600}', '\uffee', 'aa', ''].sort(byCodeUnit)).toEqual([
      '',
      'Z',
      'a',
      'aa',
      'b',
      'ä',
      '\u{1f600}',
      '\uffee',
    ]);
  });

  it('of equal strings is 0', () => {
    expect(byCodeUnit('a', 'a')).toBe(0);
  });
});
