import type { LatestStatus } from '../../core/model/row.ts';
import type { Outcome, Verdict } from '../../core/model/verdict.ts';

/**
 * The shape that goes with a verdict, an outcome or a status, in a square of 16. Each has a silhouette of its own, so
 * they differ without colour too.
 */
export type Marked = Verdict | Outcome | LatestStatus;

export interface Stroke {
  /** `solid` is filled, `line` drawn, `cut` drawn in the colour of the ground. */
  readonly as: 'solid' | 'line' | 'cut';
  readonly d: string;
  readonly dash?: string;
}

const ring = (dash?: string): Stroke => ({
  as: 'line',
  d: 'M8 1.1a6.9 6.9 0 1 1 0 13.8a6.9 6.9 0 1 1 0-13.8z',
  ...(dash && { dash }),
});
const solid = (d: string): Stroke => ({ as: 'solid', d });
const line = (d: string): Stroke => ({ as: 'line', d });
const cut = (d: string): Stroke => ({ as: 'cut', d });

const TICKED = [ring(), line('M4.8 8.3l2.2 2.2 4.2-4.8')];
const MINUS = [ring(), line('M4.8 8h6.4')];

export const MARKS: Record<Marked, readonly Stroke[]> = {
  violation: [solid('M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z'), cut('M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6')],
  warning: [solid('M8 .9l7.6 13.8H.4z'), cut('M8 5.6v4.2M8 12v.6')],
  'cannot-tell': [
    ring('2.6 1.73'),
    line('M6 6.3c.1-1.2.9-1.9 2-1.9 1.2 0 2 .7 2 1.8 0 1.5-1.9 1.7-1.9 3.2M8.1 11.3v.4'),
  ],
  'no-violation-found': TICKED,
  pass: TICKED,
  'not-applicable': MINUS,
  'not-effective': MINUS,
  info: [
    line('M4.2 1.2h7.6a3 3 0 0 1 3 3v7.6a3 3 0 0 1-3 3H4.2a3 3 0 0 1-3-3V4.2a3 3 0 0 1 3-3z'),
    line('M8 7.3v4M8 4.6v.4'),
  ],
  good: [solid('M8 1a7 7 0 1 1 0 14a7 7 0 1 1 0-14z'), cut('M4.6 8.3l2.3 2.3 4.4-5')],
  revoked: [
    solid('M2.2 1.2h11.6a1 1 0 0 1 1 1v11.6a1 1 0 0 1-1 1H2.2a1 1 0 0 1-1-1V2.2a1 1 0 0 1 1-1z'),
    cut('M4.3 8h7.4'),
  ],
  unknown: [
    solid('M8 .3L15.7 8 8 15.7.3 8z'),
    cut('M6.3 6.6c.1-1 .8-1.6 1.7-1.6 1 0 1.7.6 1.7 1.5 0 1.3-1.6 1.4-1.6 2.6M8.1 10.9v.3'),
  ],
  none: [ring('1.5 2.1')],
};
