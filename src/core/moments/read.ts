import { fail, ok, type Failure, type Result } from '../model/result.ts';
import { DAY, utcInstant, type Instant } from '../model/time.ts';
import { writtenAs, type Written } from './written.ts';
import { place, readZone } from './zones.ts';

/** A moment as somebody wrote it, and what that means. */
export interface Moment {
  /** The words. */
  readonly text: string;
  /** ms UTC; `null` when the words name no zone, for that is not guessed. */
  readonly instant: Instant | null;
  /** As written: `PDT`, `PT`, `Z`, `+02:00`, `America/Los_Angeles`; `null` when the words name none. */
  readonly zone: string | null;
  /** Minutes east of UTC by which `instant` was found; `null` where it is. */
  readonly offsetMinutes: number | null;
  /** How exactly it is written. A day stands for its 00:00. */
  readonly precision: 'day' | 'minute' | 'second';
  /** What is odd about the words, though they were read: shown beside the moment. */
  readonly doubt?: { readonly code: string; readonly message: string };
}

export interface ReadMomentOptions {
  /** The zone of a moment that names none (`UTC`, `PT`, `Europe/Paris`); without it such a moment has no instant. */
  readonly zone?: string;
}

/**
 * Reads a text that is one date, with or without a time of day: `2022-08-08 16:20 PDT`, `August 8, 2022 at 4:20 PM PT`,
 * `2022-10-03T10:00:00Z`, `2022-08-08 16:20 America/Los_Angeles`.
 * Fails with `moment/unreadable`, `moment/impossible` (30 February, 25:00), `moment/day-or-month` (08/09/2022),
 * `moment/range-or-offset`, `moment/ambiguous-zone`, `moment/unknown-zone`, `moment/never-shown`, `moment/shown-twice`.
 */
export function readMoment(text: string, options: ReadMomentOptions = {}): Result<Moment> {
  const written = writtenAs(text);
  return written ? momentOf(written, options) : unreadable(text);
}

/** What was written as a moment. */
export function momentOf(written: Written, { zone: assumed }: ReadMomentOptions = {}): Result<Moment> {
  const { text, time } = written;
  if (written.unclear) return UNCLEAR[written.unclear](text);
  const wall = wallOf(written);
  if (wall === null)
    return fail('moment/impossible', `There is no such date or time: ${JSON.stringify(text)}. Check its digits.`);
  const precision = time === null ? 'day' : time.second === null ? 'minute' : 'second';
  const named = written.zone ?? assumed ?? null;
  if (named === null) return ok({ text, instant: null, zone: null, offsetMinutes: null, precision });
  const zone = readZone(named);
  if (!zone.ok) return zone;
  const placed = place(wall, zone.value);
  if (!placed.ok) return placed;
  const { instant, offset, doubt } = placed.value;
  return ok({ text, instant, zone: written.zone, offsetMinutes: offset, precision, ...(doubt && { doubt }) });
}

/** What the clock showed, as ms that would be UTC on a clock of UTC; `null` when no clock shows it. */
function wallOf({ year, month, day, time }: Written): Instant | null {
  if (time === null) return utcInstant(year, month, day, 0, 0, 0);
  const { half, minute, second } = time;
  if (half !== null && (time.hour < 1 || time.hour > 12)) return null;
  const hour = half === null ? time.hour : (time.hour % 12) + (half === 'p' ? 12 : 0);
  // ISO 8601's end of a day.
  if (hour === 24 && minute === 0 && !second) {
    const midnight = utcInstant(year, month, day, 0, 0, 0);
    return midnight === null ? null : midnight + DAY;
  }
  const whole = utcInstant(year, month, day, hour, minute, second ?? 0);
  return whole === null ? null : whole + Math.floor(+`0.${time.fraction || 0}` * 1000);
}

const UNCLEAR: Readonly<Record<NonNullable<Written['unclear']>, (text: string) => Failure>> = {
  'day-or-month': (text) =>
    fail(
      'moment/day-or-month',
      `In ${JSON.stringify(text)} the month may stand first or the day. Write it as year-month-day.`,
    ),
  'range-or-offset': (text) =>
    fail(
      'moment/range-or-offset',
      `${JSON.stringify(text)} is either one time with an offset or two times. Write the offset as UTC-7, or the two times apart.`,
    ),
};

function unreadable(text: string): Failure {
  const shown = text.trim().length > 60 ? `${text.trim().slice(0, 60)}…` : text.trim();
  return fail(
    'moment/unreadable',
    `${JSON.stringify(shown)} is no date and time that can be read for certain. Write it as 2022-08-08 16:20 PDT, or 2022-08-08T23:20Z.`,
  );
}
