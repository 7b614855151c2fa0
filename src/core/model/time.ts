/**
 * Times are instants in milliseconds since 1970-01-01T00:00:00Z, UTC throughout. There is no clock
 * in core: "now" is always an argument, and local time zones are never consulted.
 */
export type Instant = number;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A UTCTime or GeneralizedTime as it stands in the bytes (RFC 5280 section 4.1.2.5). */
export interface Time {
  /** The moment it names, fractions included. */
  readonly instant: Instant;
  /** The characters as received. */
  readonly raw: string;
  readonly type: 'UTCTime' | 'GeneralizedTime';
  /** What is off about the encoding though its meaning is certain; empty when it is as RFC 5280 wants it. */
  readonly defects: readonly TimeDefect[];
  /** Offset of the TLV in the object it was read from. */
  readonly offset: number;
}

export type TimeDefect = 'fraction' | 'no-seconds' | 'offset' | 'type';

/** RFC 3339, UTC with `Z`, no fraction (verdict-format section 1). A fraction is cut off, never rounded up. */
export function formatInstant(instant: Instant): string {
  const seconds = Math.floor(instant / SECOND);
  // The sentences about one certificate tell the same few moments again and again.
  const slot = seconds & (RECENT - 1);
  if (recentSeconds[slot] !== seconds) {
    recentSeconds[slot] = seconds;
    recentTexts[slot] = formatSeconds(seconds);
  }
  return recentTexts[slot]!;
}

const RECENT = 1024;
const recentSeconds = new Float64Array(RECENT).fill(Number.NaN);
const recentTexts: string[] = Array.from({ length: RECENT }, () => '');

function formatSeconds(seconds: number): string {
  const day = Math.floor(seconds / SECONDS_A_DAY);
  const rest = seconds - day * SECONDS_A_DAY;
  // Nine characters are short enough to be one text; longer ones are kept as a chain of their parts.
  const time = `${TWO_DIGITS[Math.floor(rest / 3600)]!}:${TWO_DIGITS[Math.floor(rest / 60) % 60]!}:${TWO_DIGITS[rest % 60]!}Z`;
  return dateOf(day) + time;
}

const SECONDS_A_DAY = DAY / SECOND;
const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));

/** The date of a day since 1970 and the `T` behind it: what costs time to work out. */
function dateOf(day: number): string {
  let text = dates.get(day);
  if (text !== undefined) return text;
  const whole = new Date(day * DAY).toISOString();
  text = whole.slice(0, whole.indexOf('T') + 1);
  if (dates.size >= MAX_DATES) dates.clear();
  dates.set(day, text);
  return text;
}

const dates = new Map<number, string>();
const MAX_DATES = 4096;

/**
 * An RFC 3339 date-time, or a date that stands for its 00:00:00 UTC (BR 1.6.4), as an instant; `null` for
 * anything else. A `datetime-local` value without a zone is taken as UTC, because the app asks for UTC.
 */
export function parseInstant(text: string): Instant | null {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text.trim(),
    );
  if (!match) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', zone = 'Z'] = match;
  const utc = utcInstant(+year!, +month!, +day!, +hour, +minute, +second);
  if (utc === null) return null;
  if (!/^[+-]/.test(zone)) return utc;
  const [hours, minutes] = [+zone.slice(1, 3), +zone.slice(-2)];
  // RFC 3339 section 5.6: an offset is a time of day.
  if (hours > 23 || minutes > 59) return null;
  const offset = hours * HOUR + minutes * MINUTE;
  return zone.startsWith('+') ? utc - offset : utc + offset;
}

/** The instant of a UTC calendar date and time, or `null` when there is no such moment (month 13, 30 February, 24:00). */
export function utcInstant(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): Instant | null {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null;
  const midnight = dayOf(year, month, day);
  return midnight === null ? null : midnight + hour * HOUR + minute * MINUTE + second * SECOND;
}

/** The first moment of a UTC calendar day, or `null` when there is no such day. */
function dayOf(year: number, month: number, day: number): Instant | null {
  if (day > 28 && day > DAYS[month - 1]! + (month === 2 && isLeap(year) ? 1 : 0)) return null;
  // Date.UTC takes years up to 99 for those of the 20th century; 400 years are always as many days.
  return year < 100 ? Date.UTC(year + 400, month - 1, day) - 146_097 * DAY : Date.UTC(year, month - 1, day);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The same day and time a number of calendar months later, UTC; the last day of the month where there is no such day. */
export function monthsAfter(instant: Instant, months: number): Instant {
  const date = new Date(instant);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  if (date.getUTCDate() > day) date.setUTCDate(day);
  return date.getTime();
}
