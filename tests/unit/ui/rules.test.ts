import { describe, expect, it } from 'vitest';
import { utc } from '../../../src/core/rules/sources.ts';
import { CATALOGUE, find } from '../../../src/ui/rules/find.ts';
import { period, place, spanOf, ticks } from '../../../src/ui/rules/scale.ts';

describe('the search', () => {
  const ids = (search: string, maker = '') => find(CATALOGUE, { maker, search }).map(({ id }) => id);

  it('finds a rule by the name people mis-cite it by', () => expect(ids('5.5')).toEqual(['mrsp/precert-status']));
  it('finds a section with its subsections, and no number that merely looks like it', () =>
    expect(ids('4.9', 'br').length).toBeGreaterThan(ids('4.9.10', 'br').length));
  it('finds all words, in any order and case', () =>
    expect(ids('DAYS ten', 'mrsp')).toEqual(['mrsp/validity-max-10d']));
  it('finds nothing that no rule says', () => expect(ids('phlogiston')).toEqual([]));
  it('keeps to a maker', () =>
    expect(ids('', 'sbr')).toEqual(['sbr/certificate-hold', 'sbr/responder', 'sbr/validity']));
});

describe('the axis', () => {
  const window = (from: string | null, until: string | null) => ({
    ...CATALOGUE[0]!.windows[0]!,
    from: from === null ? null : utc(from),
    until: until === null ? null : utc(until),
  });

  it('runs from 2012 to the end of 2030; what lies outside stands at its edges', () => {
    expect([place(utc('2012-01-01')), place(utc('2031-01-01'))]).toEqual([0, 1]);
    expect([place(utc('2008-05-01')), place(utc('2040-01-01'))]).toEqual([0, 1]);
  });

  it('draws windows without an end to the edge', () => {
    expect(spanOf(window(null, null))).toEqual({ start: 0, width: 1 });
    const { start, width } = spanOf(window('2022-10-01', null));
    expect(start + width).toBe(1);
  });

  it('says periods', () => {
    expect(period(window(null, null))).toEqual('At all times');
    expect(period(window(null, '2024-11-14'))).toEqual('Until 2024-11-14');
    expect(period(window('2024-11-14', null))).toEqual('Since 2024-11-14');
    expect(period(window('2022-10-01', '2023-09-01'))).toEqual('2022-10-01 until 2023-09-01');
  });

  it('names the editions there is room for, the newest first', () => {
    const editions = [
      { name: '1.0', from: utc('2008-01-01') },
      { name: '2.0', from: utc('2015-01-01') },
      { name: '2.1', from: utc('2021-01-01') },
      { name: '2.2', from: utc('2021-02-01') },
    ];
    expect(ticks({ name: 'Rules', editions }, 600).map(({ name, named }) => [name, named])).toEqual([
      ['2.0', true],
      ['2.1', false],
      ['2.2', true],
    ]);
  });
});
