import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRows } from '../../../src/core/intake/csv.ts';
import { code, guarded, showing, toCsv, words } from '../../../src/core/report/harmless.ts';

/** Names as an attacker would choose them, beside plain ones. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '\t',
        '\r',
        '\n',
        '"',
        "'",
        ',',
        ';',
        '|',
        '`',
        '\u202e',
        '\uff1d',
        ' ',
        'a',
        '\\',
        '<',
        '[',
        '](',
        'http://',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

describe('a cell', () => {
  test.each([
    ['=HYPERLINK("https://evil")', '\'=HYPERLINK("https://evil")'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['\t=1', '\\09=1'],
    ['\r=1', '\\0d=1'],
    ['\uff1d1', "'\uff1d1"],
    ['"=1"', '\'"=1"'],
    ["a;=cmd|' /C calc'!A0", "a;'=cmd|' /C calc'!A0"],
    ['CN=a,O=b', 'CN=a,O=b'],
    ['host-1.example', 'host-1.example'],
    ['a\u202eb', 'a\\e2\\80\\aeb'],
  ])('%j is written %j', (value, expected) => expect(guarded(value)).toBe(expected));

  test('survives a CSV reader, and none begins a formula, whatever the names are', () => {
    fc.assert(
      fc.property(fc.array(fc.array(hostile, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (table) => {
        const read = [...csvRows(toCsv(table), ',')];
        expect(read).toEqual(table.map((row) => row.map(guarded)));
        for (const cell of read.flat()) {
          expect(cell).not.toMatch(/^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/);
          expect(cell).not.toMatch(/[,;|]\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
          expect(cell).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
    );
  });

  test('of another country’s spreadsheet, which splits at semicolons and tabs, begins no formula either', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 2, maxLength: 4 }), (row) => {
        for (const separator of [';', '\t'])
          for (const cell of [...csvRows(toCsv([row]), separator)].flat()) expect(cell).not.toMatch(/^\s*"?[=+\-@]/);
      }),
    );
  });

  test('lines end as RFC 4180 has them, and there is no byte order mark', () => {
    expect(
      toCsv([
        ['a', 'b c'],
        ['"', ''],
      ]),
    ).toBe('a,b c\r\n"""",\r\n');
  });
});

describe('Markdown', () => {
  test.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a``', '``` a`` ```'],
    ['', '(none)'],
    ['<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'],
    ['[click](https://evil)', '`[click](https://evil)`'],
    ['a\nb\u202e', '`a\\0ab\\e2\\80\\ae`'],
  ])('a name %j is code: %s', (name, expected) => expect(code(name)).toBe(expected));

  test('a pipe in a table is escaped', () => expect(code('a|b', { inTable: true })).toBe('`a\\|b`'));

  test('no name ends its own code span or its line', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const span = code(name);
        if (span === '(none)') return;
        const [, fence] = /^(`+)/.exec(span)!;
        const inside = span.slice(fence!.length, -fence!.length);
        expect(span.endsWith(fence!)).toBe(true);
        expect([...inside.matchAll(/`+/g)].map(([run]) => run.length)).not.toContain(fence!.length);
        expect(span).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }),
    );
  });

  test.each([
    ['Bug was assigned', 'Bug was assigned'],
    ['**bold** _it_ `code` | <b> [a](b)', '\\*\\*bold\\*\\* \\_it\\_ \\`code\\` \\| \\<b\\> \\[a\\](b)'],
    ['see https://evil.example and www.evil.example', 'see https\\://evil.example and www\\.evil.example'],
    ['thanks @someone, a@b.example', 'thanks `@someone`, a`@b.example`'],
    ['# not a heading', '\\# not a heading'],
    ['- not a list', '\\- not a list'],
    ['1. not a list', '\\1. not a list'],
    ['two\nlines', 'two lines'],
    ['a\u202eb', 'a\\\\e2\\\\80\\\\aeb'],
  ])('a person’s words %j do nothing', (typed, expected) => expect(words(typed)).toBe(expected));
});

test('what does not show is shown as RFC 4514 writes it', () => {
  expect(showing('a\u0000b\ud800\u00a0')).toBe('a\\00b\\ef\\bf\\bd\\c2\\a0');
  expect(showing('Ünïcødé 字')).toBe('Ünïcødé 字');
});
