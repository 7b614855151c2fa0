import { DAY, MINUTE, type Instant } from '../../core/model/time.ts';

/** A stretch of time: ms UTC, half-open. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/** What can be shown at most, and how near one can go. */
export const WORLD: Span = { from: Date.UTC(1970, 0, 1), until: Date.UTC(2100, 0, 1) };
export const NEAREST = MINUTE;

export const lengthOf = ({ from, until }: Span): number => until - from;

export const contains = ({ from, until }: Span, at: Instant): boolean => at >= from && at < until;

/** Within the world and not nearer than it can go; the middle stays where it is as long as it can. */
export function clamp({ from, until }: Span): Span {
  const length = Math.min(lengthOf(WORLD), Math.max(NEAREST, until - from));
  const middle = (from + until) / 2;
  const start = Math.min(WORLD.until - length, Math.max(WORLD.from, middle - length / 2));
  return { from: start, until: start + length };
}

/** Shows `factor` times as much time, with the moment `about` where it is on screen. */
export function zoomed(span: Span, factor: number, about: Instant = (span.from + span.until) / 2): Span {
  const length = lengthOf(span);
  const bounded = Math.min(lengthOf(WORLD), Math.max(NEAREST, length * factor)) / length;
  return clamp({ from: about - (about - span.from) * bounded, until: about + (span.until - about) * bounded });
}

/** Moves on by a part of what is shown: 0.5 is half of it, later. */
export function panned(span: Span, part: number): Span {
  const by = lengthOf(span) * part;
  return clamp({ from: span.from + by, until: span.until + by });
}

/** All these moments with air at both ends; a day around one alone. `null` when there are none. */
export function around(moments: Iterable<Instant>): Span | null {
  let [first, last] = [Infinity, -Infinity];
  for (const at of moments) {
    if (at < first) first = at;
    if (at > last) last = at;
  }
  if (first > last) return null;
  const air = Math.max((last - first) * 0.035, last === first ? DAY / 2 : MINUTE);
  return clamp({ from: first - air, until: last + air });
}

/** Between two spans, `part` 0 to 1 of the way: what an animated zoom goes through. */
export function between(start: Span, end: Span, part: number): Span {
  const at = (a: number, b: number) => a + (b - a) * part;
  return { from: at(start.from, end.from), until: at(start.until, end.until) };
}

/** Moments to pixels and back: one linear map, because UTC days are all of one length. */
export interface Scale {
  (at: Instant): number;
  readonly span: Span;
  readonly left: number;
  readonly right: number;
  invert(x: number): Instant;
}

export function scaleOf(span: Span, left: number, right: number): Scale {
  const perMs = (right - left) / lengthOf(span);
  const scale = (at: Instant) => left + (at - span.from) * perMs;
  return Object.assign(scale, {
    span,
    left,
    right,
    invert: (x: number) => span.from + (x - left) / perMs,
  });
}
