import { describe, expect, test } from 'vitest';
import { timelineData } from '../../../../src/ui/timeline/data.ts';
import { countIn, inSpan, saySpanFilter, type SpanFilter } from '../../../../src/ui/timeline/select.ts';
import { readWhen, withEvent, withoutEvent } from '../../../../src/ui/timeline/events.ts';
import { suggestionsOf } from '../../../../src/ui/timeline/suggestions.ts';
import { at, rowsOf } from './make.ts';

const rows = rowsOf([
  { issued: '2022-09-30T23:59:59Z' },
  {
    issued: '2022-10-01',
    answers: [
      ['unknown', '2022-10-13', null],
      ['good', '2022-11-08', null],
    ],
  },
  { issued: '2022-10-12' },
]);
const data = timelineData(rows);
const between = (by: SpanFilter['by'], from: string, until: string): SpanFilter => ({
  by,
  from: at(from),
  until: at(until),
});

describe('a span as a filter', () => {
  test.each([
    [between('issued', '2022-10-01', '2022-10-12'), [1]],
    [between('issued', '2022-09-30', '2022-10-12T00:00:01Z'), [0, 1, 2]],
    [between('producedAt', '2022-11-08', '2022-11-09'), [1]],
    [between('producedAt', '2022-10-13T00:00:01Z', '2022-11-08'), []],
  ])('begins with its first moment and ends before its last: %j', (filter, expected) => {
    expect(rows.filter(inSpan(filter)).map(({ index }) => index)).toEqual(expected);
    expect(countIn(data, filter)).toBe(expected.length);
  });
  test('says itself in words', () => {
    expect(saySpanFilter(between('issued', '2022-10-01', '2022-10-12'))).toBe('Issued 2022-10-01 to 2022-10-12 UTC');
    expect(saySpanFilter(between('producedAt', '2022-10-01T08:00:00Z', '2022-10-12'))).toBe(
      'Answered 2022-10-01 08:00 to 2022-10-12 UTC',
    );
  });
});

describe('events', () => {
  test('a moment with its zone is shown in UTC; without one it is read as UTC, and that is said', () => {
    expect(readWhen('2022-08-08 16:20 PDT')).toEqual({
      kind: 'moment',
      at: at('2022-08-08T23:20:00Z'),
      words: '2022-08-08 23:20:00 UTC',
      doubt: null,
    });
    expect(readWhen('2022-08-08 16:20')).toMatchObject({
      at: at('2022-08-08T16:20:00Z'),
      doubt: expect.stringContaining('read as UTC'),
    });
    expect(readWhen('2022-08-08')).toMatchObject({ at: at('2022-08-08'), doubt: 'The day begins then.' });
    expect(readWhen('2022-12-08 16:20 PDT')).toMatchObject({ kind: 'moment', doubt: expect.stringContaining('PDT') });
    expect(readWhen(' ')).toEqual({ kind: 'empty' });
    for (const text of ['soon', '2022-02-30 10:00 UTC', '2022-08-08 16:20 CST'])
      expect(readWhen(text).kind).toBe('unreadable');
  });
  test('an edit takes the place of what it was, and the list stays in order', () => {
    const [a, b] = [
      { at: 1, written: '', label: 'a' },
      { at: 5, written: '', label: 'b' },
    ];
    const edited = withEvent([a, b], { at: 9, written: 'then', label: 'a' }, a);
    expect(edited.map(({ label }) => label)).toEqual(['b', 'a']);
    // The same again in other words: the newest words count.
    expect(withEvent([a], { ...a, written: 'anew' })).toEqual([{ ...a, written: 'anew' }]);
    expect(withoutEvent([a, b], a)).toEqual([b]);
  });
  test('times in what was handed in are offered once, with where they stood; what cannot be told says why', () => {
    const moments = [
      {
        at: at('2022-08-08T23:20:00Z'),
        written: '2022-08-08 16:20 PDT',
        context: `Ruling ${'x'.repeat(300)}`,
        from: ['pasted text, line 3'],
      },
      {
        at: null,
        written: '2022-08-08 16:20 CST',
        context: 'Call',
        from: ['a', 'b'],
        doubt: { code: 'moment/ambiguous-zone', message: 'CST is several.' },
      },
      { at: null, written: '2022-08-08 16:20', context: '', from: ['c'] },
    ];
    const [first, ...rest] = suggestionsOf(moments, []);
    expect(first!.event).toEqual({ at: moments[0]!.at, written: '2022-08-08 16:20 PDT', label: first!.label });
    expect(first!.label).toMatch(/^Ruling x{192}…$/);
    expect(rest.map(({ event, label, from, doubt }) => [event, label, from, doubt])).toEqual([
      [null, 'Call', 'a, b', 'CST is several.'],
      [null, '2022-08-08 16:20', 'c', 'No time zone is written, so the moment cannot be told.'],
    ]);
    expect(suggestionsOf(moments, [{ ...first!.event!, label: 'renamed' }]).map(({ label }) => label)).toEqual([
      'Call',
      '2022-08-08 16:20',
    ]);
  });
});
