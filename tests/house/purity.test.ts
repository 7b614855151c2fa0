/** Core knows no clock, no chance and no locale: the same evidence gives the same bytes, everywhere and always. */
import { describe, expect, test } from 'vitest';
import { impurities } from './purity.ts';
import { modules, read } from './sources.ts';

describe('core', () => {
  test('asks neither clock nor chance nor locale', () => {
    const found = modules('src/core').flatMap((path) => impurities(path, read(path)).map((line) => `${path} ${line}`));
    expect(found).toEqual([]);
  });

  test.each([
    ['Date.now()', 'Date.now'],
    ['new Date()', 'new Date()'],
    ['new Date', 'new Date'],
    ['Date()', 'Date()'],
    ['new Date(2022, 9, 1)', 'new Date(2022, 9, 1)'],
    ['Date.parse(text)', 'Date.parse'],
    ['const { now } = Date', '{ now } = Date'],
    ['Math.random()', 'Math.random'],
    ["Math['random']()", "Math['random']"],
    ['globalThis.navigator', 'globalThis'],
    ['new Intl.Collator()', 'Intl'],
    ['date.toLocaleString()', 'toLocaleString'],
    ['a.localeCompare(b)', 'localeCompare'],
    ['date.getHours()', 'getHours'],
    ['date.getTimezoneOffset()', 'getTimezoneOffset'],
  ])('may not say %s', (text, what) => {
    expect(impurities('a.ts', `\n${text};`)).toEqual([`line 2: ${what}`]);
  });

  test.each([
    'new Date(instant).toISOString()',
    'Date.UTC(2022, 9, 1)',
    'date.getUTCHours()',
    'Math.max(1, 2)',
    'const date: Date = made',
    '// Date.now()',
    '"Date.now()"',
    'const names = { Intl: 1, Date: 2 }',
  ])('may say %s', (text) => {
    expect(impurities('a.ts', text)).toEqual([]);
  });
});
