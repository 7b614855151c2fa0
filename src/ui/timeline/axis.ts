import { ticksOf } from './calendar.ts';
import type { Frame } from './frame.ts';
import { horizontal, px, textWidth, vertical, type Shape } from './scene.ts';
import type { Scale } from './span.ts';

/** The scale of time below the picture, and its faint lines through it. */
export function drawAxis({ left, right, top, bottom, narrow }: Frame, scale: Scale): { grid: Shape[]; axis: Shape[] } {
  const ticks = ticksOf(scale.span, Math.max(2, Math.floor((right - left) / (narrow ? 62 : 84))));
  const axis: Shape[] = [{ kind: 'path', ink: 'axis', d: horizontal(left, right, bottom) }];
  let d = '';
  let free = -Infinity;
  for (const { at, label, within } of ticks) {
    const x = scale(at);
    d += vertical(x, top, bottom + 5);
    const half = textWidth(label, 11.5) / 2;
    const middle = Math.min(right - half, Math.max(left + half, x));
    axis.push({ kind: 'text', ink: 'soft', x: px(middle), y: bottom + 17, text: label, size: 11.5, anchor: 'middle' });
    if (!within) continue;
    const width = textWidth(within, 11);
    const start = Math.max(left, Math.min(right - width, x - half));
    if (start < free) continue;
    free = start + width + 8;
    axis.push({ kind: 'text', ink: 'faint', x: px(start), y: bottom + 31, text: within, size: 11 });
  }
  axis.push({
    kind: 'text',
    ink: 'faint',
    x: px(right),
    y: bottom + 31,
    text: free > right - 30 ? '' : 'UTC',
    size: 11,
    anchor: 'end',
  });
  return { grid: d ? [{ kind: 'path', ink: 'grid', d }] : [], axis };
}
