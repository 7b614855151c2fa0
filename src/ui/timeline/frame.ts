/** Where things stand. The height follows from the number of certificates alone, so that nothing on the page moves later. */

/** The height of a row of flags above the picture (px). */
export const FLAG_ROW = 18;
/** Up to so many certificates have a lane each; more are counted in bins. */
export const LANES_MOST = 24;
/** A lane that is lower than this (px) cannot be read. */
const LANE_LEAST = 20;
const AXIS_HEIGHT = 36;

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Names stand above their lanes, not beside them. */
  readonly narrow: boolean;
  /** Rows of flags above the picture. */
  readonly flagRows: number;
  /** Of the part that is a scale of time. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** @param total certificates of the case; @param width px that there are; @param events how many want a flag with words */
export function frameOf(total: number, width: number, events = 0): Frame {
  const narrow = width < 640;
  const lane = narrow ? 30 : total <= 6 ? 34 : total <= 12 ? 26 : LANE_LEAST;
  const plot = total <= LANES_MOST ? Math.max(2, total) * lane : narrow ? 230 : 264;
  const flagRows = events > 2 ? 3 : 2;
  const top = flagRows * FLAG_ROW + 10;
  return {
    width,
    height: top + plot + AXIS_HEIGHT,
    narrow,
    flagRows,
    left: narrow ? 10 : 190,
    right: width - (narrow ? 10 : 16),
    top,
    bottom: top + plot,
  };
}

/** Whether so many certificates get a lane each in this frame. */
export const hasLanes = (total: number, listed: number, { top, bottom, narrow }: Frame): boolean =>
  total <= LANES_MOST || (listed > 0 && listed <= Math.floor((bottom - top) / (narrow ? 28 : LANE_LEAST)));
