/** Moments in running text: which are found, with what around them, and at what cost. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findMoments } from '../../../src/core/moments/index.ts';

const BUG = new URL('../../../../shared/bug-1793443.txt', import.meta.url);
const said = (text: string) =>
  findMoments(text).map(({ text: words, instant, doubt }) => [
    words,
    instant === null ? (doubt?.code ?? null) : new Date(instant).toISOString(),
  ]);

describe('in a text', () => {
  test('moments stand where they stand', () => {
    const text =
      'Timeline:\r\n - 2022-08-08 16:20 PDT: it began\r\n\r\nComment 3•2 years ago\nAt 4 PM ET on Aug 9, 2022 it ended.';
    const found = findMoments(text);
    expect(found).toEqual([
      {
        text: '2022-08-08 16:20 PDT',
        instant: Date.UTC(2022, 7, 8, 23, 20),
        zone: 'PDT',
        offsetMinutes: -420,
        precision: 'minute',
        start: 14,
        end: 34,
        line: 2,
        comment: null,
        context: '2022-08-08 16:20 PDT: it began',
      },
      expect.objectContaining({
        text: '4 PM ET on Aug 9, 2022',
        instant: Date.UTC(2022, 7, 9, 20),
        line: 5,
        comment: 3,
        context: 'At 4 PM ET on Aug 9, 2022 it ended.',
      }),
    ]);
    for (const { start, end, text: words } of found) expect(text.slice(start, end)).toBe(words);
  });

  test('dates alone are left, and what is not certain is kept without an instant', () => {
    expect(said('Effective October 1, 2022, all; generated after 2022-09-30.')).toEqual([]);
    expect(said('on 2022-08-08 16:20 CST and 2022-02-30 10:00 UTC, 08/09/2022 9:00 AM UTC, 2022-08-08 16:20.')).toEqual(
      [
        ['2022-08-08 16:20 CST', 'moment/ambiguous-zone'],
        ['2022-02-30 10:00 UTC', 'moment/impossible'],
        ['08/09/2022 9:00 AM UTC', 'moment/day-or-month'],
        ['2022-08-08 16:20', null],
      ],
    );
  });

  test('the zone behind a range is that of both ends', () => {
    expect(said('from 2022-08-08 16:20 to 18:45 PDT')).toEqual([['2022-08-08 16:20', '2022-08-08T23:20:00.000Z']]);
    expect(said('2022-08-08 16:20 \u2013 2022-08-08 18:45 UTC')).toEqual([
      ['2022-08-08 16:20', '2022-08-08T16:20:00.000Z'],
      ['2022-08-08 18:45 UTC', '2022-08-08T18:45:00.000Z'],
    ]);
    expect(said('2022-08-08 10:00-12:00 UTC')).toEqual([['2022-08-08 10:00', '2022-08-08T10:00:00.000Z']]);
    expect(said('2022-08-08 10:00-12:00')).toEqual([['2022-08-08 10:00-12:00', 'moment/range-or-offset']]);
    expect(said('2022-08-08T10:00-12:00')).toEqual([['2022-08-08T10:00-12:00', '2022-08-08T22:00:00.000Z']]);
  });

  test('a colon after it ends it', () => {
    expect(said('2022-08-08 16:20: it began')).toEqual([['2022-08-08 16:20', null]]);
    expect(said('2022-08-08 16:20 +02:00: it began')).toEqual([
      ['2022-08-08 16:20 +02:00', '2022-08-08T14:20:00.000Z'],
    ]);
  });

  test('CT behind a time is Central Time unless logs follow', () => {
    expect(said('2022-08-08 16:20 CT')).toEqual([['2022-08-08 16:20 CT', '2022-08-08T21:20:00.000Z']]);
    expect(said('At 2022-08-08 16:20 CT logs froze')).toEqual([['2022-08-08 16:20', null]]);
  });

  test('numbers that look like dates are none', () => {
    const serials =
      'Serial 12:34:56:78:90 version 1.2.3.2022 10:30 of 2022, 192.168.2.2022 and 4e:20:22-08-08 16:20:30:40:50';
    expect(said(serials)).toEqual([]);
  });

  test('a heading with a time of its own numbers its comment', () => {
    const [found] = findMoments('Comment 4 Jo Doe 2022-10-08 11:12:13 PDT');
    expect(found).toMatchObject({ comment: 4, instant: Date.UTC(2022, 9, 8, 18, 12, 13) });

    expect(findMoments('See Comment 3, 2022-10-08 11:12 PDT')[0]?.comment).toBe(null);
  });

  test('a long line is shown in part, and whole words', () => {
    const [found] = findMoments(`${'word '.repeat(200)}2022-08-08 16:20 PDT${' word'.repeat(200)}`);
    expect(found!.context.length).toBeLessThanOrEqual(242);
    expect(found!.context).toMatch(/^…(word )+2022-08-08 16:20 PDT( word)+…$/);
  });

  test.each([
    ['digits', '1'.repeat(300_000)],
    ['dates', '2022-08-08 '.repeat(30_000)],
    ['times', '16:20 '.repeat(50_000)],
    ['times and one year', `${'1:00 '.repeat(50_000)}2022`],
    ['spaces', `${' '.repeat(300_000)}2022 1:00`],
    ['months', `${'Jan '.repeat(60_000)}2022 1:00`],
    ['signs', `2022-08-08 16:20${'-'.repeat(300_000)}`],
  ])('hostile lines cost no more than they are long: %s', (_name, line) => {
    const began = performance.now();
    findMoments(line);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

test.skipIf(!existsSync(BUG))('the thread of the bug has nine', () => {
  const found = findMoments(readFileSync(BUG, 'utf8'));
  expect(
    found.map(({ line, comment, text, instant }) => [line, comment, text, new Date(instant!).toISOString()]),
  ).toEqual([
    [35, 2, '2022-10-03 08:06 PDT', '2022-10-03T15:06:00.000Z'],
    [37, 2, '2022-08-08 16:20 PDT', '2022-08-08T23:20:00.000Z'],
    [38, 2, '2022-08-08 16:55 PDT', '2022-08-08T23:55:00.000Z'],
    [39, 2, '2022-08-08 18:45 PDT', '2022-08-09T01:45:00.000Z'],
    [40, 2, '2022-08-08 19:44 PDT', '2022-08-09T02:44:00.000Z'],
    [41, 2, '2022-10-03 08:06 PDT', '2022-10-03T15:06:00.000Z'],
    [42, 2, '2022-10-03 09:57 PDT', '2022-10-03T16:57:00.000Z'],
    [47, 2, '2022-08-08 16:55 PDT', '2022-08-08T23:55:00.000Z'],
    [47, 2, '2022-08-08 18:45 PDT', '2022-08-09T01:45:00.000Z'],
  ]);
  expect(found[1]!.context).toBe(
    '2022-08-08 16:20 PDT: OCSP publishing issues started for the impacted CA server and region',
  );
});
