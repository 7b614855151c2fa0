import { DAY, formatInstant, HOUR, MINUTE, SECOND, type Instant } from '../../core/model/time.ts';

/** Reading and writing moments for the timeline: always UTC, never a locale. */

/**
 * A moment as the verdict document writes it (`2022-10-01T00:00:00Z`), as ms UTC; `NaN` for anything else. Half a
 * million of them are read when a large case opens, so this looks at fixed places and at nothing else.
 */
export function readUtc(text: string): Instant {
  if (text.length !== 20 || text.charCodeAt(19) !== Z || text.charCodeAt(10) !== T) return NaN;
  const day = dayOf(digit(text, 0) * 1000 + digit(text, 1) * 100 + two(text, 2), two(text, 5), two(text, 8));
  return (day * 86_400 + two(text, 11) * 3600 + two(text, 14) * 60 + two(text, 17)) * 1000;
}

const Z = 90;
const T = 84;

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : NaN;
}

const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

/** Days from 1970-01-01 to a date of the Gregorian calendar. Years begin in March, so the day that is sometimes there comes last. */
function dayOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** `2022-10-01 00:00:00 UTC`. */
export const sayMoment = (at: Instant): string => formatInstant(at).replace('T', ' ').replace('Z', ' UTC');

/** As short as it can be and still be exact: `2022-10-01`, `2022-10-01 08:10`, `2022-10-01 08:10:20`; UTC. */
export function shortMoment(at: Instant): string {
  const text = formatInstant(at);
  const [date, clock] = [text.slice(0, 10), text.slice(11, 19)];
  if (clock === '00:00:00') return date;
  return `${date} ${clock.endsWith(':00') ? clock.slice(0, 5) : clock}`;
}

/** A span of time in words, its end not part of it: `2022-10-01 to 2022-10-12 UTC`. */
export const saySpan = (from: Instant, until: Instant): string => `${shortMoment(from)} to ${shortMoment(until)} UTC`;

/** What is in view, no finer than the eye can tell: `2022-07-30 to 2022-11-19 UTC`. */
export function sayView({ from, until }: { from: Instant; until: Instant }): string {
  const grain = until - from > 4 * DAY ? DAY : until - from > 4 * HOUR ? MINUTE : SECOND;
  const cut = (at: Instant) => shortMoment(Math.floor(at / grain) * grain);
  return `${cut(from)} to ${cut(until)} UTC`;
}
