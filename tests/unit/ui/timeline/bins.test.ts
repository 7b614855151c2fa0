import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countMoments, countTouching, roundBelow } from '../../../../src/ui/timeline/bins.ts';
import { heightOf, linesOf } from '../../../../src/ui/timeline/bars.ts';
import { edgesOf, UNITS } from '../../../../src/ui/timeline/calendar.ts';
import { at } from './make.ts';

/** Counting, against the plainest way of doing it. */
const DAY = 86_400_000;
const START = at('2022-01-15');
const EDGES = edgesOf(
  { from: START, until: START + 300 * DAY },
  UNITS.find(({ name }) => name === 'month')!,
);

const moment = fc.integer({ min: START - 60 * DAY, max: START + 400 * DAY });
/** Often exactly on a border, where mistakes are made. */
const tricky = fc.oneof(moment, fc.constantFrom(...EDGES));

describe('moments in bins', () => {
  test('each is counted once, in the bin that begins at or before it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(tricky, fc.nat(2), fc.boolean()), { maxLength: 40 }), (given) => {
        const times = Float64Array.from(given, ([time]) => time);
        const classOf = Uint8Array.from(given, ([, of]) => of);
        const shown = Uint8Array.from(given, ([, , listed]) => Number(listed));
        const found = countMoments(times, EDGES, { classOf, classes: 3, shown });
        for (let bin = 0; bin < EDGES.length - 1; bin++) {
          const inside = given.filter(([time]) => time >= EDGES[bin]! && time < EDGES[bin + 1]!);
          expect(found.all[bin]).toBe(inside.length);
          for (const of of [0, 1, 2])
            expect(found.shown[of]![bin]).toBe(inside.filter(([, own, listed]) => own === of && listed).length);
        }
        expect(found.most).toBe(Math.max(0, ...found.all));
      }),
    );
  });
  test('what is no moment is in no bin', () => {
    const found = countMoments(Float64Array.of(NaN, Infinity, -Infinity), EDGES, {
      classOf: new Uint8Array(3),
      classes: 1,
      shown: null,
    });
    expect(found.most).toBe(0);
  });
});

test('spans are counted in every bin with which they have a moment in common', () => {
  const spans = fc.array(fc.tuple(tricky, tricky, fc.nat(1)), { maxLength: 30 });
  fc.assert(
    fc.property(spans, (given) => {
      const sorted = given.map(([a, b, of]) => [Math.min(a, b), Math.max(a, b), of] as const);
      const found = countTouching(
        Float64Array.from(sorted, ([from]) => from),
        Float64Array.from(sorted, ([, until]) => until),
        EDGES,
        { classOf: Uint8Array.from(sorted, ([, , of]) => of), classes: 2, shown: null },
      );
      for (let bin = 0; bin < EDGES.length - 1; bin++)
        for (const of of [0, 1])
          expect(found[of]![bin]).toBe(
            sorted.filter(
              ([from, until, own]) =>
                own === of && from < EDGES[bin + 1]! && (from === until ? from >= EDGES[bin]! : until > EDGES[bin]!),
            ).length,
          );
    }),
  );
});

describe('heights', () => {
  test('of few are their numbers, of many go by the root, and the lines say how much', () => {
    expect([heightOf(3, 12), heightOf(25, 100), heightOf(0, 0)]).toEqual([0.25, 0.5, 0]);
    expect([0, 1, 7, 12, 13, 99, 2208].map(linesOf)).toEqual([[], [1], [5], [10], [10, 1], [50, 5], [2000, 200]]);
    expect(roundBelow(0.5)).toBe(0);
  });
});
