import { describe, expect, test } from 'vitest';
import { mergeMoments, type WrittenMoment } from '../../../src/core/model/moment.ts';

const moment = (at: number | null, written: string, from: readonly string[] = ['a']): WrittenMoment => ({
  at,
  written,
  context: `${written}: it began`,
  from,
});

describe('moments of a case', () => {
  test('stand by time, those without one last, whatever list they come from', () => {
    const lists = [[moment(2, 'b'), moment(null, 'z')], [moment(1, 'c')], [moment(null, 'y'), moment(2, 'a')]];
    const order = ['c', 'a', 'b', 'y', 'z'];
    expect(mergeMoments(...lists).map(({ written }) => written)).toEqual(order);
    expect(mergeMoments(...[...lists].reverse()).map(({ written }) => written)).toEqual(order);
  });

  test('the same words in the same line are one moment, which stood in several places', () => {
    expect(mergeMoments([moment(1, 'then', ['b', 'c'])], [moment(1, 'then', ['a', 'b'])])).toEqual([
      moment(1, 'then', ['a', 'b', 'c']),
    ]);
    expect(mergeMoments([moment(null, 'then', ['b'])], [moment(1, 'then', ['a'])])).toEqual([
      moment(1, 'then', ['a', 'b']),
    ]);
  });
});
