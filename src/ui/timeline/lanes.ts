import { visibleText } from '../text/visible.ts';
import { STATUSES, type TimelineData } from './data.ts';
import type { Frame } from './frame.ts';
import { cutText, horizontal, mark, px, rect, vertical, type Shape, type Thing } from './scene.ts';
import type { Scale } from './span.ts';
import { answerLines, laneLines } from './say.ts';

/** A lane for each certificate: its life as a line, its issuance, and every answer in the shape of its status. */

interface LanesInput {
  readonly data: TimelineData;
  /** Positions of the rows, in the order of the lanes. */
  readonly order: readonly number[];
  readonly shown: Uint8Array | null;
  /** The row that is looked at, by its key. */
  readonly chosen: string | null;
}

/** By issuance, the earliest on top. */
export const laneOrder = ({ issued }: TimelineData, positions: readonly number[]): readonly number[] =>
  [...positions].sort((a, b) => issued[a]! - issued[b]! || a - b);

export function drawLanes(input: LanesInput, frame: Frame, scale: Scale): { shapes: Shape[]; things: Thing[] } {
  const { order } = input;
  const height = Math.min(44, (frame.bottom - frame.top) / Math.max(1, order.length));
  const shapes: Shape[] = [];
  const things: Thing[] = [];
  for (const [lane, row] of order.entries()) drawLane(input, row, lane, height, frame, scale, shapes, things);
  return { shapes, things };
}

function drawLane(
  { data, shown, chosen }: LanesInput,
  row: number,
  lane: number,
  height: number,
  frame: Frame,
  scale: Scale,
  shapes: Shape[],
  things: Thing[],
): void {
  const { left, right, narrow } = frame;
  const top = frame.top + lane * height;
  const y = px(narrow ? top + height - 10 : top + height / 2);
  const { key, name, entry } = data.rows[row]!;
  const pale = shown !== null && shown[row] !== 1;
  const isPale = pale ? { pale: true as const } : {};
  const path = (ink: Shape['ink'], d: string) => shapes.push({ kind: 'path', ink, d, ...isPale });

  // Its answers lie on top of it.
  things.push({
    id: `lane ${key}`,
    x: 0,
    y: top,
    width: frame.width,
    height,
    title: visibleText(name),
    lines: laneLines(data, row),
    read: true,
    row: key,
  });
  if (key === chosen) path('chosen', rect(0, top, frame.width, height));
  else if (lane % 2 === 1) path('stripe', rect(0, top, frame.width, height));

  const label = cutText(visibleText(name), narrow ? right - left - 20 : left - 34, 12);
  const labelY = narrow ? top + 12 : y + 4;
  shapes.push(...mark(entry.verdict, narrow ? left + 6 : 16, labelY - 4, 12, pale));
  shapes.push({
    kind: 'text',
    ink: 'text',
    x: narrow ? left + 17 : 28,
    y: px(labelY),
    text: label,
    size: 12,
    // The lines of flags run behind a name that stands in the picture.
    ...(narrow && { rim: true as const }),
    ...isPale,
  });

  const inView = (at: number) => at >= scale.span.from && at <= scale.span.until;
  const x = (at: number) => px(Math.min(right, Math.max(left, scale(at))));
  const [issued, begin, end] = [data.issued[row]!, data.notBefore[row]!, data.notAfter[row]!];
  if (issued < begin && issued < scale.span.until && begin > scale.span.from)
    path('lifeBefore', horizontal(x(issued), x(begin), y));
  if (end > scale.span.from && Math.min(begin, issued) < scale.span.until)
    path('life', horizontal(x(begin), x(end), y));
  if (inView(end)) path('life', vertical(x(end), y - 5, y + 5));

  const band = Math.min(11, height * 0.46);
  const size = Math.min(15, height * 0.72);
  const marks: Shape[] = [];
  const last: number[] = STATUSES.map(() => -Infinity);
  for (let answer = data.firstAnswer[row]!; answer < data.firstAnswer[row + 1]!; answer++) {
    const status = data.answers.status[answer]!;
    const [from, until] = [data.answers.thisUpdate[answer]!, data.answers.nextUpdate[answer]!];
    const at = data.answers.producedAt[answer]!;
    if (until >= scale.span.from && from <= scale.span.until)
      path(STATUSES[status]!, BAND[STATUSES[status]!](x(from), x(until), y, band));
    if (!inView(at)) continue;
    // Of marks that would hide each other the first stands; the lane says how many there are.
    if (scale(at) - last[status]! >= size * 0.75) {
      last[status] = scale(at);
      marks.push(...mark(STATUSES[status]!, x(at), y, size, pale));
    }
    things.push({
      id: `answer ${answer}`,
      x: Math.min(x(at), x(from)) - size / 2,
      y: top,
      width: Math.max(x(until), x(at)) - Math.min(x(at), x(from)) + size,
      height,
      ...answerLines(data, answer),
      read: false,
      row: key,
    });
  }
  // Where a life is yet to begin, it is later than what is in view.
  if (issued > scale.span.until && begin > scale.span.until) path('later', `M${right - 5} ${px(y - 4)}l4 4l-4 4`);
  if (inView(issued)) shapes.push(issuance(x(issued), y, entry.kind === 'precertificate-only', pale));
  shapes.push(...marks);
  for (let capture = 0; capture < data.captures.at.length; capture++)
    if (data.captures.of[capture] === row && inView(data.captures.at[capture]!)) {
      const at = x(data.captures.at[capture]!);
      path('capture', `M${at - 4} ${px(y + 3)}h8l-4 6z`);
    }
}

/** Where a life begins: a pointed flag, open while only the precertificate is known. */
export const issuance = (x: number, y: number, open: boolean, pale = false): Shape => ({
  kind: 'path',
  ink: open ? 'issuedOpen' : 'issued',
  d: `M${x - 1} ${y - 6}L${px(x + 8)} ${y}L${x - 1} ${y + 6}z`,
  ...(pale && { pale: true as const }),
});

/** Round ends, pointed ends, square ends: the silhouettes of the marks drawn long. */
export const BAND: Record<
  (typeof STATUSES)[number],
  (from: number, until: number, y: number, height: number) => string
> = {
  good: (from, until, y, height) => {
    const [width, r] = [Math.max(2, until - from), height / 2];
    if (width <= height) return rect(from, y - r, width, height);
    return `M${px(from + r)} ${px(y - r)}H${px(until - r)}a${px(r)} ${px(r)} 0 0 1 0 ${px(height)}H${px(from + r)}a${px(r)} ${px(r)} 0 0 1 0 ${px(-height)}z`;
  },
  unknown: (from, until, y, height) => {
    const [width, r] = [Math.max(2, until - from), height / 2];
    if (width <= height) return rect(from, y - r, width, height);
    return `M${px(from)} ${y}L${px(from + r)} ${px(y - r)}H${px(until - r)}L${px(until)} ${y}L${px(until - r)} ${px(y + r)}H${px(from + r)}z`;
  },
  revoked: (from, until, y, height) => rect(from, y - height / 2, Math.max(2, until - from), height),
};
