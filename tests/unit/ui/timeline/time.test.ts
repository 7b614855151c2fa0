import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatInstant } from '../../../../src/core/model/time.ts';
import { edgesOf, snap, ticksOf, unitFor, UNITS } from '../../../../src/ui/timeline/calendar.ts';
import {
  around,
  clamp,
  lengthOf,
  NEAREST,
  panned,
  scaleOf,
  WORLD,
  zoomed,
  type Span,
} from '../../../../src/ui/timeline/span.ts';
import { readUtc, sayMoment, saySpan, sayView, shortMoment } from '../../../../src/ui/timeline/utc.ts';
import { at } from './make.ts';

const span = (from: string, until: string): Span => ({ from: at(from), until: at(until) });
const iso = (moments: Iterable<number>) => Array.from(moments, (moment) => formatInstant(moment));

describe('moments', () => {
  test('are read as the verdict document writes them, every second from year 0 on', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }), (seconds) => {
        expect(readUtc(formatInstant(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });
  test.each([
    '',
    '2022-10-01',
    '2022-10-01T00:00:00',
    '2022-10-01 00:00:00Z',
    '2022-10-01T00:00:0xZ',
    '+010000-01-01T00:00:00Z',
  ])('and anything else is none: %j', (text) => expect(readUtc(text)).toBeNaN());
  test('are said in UTC, as short as they are exact', () => {
    expect(sayMoment(at('2022-10-01T08:10:20Z'))).toBe('2022-10-01 08:10:20 UTC');
    expect(['2022-10-01', '2022-10-01T08:10:00Z', '2022-10-01T08:10:20Z'].map((text) => shortMoment(at(text)))).toEqual(
      ['2022-10-01', '2022-10-01 08:10', '2022-10-01 08:10:20'],
    );
    expect(saySpan(at('2022-10-01'), at('2022-10-12'))).toBe('2022-10-01 to 2022-10-12 UTC');
  });
  test('what is in view is said no finer than it can be seen', () => {
    expect(sayView(span('2022-07-30T18:49:43Z', '2022-11-19T03:25:16Z'))).toBe('2022-07-30 to 2022-11-19 UTC');
    expect(sayView(span('2022-07-30T18:49:43Z', '2022-07-31T03:25:16Z'))).toBe(
      '2022-07-30 18:49 to 2022-07-31 03:25 UTC',
    );
    expect(sayView(span('2022-07-30T18:49:43Z', '2022-07-30T18:50:43Z'))).toBe(
      '2022-07-30 18:49:43 to 2022-07-30 18:50:43 UTC',
    );
  });
});

describe('spans', () => {
  const spans = fc
    .tuple(fc.integer({ min: at('1950-01-01'), max: at('2120-01-01') }), fc.integer({ min: 1, max: 9e12 }))
    .map(([from, length]): Span => ({ from, until: from + length }));

  test('stay in the world and never get nearer than can be told, whatever is done to them', () => {
    fc.assert(
      fc.property(spans, fc.double({ min: 0.01, max: 100, noNaN: true }), (given, factor) => {
        for (const made of [clamp(given), zoomed(clamp(given), factor), panned(clamp(given), factor - 50)]) {
          expect(made.from).toBeGreaterThanOrEqual(WORLD.from - 1);
          expect(made.until).toBeLessThanOrEqual(WORLD.until + 1);
          expect(lengthOf(made)).toBeGreaterThanOrEqual(NEAREST * 0.999);
        }
      }),
    );
  });
  test('a zoom leaves the moment under the hand where it is', () => {
    const shown = span('2022-10-01', '2022-10-11');
    expect(iso(Object.values(zoomed(shown, 0.5, at('2022-10-03'))))).toEqual([
      '2022-10-02T00:00:00Z',
      '2022-10-07T00:00:00Z',
    ]);
  });
  test('one moment alone has a day around it, and none has no span', () => {
    expect(iso(Object.values(around([at('2022-10-01T12:00:00Z')])!))).toEqual([
      '2022-10-01T00:00:00Z',
      '2022-10-02T00:00:00Z',
    ]);
    expect(around([])).toBeNull();
    expect(around([NaN])).toBeNull();
  });
  test('pixels and moments are told from each other both ways', () => {
    const scale = scaleOf(span('2022-10-01', '2022-10-11'), 100, 1100);
    expect([scale(at('2022-10-01')), scale(at('2022-10-06')), scale.invert(1100)]).toEqual([
      100,
      600,
      at('2022-10-11'),
    ]);
  });
});

describe('the calendar', () => {
  test('bins are whole months, days, hours in UTC, and cover the span', () => {
    expect(
      iso(
        edgesOf(
          span('2022-09-15', '2022-12-02'),
          UNITS.find(({ name }) => name === 'month')!,
        ),
      ),
    ).toEqual([
      '2022-09-01T00:00:00Z',
      '2022-10-01T00:00:00Z',
      '2022-11-01T00:00:00Z',
      '2022-12-01T00:00:00Z',
      '2023-01-01T00:00:00Z',
    ]);
    expect(
      iso(
        edgesOf(
          span('2022-10-01T01:30:00Z', '2022-10-01T03:00:00Z'),
          UNITS.find(({ name }) => name === 'hour')!,
        ),
      ),
    ).toEqual(['2022-10-01T01:00:00Z', '2022-10-01T02:00:00Z', '2022-10-01T03:00:00Z']);
  });
  test('the unit is the finest that has room', () => {
    expect(unitFor(span('2022-10-01', '2022-10-02'), 24).name).toBe('hour');
    expect(unitFor(span('2022-07-01', '2022-11-01'), 150).name).toBe('day');
    expect(unitFor(span('2018-07-01', '2022-11-01'), 60).name).toBe('month');
    expect(unitFor(span('1970-01-01', '2100-01-01'), 10).name).toBe('year');
  });
  test('a hand is helped to the nearest border', () => {
    expect(
      iso([
        snap(
          at('2022-10-01T13:00:00Z'),
          UNITS.find(({ name }) => name === 'day')!,
        ),
      ]),
    ).toEqual(['2022-10-02T00:00:00Z']);
  });
  test('ticks say the larger unit where it begins', () => {
    const days = ticksOf(span('2022-09-28', '2022-10-03'), 5);
    expect(days.map(({ label, within }) => [label, within])).toEqual([
      ['28', 'Sep 2022'],
      ['29', null],
      ['30', null],
      ['1', 'Oct 2022'],
      ['2', null],
      ['3', null],
    ]);
    expect(ticksOf(span('2022-10-01', '2022-10-02'), 4).map(({ label }) => label)).toEqual([
      '00:00',
      '06:00',
      '12:00',
      '18:00',
      '00:00',
    ]);
    expect(ticksOf(span('2021-11-01', '2022-02-01'), 3).map(({ label, within }) => [label, within])).toEqual([
      ['Nov', '2021'],
      ['Dec', null],
      ['Jan', '2022'],
      ['Feb', null],
    ]);
  });
});
