import { roundBelow, type Histogram } from './bins.ts';
import type { Frame } from './frame.ts';
import type { InkName } from './ink.ts';
import { horizontal, px, rect, type Shape } from './scene.ts';
import type { Scale } from './span.ts';

export interface BarsInput {
  readonly frame: Frame;
  readonly scale: Scale;
  readonly top: number;
  readonly bottom: number;
  /** By class of the histogram. */
  readonly inks: readonly InkName[];
  readonly what: string;
  /** `per day`. */
  readonly per: string;
}

/** Up to so many in a bin, a bar is as high as its number. */
const PLAIN = 12;

/**
 * The part of the full height that `n` of `most` take. An incident is a burst among single days: beside two thousand in
 * a day, three would not be seen. So heights go by the square root, and the lines behind the bars say how much they are.
 */
export const heightOf = (n: number, most: number): number =>
  most === 0 ? 0 : most <= PLAIN ? n / most : Math.sqrt(n / most);

/** The numbers that get a line behind the bars, the largest first. */
export function linesOf(most: number): readonly number[] {
  const all = most <= PLAIN ? [roundBelow(most)] : [roundBelow(most), roundBelow(most / 10)];
  return all.filter((n) => n > 0);
}

/** Stacked bars between `top` and `bottom`; in grey above them, what the table does not list. */
export function bars({ edges, shown, all, most }: Histogram, input: BarsInput): Shape[] {
  const { frame, scale, top, bottom, inks } = input;
  const paths = inks.map(() => '');
  let ghost = '';
  for (let bin = 0; bin < all.length; bin++) {
    const total = all[bin]!;
    if (total === 0) continue;
    const from = Math.max(frame.left, scale(edges[bin]!));
    const full = Math.min(frame.right, scale(edges[bin + 1]!)) - from;
    const width = full > 3 ? full - 1 : full;
    if (width <= 0) continue;
    const height = Math.max(2, heightOf(total, most) * (bottom - top));
    let y = bottom;
    for (const [index, counts] of shown.entries()) {
      if (counts[bin] === 0) continue;
      // One of ten thousand can still be seen.
      const part = Math.max(1.5, (counts[bin]! / total) * height);
      y -= part;
      paths[index] += rect(from, y, width, part);
    }
    if (bottom - height < y - 0.5) ghost += rect(from, bottom - height, width, y - (bottom - height));
  }
  const shapes: Shape[] = [...title(input, most), ...background(input, most)];
  if (ghost) shapes.push({ kind: 'path', ink: 'ghost', d: ghost });
  for (const [index, d] of paths.entries()) if (d) shapes.push({ kind: 'path', ink: inks[index]!, d });
  return shapes;
}

function background({ frame: { left, right, narrow }, top, bottom }: BarsInput, most: number): Shape[] {
  return [
    { kind: 'path', ink: 'axis', d: horizontal(left, right, bottom) },
    ...linesOf(most).flatMap((n): Shape[] => {
      const y = bottom - heightOf(n, most) * (bottom - top);
      return [
        { kind: 'path', ink: 'grid', d: horizontal(left, right, y) },
        {
          kind: 'text',
          ink: 'faint',
          x: narrow ? right : left - 6,
          y: px(narrow ? y - 3 : y + 4),
          text: String(n),
          size: 11,
          anchor: 'end',
          rim: true,
        },
      ];
    }),
  ];
}

function title({ frame: { left, narrow }, top, what, per }: BarsInput, most: number): Shape[] {
  const root = most > PLAIN ? ['heights by square root'] : [];
  if (narrow)
    return [
      {
        kind: 'text',
        ink: 'soft',
        x: left,
        y: px(top - 4),
        text: [`${what} ${per}`, ...root].join(', '),
        size: 11,
        rim: true,
      },
    ];
  return [
    { kind: 'text', ink: 'text', x: 12, y: px(top + 12), text: what, size: 12.5, strong: true },
    { kind: 'text', ink: 'faint', x: 12, y: px(top + 27), text: per, size: 11.5 },
    ...root.map((text): Shape => ({ kind: 'text', ink: 'faint', x: 12, y: px(top + 41), text, size: 11 })),
  ];
}
