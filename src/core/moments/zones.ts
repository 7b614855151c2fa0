import { tzOffset } from '@date-fns/tz/tzOffset';
import type { Instant } from '../model/time.ts';
import { DAY, MINUTE, formatInstant } from '../model/time.ts';
import { fail, ok, type Failure, type Result } from '../model/result.ts';

/** What somebody wrote behind a time to say where its clock hangs. */
export interface Zone {
  /** As written: `PDT`, `PT`, `+02:00`, `America/Los_Angeles`. */
  readonly name: string;
  /** A place of the IANA tables, whose rules say the offset of a day; `null` for an offset of its own. */
  readonly place: string | null;
  /** Minutes east of UTC, when the zone is an offset. */
  readonly offset: number | null;
}

/** A wall clock's reading as a moment. */
export interface Placed {
  readonly instant: Instant;
  /** Minutes east of UTC. */
  readonly offset: number;
  /** What is odd, though the meaning of the words is certain. */
  readonly doubt?: { readonly code: string; readonly message: string };
}

const UTC = { place: null, offset: 0 } as const;
const at = (offset: number, place: string | null = null) => ({ place, offset }) as const;

/**
 * Abbreviations that mean one thing only among those who write about certificates. Those with an offset and a place are
 * one half of the year of that place.
 */
const NAMES: Readonly<Record<string, { readonly place: string | null; readonly offset: number | null }>> = {
  Z: UTC,
  UTC,
  GMT: UTC,
  UT: UTC,
  PST: at(-480, 'America/Los_Angeles'),
  PDT: at(-420, 'America/Los_Angeles'),
  MST: at(-420),
  MDT: at(-360, 'America/Denver'),
  CDT: at(-300, 'America/Chicago'),
  EST: at(-300, 'America/New_York'),
  EDT: at(-240, 'America/New_York'),
  AKST: at(-540, 'America/Anchorage'),
  AKDT: at(-480, 'America/Anchorage'),
  HST: at(-600),
  WET: at(0, 'Europe/Lisbon'),
  WEST: at(60, 'Europe/Lisbon'),
  CET: at(60, 'Europe/Paris'),
  CEST: at(120, 'Europe/Paris'),
  EET: at(120, 'Europe/Helsinki'),
  EEST: at(180, 'Europe/Helsinki'),
  MSK: at(180),
  HKT: at(480),
  SGT: at(480),
  JST: at(540),
  KST: at(540),
  AWST: at(480),
  ACST: at(570),
  AEST: at(600),
  ACDT: at(630, 'Australia/Adelaide'),
  AEDT: at(660, 'Australia/Sydney'),
  NZST: at(720, 'Pacific/Auckland'),
  NZDT: at(780, 'Pacific/Auckland'),
  // Without S or D: the place's own rule for the day decides.
  PT: { place: 'America/Los_Angeles', offset: null },
  MT: { place: 'America/Denver', offset: null },
  CT: { place: 'America/Chicago', offset: null },
  ET: { place: 'America/New_York', offset: null },
};

const WORDS: Readonly<Record<string, string>> = { pacific: 'P', mountain: 'M', central: 'C', eastern: 'E' };

/** Abbreviations that several parts of the world use for different offsets: never guessed. */
const SEVERAL: Readonly<Record<string, string>> = {
  CST: 'UTC-06:00 in North America, UTC+08:00 in China, UTC-05:00 in Cuba',
  IST: 'UTC+05:30 in India, UTC+01:00 in Ireland, UTC+02:00 in Israel',
  BST: 'UTC+01:00 in Britain in summer, UTC+06:00 in Bangladesh',
  AST: 'UTC-04:00 in Atlantic Canada, UTC+03:00 in Arabia',
  ADT: 'UTC-03:00 in Atlantic Canada, UTC+04:00 in Arabia',
};

const SIGNED = String.raw`[+\-\u2212](?:0\d|1[0-4])(?::?(?:00|15|30|45))?`;
/** The words of a zone, as the rest of a time; groups are non-capturing, so it can stand in other expressions. CT logs are none. */
export const ZONE_WORDS = [
  String.raw`(?:UTC|GMT)[+\-\u2212](?:1[0-4]|0?\d)(?::?[0-5]\d)?(?!\d|:\d)`,
  String.raw`${SIGNED}(?!\d|:\d)`,
  String.raw`(?:${[...Object.keys(NAMES), ...Object.keys(SEVERAL)].join('|')})\b(?![/+]|[ -]logs?\b)`,
  String.raw`(?:utc|gmt|z)\b`,
  String.raw`(?:Pacific|Mountain|Central|Eastern)(?: (?:Standard|Daylight))? [Tt]ime\b`,
  String.raw`[A-Z][A-Za-z]{2,20}(?:/[A-Z][A-Za-z_+\-]{1,30}\d{0,2}){1,2}`,
].join('|');

const WHOLE = new RegExp(`^(?:${ZONE_WORDS})$`);

/**
 * The zone that a text names: `PDT`, `PT`, `Pacific Time`, `UTC-7`, `+02:00`, `Europe/Paris`.
 * Fails with `moment/ambiguous-zone` or `moment/unknown-zone`.
 */
export function readZone(text: string): Result<Zone> {
  const name = text.trim();
  const upper = name.toUpperCase();
  if (Object.hasOwn(SEVERAL, upper))
    return fail(
      'moment/ambiguous-zone',
      `${name} is ${SEVERAL[upper]}. Write the offset instead, or a place such as America/Chicago.`,
    );
  if (Object.hasOwn(NAMES, upper)) return ok({ name, ...NAMES[upper]! });
  const words = /^(pacific|mountain|central|eastern)(?: (standard|daylight))? time$/i.exec(name);
  if (words) {
    const short = `${WORDS[words[1]!.toLowerCase()]!}${words[2]?.[0]?.toUpperCase() ?? ''}T`;
    // Central Standard Time is certain, though CST is not.
    return ok({ name, ...(NAMES[short] ?? at(-360, 'America/Chicago')) });
  }
  const signed = /^(?:UTC|GMT)?([+\-\u2212])(\d{1,2}):?(\d{2})?$/i.exec(name);
  if (signed && WHOLE.test(upper)) {
    const minutes = +signed[2]! * 60 + +(signed[3] ?? 0);
    return ok({ name, ...at(signed[1] === '+' ? minutes : -minutes || 0) });
  }
  if (WHOLE.test(name) && name.includes('/') && !Number.isNaN(tzOffset(name, new Date(0))))
    return ok({ name, place: name, offset: null });
  return fail(
    'moment/unknown-zone',
    `${JSON.stringify(name)} is no time zone that is known here. Write an offset such as UTC-7, an abbreviation such as PDT, or a place such as America/Los_Angeles.`,
  );
}

/**
 * The moment at which a clock in `zone` shows `wall` (the digits as if they were UTC, ms).
 * A clock that was put back shows an hour twice, one that was put forward never: then it fails with
 * `moment/shown-twice` or `moment/never-shown`, because a choice would be a guess.
 */
export function place(wall: Instant, zone: Zone): Result<Placed> {
  const { name, place: where, offset } = zone;
  if (offset !== null) {
    const instant = wall - offset * MINUTE;
    const kept = where === null ? offset : tzOffset(where, new Date(instant));
    return ok({ instant, offset, ...(kept !== offset && { doubt: notInForce(name, offset, where!, kept) }) });
  }
  // Clocks change by an hour or so; the offsets of the days around are all that can apply.
  const offsets = new Set([wall - DAY, wall + DAY].map((day) => tzOffset(where!, new Date(day))));
  const found = [...offsets]
    .map((minutes) => ({ instant: wall - minutes * MINUTE, offset: minutes }))
    .filter(({ instant, offset: minutes }) => tzOffset(where!, new Date(instant)) === minutes)
    .sort((a, b) => a.instant - b.instant);
  if (found.length === 1) return ok(found[0]!);
  return found.length === 0 ? neverShown(name) : shownTwice(name, found);
}

const neverShown = (name: string): Failure =>
  fail(
    'moment/never-shown',
    `Clocks on ${name} were put forward over this time, so none of them showed it. Write the offset that was meant, such as UTC-7.`,
  );

const shownTwice = (name: string, found: readonly Placed[]): Failure =>
  fail(
    'moment/shown-twice',
    `Clocks on ${name} were put back over this time, so it is both ${found.map(({ instant }) => formatInstant(instant)).join(' and ')}. Write the offset that was meant, such as ${sayOffset(found[0]!.offset)} or ${sayOffset(found[1]!.offset)}.`,
  );

const notInForce = (name: string, offset: number, where: string, kept: number) => ({
  code: 'moment/zone-not-in-force',
  message: `It is read as written, ${sayOffset(offset)}; but ${where} did not keep ${name} then, it kept ${sayOffset(kept)}. If the clock on the wall was meant, it is ${Math.abs(kept - offset)} minutes ${kept > offset ? 'earlier' : 'later'}.`,
});

/** `UTC-07:00` of -420 minutes. */
export function sayOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (count: number) => String(Math.floor(count)).padStart(2, '0');
  return `UTC${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
