import { utc } from '../../core/rules/sources.ts';
import type { CatalogueDocument, CatalogueWindow } from '../../core/rules/catalogue.ts';
import { formatInstant, type Instant } from '../../core/model/time.ts';

/** The years of the pictures: from the first Baseline Requirements here to a year after the last change decided. */
const FIRST = utc('2012-01-01');
const END = utc('2031-01-01');

/** The years written under the axis. */
export const YEARS = [2012, 2014, 2016, 2018, 2020, 2022, 2024, 2026, 2028, 2030];

/** A moment as a part of the picture's width, 0 to 1; what lies outside stands at the edge. */
export const place = (at: Instant): number => Math.min(1, Math.max(0, (at - FIRST) / (END - FIRST)));

export const yearPlace = (year: number): number => place(utc(`${year}-01-01`));

export interface Span {
  readonly start: number;
  readonly width: number;
}

export function spanOf({ from, until }: CatalogueWindow): Span {
  const start = from === null ? 0 : place(from);
  return { start, width: (until === null ? 1 : place(until)) - start };
}

/** The day of a moment, UTC. */
export const day = (at: Instant): string => formatInstant(at).slice(0, 10);

/** `2022-10-01 until 2023-09-01`; the end is not part of it. */
export function period({ from, until }: CatalogueWindow): string {
  if (from === null) return until === null ? 'At all times' : `Until ${day(until)}`;
  return until === null ? `Since ${day(from)}` : `${day(from)} until ${day(until)}`;
}

export interface Tick {
  readonly name: string;
  readonly at: number;
  /** Whether there is room for its name, at this width (px). */
  readonly named: boolean;
}

/** The editions of a document as ticks. The newest are named first, and older ones where they do not run into them. */
export function ticks(document: CatalogueDocument, width: number): readonly Tick[] {
  const PER_LETTER = 6.2;
  let free = width;
  return document.editions
    .filter(({ from }) => from >= FIRST && from < END)
    .toReversed()
    .map(({ name, from }) => {
      const at = place(from);
      const end = at * width + name.length * PER_LETTER + 6;
      const named = end <= free;
      if (named) free = at * width;
      return { name, at, named };
    })
    .toReversed();
}
