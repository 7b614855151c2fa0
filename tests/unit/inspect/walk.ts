import type { Part } from '../../../src/core/inspect/index.ts';

/** A part and all that is inside it, outermost first. */
export const everyPart = (part: Part): Part[] => [part, ...part.parts.flatMap(everyPart)];

/** The offsets that belong to a part and to none inside it: its header, and what its parts leave over. */
export function ownOctets(part: Part): number[] {
  const own: number[] = [];
  let at = part.start;
  for (const inner of [...part.parts, { start: part.end, end: part.end }]) {
    for (; at < inner.start; at++) own.push(at);
    at = inner.end;
  }
  return own;
}
