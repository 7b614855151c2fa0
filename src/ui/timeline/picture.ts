import { drawAxis } from './axis.ts';
import type { TimelineData } from './data.ts';
import { drawFlags, placeFlags } from './flags.ts';
import { hasLanes, LANES_MOST, type Frame } from './frame.ts';
import { drawLanes, laneOrder } from './lanes.ts';
import type { MomentLine } from './moments.ts';
import { countOverview, drawOverview } from './overview.ts';
import type { Scene } from './scene.ts';
import { scaleOf, type Span } from './span.ts';

export interface PictureInput {
  readonly data: TimelineData;
  /** Rows that the table lists; `null`: all. */
  readonly shown: Uint8Array | null;
  /** How many of them there are. */
  readonly listed: number;
  readonly span: Span;
  readonly frame: Frame;
  readonly moments: readonly MomentLine[];
  readonly chosen: string | null;
}

/** The whole picture of a case over one span of time. */
export function drawPicture({ data, shown, listed, span, frame, moments, chosen }: PictureInput): Scene {
  const scale = scaleOf(span, frame.left, frame.right);
  const { grid, axis } = drawAxis(frame, scale);
  const flags = drawFlags(placeFlags(moments, scale, frame), 4, frame.bottom);
  const content = hasLanes(data.rows.length, listed, frame)
    ? drawLanes({ data, order: laneOrder(data, lanePositions(data, shown)), shown, chosen }, frame, scale)
    : drawOverview(countOverview(data, shown, scale), frame, scale);
  return {
    width: frame.width,
    height: frame.height,
    // What may lie behind everything stands first, the flags on top.
    shapes: [
      ...content.shapes.filter(isGround),
      ...grid,
      ...flags.lines,
      ...content.shapes.filter((one) => !isGround(one)),
      ...axis,
      ...flags.flags,
    ],
    things: [...content.things, ...flags.things],
  };
}

const isGround = ({ ink }: { ink: string }): boolean => ink === 'stripe' || ink === 'chosen' || ink === 'ghost';

/** All of a small case, those not listed in grey; of a large one only what the table lists. */
function lanePositions({ rows }: TimelineData, shown: Uint8Array | null): number[] {
  const all = rows.map((_, at) => at);
  return rows.length <= LANES_MOST || shown === null ? all : all.filter((at) => shown[at] === 1);
}
