import { describe, expect, it } from 'vitest';
import { DAY, formatInstant, HOUR, MINUTE, parseInstant, SECOND, utcInstant } from '../../../src/core/model/time.ts';

/** 2022-10-01T00:00:00Z, the day the presumption took effect. */
const OCTOBER = 1664582400000;

describe('the units', () => {
  it('are milliseconds', () => {
    expect([SECOND, MINUTE, HOUR, DAY]).toEqual([1000, 60_000, 3_600_000, 86_400_000]);
  });
});

describe('utcInstant', () => {
  it.each([
    ['the epoch', [1970, 1, 1, 0, 0, 0], 0],
    ['the last second before the epoch', [1969, 12, 31, 23, 59, 59], -1000],
    ['a recent day', [2022, 10, 1, 0, 0, 0], OCTOBER],
    ['29 February of a leap year', [2024, 2, 29, 12, 34, 56], 1709210096000],
    ['29 February 2000, a century that is a leap year', [2000, 2, 29, 0, 0, 0], 951782400000],
    ['the last second of year 9999', [9999, 12, 31, 23, 59, 59], 253402300799000],
    ['year 0', [0, 1, 1, 0, 0, 0], -62167219200000],
    ['year 99, which Date.UTC would read as 1999', [99, 1, 1, 0, 0, 0], -59042995200000],
  ] as const)('%s', (_, [year, month, day, hour, minute, second], instant) => {
    expect(utcInstant(year, month, day, hour, minute, second)).toBe(instant);
  });

  it.each([
    ['month 0', [2022, 0, 1, 0, 0, 0]],
    ['month 13', [2022, 13, 1, 0, 0, 0]],
    ['day 0', [2022, 1, 0, 0, 0, 0]],
    ['32 January', [2022, 1, 32, 0, 0, 0]],
    ['31 April', [2022, 4, 31, 0, 0, 0]],
    ['30 February', [2024, 2, 30, 0, 0, 0]],
    ['29 February of a common year', [2023, 2, 29, 0, 0, 0]],
    ['29 February 1900, a century that is not a leap year', [1900, 2, 29, 0, 0, 0]],
    ['24:00', [2022, 1, 1, 24, 0, 0]],
    ['minute 60', [2022, 1, 1, 0, 60, 0]],
    ['a leap second', [2016, 12, 31, 23, 59, 60]],
  ] as const)('%s is no moment', (_, [year, month, day, hour, minute, second]) => {
    expect(utcInstant(year, month, day, hour, minute, second)).toBeNull();
  });
});

describe('formatInstant', () => {
  it.each([
    [OCTOBER, '2022-10-01T00:00:00Z'],
    [OCTOBER + 999, '2022-10-01T00:00:00Z'],
    [OCTOBER - 1, '2022-09-30T23:59:59Z'],
    [-1, '1969-12-31T23:59:59Z'],
    [253402300799999, '9999-12-31T23:59:59Z'],
    [-62167219200000, '0000-01-01T00:00:00Z'],
  ])('%d', (instant, text) => {
    expect(formatInstant(instant)).toBe(text);
  });
});

describe('parseInstant', () => {
  it.each([
    ['2022-10-01T00:00:00Z', OCTOBER],
    ['2022-10-01t00:00:00z', OCTOBER],
    ['  2022-10-01T00:00:00Z\n', OCTOBER],
    ['2022-10-01', OCTOBER],
    ['2022-10-01T00:00', OCTOBER],
    ['2022-10-01 00:00:00', OCTOBER],
    ['2022-10-01 00:00:00 UTC', OCTOBER],
    ['2022-10-01T02:00:00+02:00', OCTOBER],
    ['2022-10-01T02:00:00+0200', OCTOBER],
    ['2022-09-30T18:30:00-05:30', OCTOBER],
    ['2022-10-01T00:00:00.999Z', OCTOBER],
    ['2022-10-01T00:00:01Z', OCTOBER + SECOND],
  ])('reads %j', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    '',
    'now',
    '2022',
    '2022-10',
    '2022-13-01',
    '2022-02-30',
    '2022-10-01T24:00:00Z',
    '2022-10-01T00:60:00Z',
    '2022-10-01T00:00:60Z',
    '2022-10-01T00:00:00.Z',
    '2022-10-01T00:00:00+99:99',
    '2022-10-01T00:00:00+24:00',
    '2022-10-01T00:00:00-00:60',
    '2022-10-01T00Z',
    '2022-10-01Z',
    '2022-10-01T00:00:00 CET',
    '2022-10-01T00:00:00Z and more',
    '22-10-01T00:00:00Z',
    '+02022-10-01T00:00:00Z',
    '01/10/2022',
    '1664582400',
  ])('has no instant for %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('reads back what formatInstant writes', () => {
    for (const instant of [0, OCTOBER, -62167219200000, 253402300799000])
      expect(parseInstant(formatInstant(instant))).toBe(instant);
  });
});
