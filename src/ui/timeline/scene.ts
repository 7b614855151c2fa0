import { MARKS, type Marked } from '../parts/marks.ts';
import type { InkName, MarkInk } from './ink.ts';
import type { Span } from './span.ts';

/** What the timeline draws, as plain data: made once, put on screen by Chart.svelte, written to a file by svg-file.ts. */

export interface PathShape {
  readonly kind: 'path';
  readonly ink: InkName;
  readonly d: string;
  readonly dash?: string;
  /** Moved there and made this large. */
  readonly place?: { readonly x: number; readonly y: number; readonly scale: number };
  /** Not in the table at present. */
  readonly pale?: true;
}

export interface TextShape {
  readonly kind: 'text';
  readonly ink: InkName;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly text: string;
  /** px. */
  readonly size: number;
  readonly anchor?: 'middle' | 'end';
  readonly strong?: true;
  /** With a rim in the ground's colour, where lines run behind it. */
  readonly rim?: true;
  readonly pale?: true;
}

export type Shape = PathShape | TextShape;

/** Something that says more when it is pointed at, or read by key. */
export interface Thing {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly lines: readonly string[];
  /** One of those the arrow keys go through; the others say what one of these says too. */
  readonly read: boolean;
  /** What Enter and a click do: open this certificate, … */
  readonly row?: string;
  /** … select this span, … */
  readonly span?: Span;
  /** … or follow this address. */
  readonly href?: string;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  /** What lies on top comes last. */
  readonly things: readonly Thing[];
}

/** To a tenth of a pixel: finer is not seen, and paths get shorter. */
export const px = (value: number): number => Math.round(value * 10) / 10;

export const rect = (x: number, y: number, width: number, height: number): string =>
  `M${px(x)} ${px(y)}h${px(width)}v${px(height)}h${px(-width)}z`;

export const vertical = (x: number, from: number, to: number): string => `M${px(x)} ${px(from)}V${px(to)}`;

export const horizontal = (from: number, to: number, y: number): string => `M${px(from)} ${px(y)}H${px(to)}`;

/** A mark around a point, `size` px wide. */
export function mark(of: Marked, x: number, y: number, size: number, pale = false): PathShape[] {
  return MARKS[of].map(({ as, d, dash }, index) => ({
    kind: 'path',
    // Only the first line of a mark is a closed outline; what is drawn into it has no ground of its own.
    ink: (as === 'line' && index > 0 ? `${of}:stroke` : `${of}:${as}`) as MarkInk,
    d,
    ...(dash && { dash }),
    place: { x: px(x - size / 2), y: px(y - size / 2), scale: size / 16 },
    ...(pale && { pale: true as const }),
  }));
}

/**
 * The width of a text (px), near enough to lay things out by. Measuring would need a page, and an exported file is read with
 * fonts that nobody knows.
 */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    ems +=
      code >= 0x1100 ? 1 : /[ijl.,:;'|!()[\]tfrI]/.test(character) ? 0.33 : /[mwMW@]/.test(character) ? 0.86 : 0.57;
  }
  return ems * size;
}

/** As much of a text as there is room for, with an ellipsis where it was cut. Whoever cuts shows the whole elsewhere. */
export function cutText(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  let kept = '';
  let left = width - textWidth('…', size);
  for (const character of characters) {
    left -= textWidth(character, size);
    if (left < 0) break;
    kept += character;
  }
  return kept ? `${kept.trimEnd()}…` : '';
}
