import { FLAG_ROW as ROW, type Frame } from './frame.ts';
import type { MomentLine } from './moments.ts';
import type { InkName } from './ink.ts';
import { cutText, px, textWidth, vertical, type Shape, type Thing } from './scene.ts';
import type { Scale } from './span.ts';

/** The band above the picture: a flag for every moment in view, in words where there is room. */

const SIZE = 11.5;
/** Words are cut to so many px, and shorter where only less is free. */
const MOST_WORDS = [190, 100];

interface Placed {
  readonly moment: MomentLine;
  readonly x: number;
  readonly row: number;
  readonly words: string;
  /** Words left of the flag, where there is no room right of it. */
  readonly left: boolean;
}

/** What is taken already in a row: [from, to] px. */
type Taken = readonly (readonly [number, number])[];
const free = (taken: Taken, from: number, to: number): boolean => taken.every(([a, b]) => to <= a || from >= b);

/** The first is placed before all others, and left of its line, because what follows from it stands right of it. */
const classOf = ({ rank }: MomentLine): number => (rank === 0 ? 0 : rank <= 2 ? 1 : rank);

/** Puts flags into rows so that no words run into others, the most important first; one without room is a flag alone. */
export function placeFlags(
  moments: readonly MomentLine[],
  scale: Scale,
  { width: right, flagRows: rows }: Frame,
): readonly Placed[] {
  const words: [number, number][][] = Array.from({ length: rows }, () => []);
  const lines: [number, number][][] = Array.from({ length: rows }, () => []);
  const seen = moments
    .filter(({ at }) => scale(at) >= scale.left - 0.5 && scale(at) <= scale.right + 0.5)
    // Words stand right of their flag, so of two neighbours the later one goes first: the line of the earlier passes it by.
    .sort((a, b) => classOf(a) - classOf(b) || b.at - a.at);
  return seen.map((moment) => {
    const x = scale(moment.at);
    for (const most of MOST_WORDS) {
      const label = cutText(moment.label, Math.min(most, right - 24), SIZE);
      const width = textWidth(label, SIZE) + 14;
      for (const toLeft of moment.rank === 0 ? [true, false] : [false, true])
        for (let row = rows - 1; row >= 0; row--) {
          const [from, to] = toLeft ? [x - width - 8, x + 4] : [x - 7, x + width + 8];
          if (from < 0 || to > right) continue;
          // The line below the flag must not run through words of the rows below it, nor other lines through these words.
          const below = words.slice(row + 1).every((taken) => free(taken, x - 3, x + 3));
          if (!below || !free(words[row]!, from, to) || !free(lines[row]!, from, to)) continue;
          words[row]!.push([from, to]);
          for (const taken of lines.slice(row + 1)) taken.push([x - 3, x + 3]);
          return { moment, x, row, words: label, left: toLeft };
        }
    }
    const row = Math.max(
      0,
      words.findIndex((taken) => free(taken, x - 7, x + 7)),
    );
    words[row]!.push([x - 7, x + 7]);
    return { moment, x, row, words: '', left: false };
  });
}

/** Flags, their words and their lines down to `bottom` (px). */
export function drawFlags(
  placed: readonly Placed[],
  top: number,
  bottom: number,
): { lines: Shape[]; flags: Shape[]; things: Thing[] } {
  const lines: Shape[] = [];
  const flags: Shape[] = [];
  const things: Thing[] = [];
  for (const { moment, x, row, words, left } of [...placed].sort((a, b) => b.moment.rank - a.moment.rank)) {
    const y = top + row * ROW + ROW / 2;
    lines.push({ kind: 'path', ink: moment.kind, d: vertical(x, y + 5, bottom) });
    flags.push({ kind: 'path', ink: `${moment.kind}Flag`, d: FLAG[moment.kind](px(x), px(y)) });
    if (words)
      flags.push({
        kind: 'text',
        ink: INK[moment.kind],
        x: px(left ? x - 9 : x + (moment.kind === 'event' ? 12 : 9)),
        y: px(y + 4),
        text: words,
        size: SIZE,
        rim: true,
        ...(moment.kind === 'event' && { strong: true as const }),
        ...(left && { anchor: 'end' as const }),
      });
    const width = words ? textWidth(words, SIZE) + 22 : 14;
    things.push({
      id: `${moment.kind} ${moment.at} ${moment.label}`,
      x: left ? x + 7 - width : x - 7,
      y: y - ROW / 2,
      width,
      height: ROW,
      title: moment.title,
      lines: moment.lines,
      read: true,
      ...(moment.href && { href: moment.href }),
    });
  }
  // Read in the order of time, whatever lies on top.
  const order = new Map(placed.map(({ moment }) => [`${moment.kind} ${moment.at} ${moment.label}`, moment.at]));
  return { lines, flags, things: things.sort((a, b) => order.get(a.id)! - order.get(b.id)!) };
}

const INK: Record<MomentLine['kind'], InkName> = { rule: 'accent', event: 'text', evaluated: 'soft' };

/** A shape each: an open square, a pennant, an hourglass. */
export const FLAG: Record<MomentLine['kind'], (x: number, y: number) => string> = {
  rule: (x, y) => `M${x - 4} ${y - 4}h8v8h-8z`,
  event: (x, y) => `M${x - 1} ${y - 8}h2L${x + 9} ${y - 4}L${x + 1} ${y}V${y + 8}h-2z`,
  evaluated: (x, y) => `M${x - 5} ${y - 6}h10L${x} ${y}l5 6h-10L${x} ${y}z`,
};
