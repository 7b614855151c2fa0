import { ZONE_WORDS } from './zones.ts';

/**
 * The forms in which people and tools write a date with a time of day. A grammar of our own and not a reader of natural
 * language: those guess (`16:20Z` as 16:00, CST as Chicago's, `25:00` as a day), and a wrong minute is worse than none.
 */

/** A date and a time as they were written; nothing is checked yet. */
export interface Written {
  readonly text: string;
  /** Where it stands. */
  readonly start: number;
  readonly end: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** `null` for a date alone. */
  readonly time: WrittenTime | null;
  /** The words of the zone; `null` when there are none. */
  readonly zone: string | null;
  /** Why it cannot be told what was meant. */
  readonly unclear?: 'day-or-month' | 'range-or-offset';
}

export interface WrittenTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number | null;
  /** The digits of a fraction of the second. */
  readonly fraction: string;
  readonly half: 'a' | 'p' | null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = String.raw`(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?`;
const GAP = String.raw`[ \t\u00a0\u202f]`;
const NTH = '(?:st|nd|rd|th)?';

const DATES = [
  String.raw`(?<![\d./-])(?<y1>\d{4})(?<s1>[-/])(?<m1>\d{1,2})\k<s1>(?<d1>\d{1,2})(?!\d)`,
  String.raw`(?<![\w./-])(?<d2>\d{1,2})${NTH}(?:${GAP}of)?[ \u00a0-](?<m2>${MONTH}),?[ \u00a0-](?<y2>\d{4})(?!\d)`,
  String.raw`(?<!\w)(?<m3>${MONTH})${GAP}{1,2}(?<d3>\d{1,2})${NTH},?${GAP}(?<y3>\d{4})(?!\d|:\d)`,
  String.raw`(?<![\w./-])(?<a4>\d{1,2})(?<s4>[./])(?<b4>\d{1,2})\k<s4>(?<y4>\d{4})(?!\d)`,
];

/** A time of day: with minutes, or with am and pm. `name` tells its groups from those of another. */
const timeOf = (name: string): string =>
  String.raw`(?<h${name}>\d{1,2})(?::(?<i${name}>\d{2})(?::(?<s${name}>\d{2})(?:[.,](?<f${name}>\d{1,9}))?)?(?!\d|:\d)(?:${GAP}?(?<p${name}>[AaPp])\.?[Mm]\b\.?)?|${GAP}?(?<q${name}>[AaPp])\.?[Mm]\b\.?)`;

const BETWEEN = String.raw`(?:[Tt_]|,?${GAP}{1,3}(?:at${GAP}|@${GAP}?|[-\u2013\u2014]${GAP})?)`;
const ZONED = (name: string): string => String.raw`${GAP}?[(\[]?(?<z${name}>${ZONE_WORDS})[)\]]?`;

const DATE = `(?:${DATES.join('|')})`;
/** `2022-08-08 16:20`; the zone comes after. */
const DATE_TIME = `${DATE}(?:${BETWEEN}${timeOf('T')})`;
/** `16:20 PDT on August 8, 2022`. */
const TIME_DATE = String.raw`(?<![\d:.,/+-])${timeOf('R')}(?:${ZONED('R')})?(?:,?${GAP}(?:on${GAP})?)${DATE.replace(/(<|k<)([ymdsab])(\d)/g, '$1$2$3R')}`;
/** What C's ctime and openssl write: `Oct  3 15:06:11 2022 GMT`, `Mon Oct  3 15:06:11 UTC 2022`. */
const CTIME = String.raw`(?<!\w)(?<m5>${MONTH})${GAP}{1,2}(?<d5>\d{1,2})${GAP}${timeOf('C')}(?:${GAP}(?<zC>${ZONE_WORDS}))?${GAP}(?<y5>\d{4})(?!\d|:\d)`;

const MOMENT = new RegExp(`${CTIME}|${DATE_TIME}|${TIME_DATE}`, 'g');
const ZONE_AFTER = new RegExp(ZONED('A'), 'y');
/** A second time: the moment begins a range, and the zone behind its end is that of both. */
const RANGE = new RegExp(
  String.raw`${GAP}?(?:-|\u2013|\u2014|to\b|until\b)${GAP}?(?:${DATE}${BETWEEN})?${timeOf('E')}(?:${ZONED('E')})?`,
  'y',
);
const DATE_ALONE = new RegExp(`^${DATE}$`);

/** Every date with a time of day in one line, in order. */
export function writtenIn(line: string): Written[] {
  const found: Written[] = [];
  MOMENT.lastIndex = 0;
  for (let match = MOMENT.exec(line); match; match = MOMENT.exec(line)) {
    const written = withZone(line, match.index, match.index + match[0].length, match.groups!);
    found.push(written);
    MOMENT.lastIndex = Math.max(written.end, match.index + 1);
  }
  return found;
}

/** The text as one date, with a time or without; `null` when there is more or less in it. */
export function writtenAs(text: string): Written | null {
  const whole = text.trim();
  const date = DATE_ALONE.exec(whole);
  if (date) return { text: whole, start: 0, end: whole.length, ...dateOf(date.groups!), time: null, zone: null };
  const [first, ...more] = writtenIn(whole);
  // A day of the week in front says nothing more, and mail writes the zone twice: `-0700 (PDT)`.
  const before = first && whole.slice(0, first.start);
  const after = first && whole.slice(first.end);
  return first &&
    more.length === 0 &&
    /^(?:[A-Z][a-z]{2,8},? )?$/.test(before!) &&
    /^(?: \([A-Z]{3,4}\))?$/.test(after!)
    ? { ...first, text: whole }
    : null;
}

function withZone(line: string, start: number, end: number, groups: Groups): Written {
  const base = { start, ...dateOf(groups), time: timeIn(groups) };
  const inside = groups.zR ?? groups.zC;
  RANGE.lastIndex = end;
  const range = inside === undefined ? RANGE.exec(line) : null;
  ZONE_AFTER.lastIndex = end;
  const after = inside === undefined ? ZONE_AFTER.exec(line) : null;
  const zone = inside ?? after?.groups!.zA;
  if (range && (zone === undefined || /^[-\u2212]/.test(zone))) {
    const shared = range.groups!.zE;
    if (shared !== undefined || zone === undefined)
      return { ...base, text: line.slice(start, end), end, zone: shared ?? null };
    // `10:00-12:00` is an offset where a zone is to be expected, and a range where a second time is.
    if (base.time?.second === null && !/T/.test(line.slice(start, end)) && isLater(base.time, timeIn(range.groups!)))
      return {
        ...base,
        text: line.slice(start, end + range[0].length),
        end: end + range[0].length,
        zone: null,
        unclear: 'range-or-offset',
      };
  }
  const stop = after ? end + after[0].length : end;
  return { ...base, text: line.slice(start, stop), end: stop, zone: zone ?? null };
}

type Groups = Readonly<Record<string, string | undefined>>;

const isLater = (a: WrittenTime, b: WrittenTime): boolean => b.hour * 60 + b.minute > a.hour * 60 + a.minute;

function timeIn(groups: Groups): WrittenTime {
  const name = ['T', 'R', 'C', 'E'].find((one) => groups[`h${one}`] !== undefined)!;
  const part = (letter: string) => groups[`${letter}${name}`];
  const second = part('s');
  return {
    hour: +part('h')!,
    minute: +(part('i') ?? 0),
    second: second === undefined ? null : +second,
    fraction: part('f') ?? '',
    half: ((part('p') ?? part('q'))?.toLowerCase() as 'a' | 'p' | undefined) ?? null,
  };
}

function dateOf(groups: Groups): Pick<Written, 'year' | 'month' | 'day' | 'unclear'> {
  const get = (key: string) => groups[key] ?? groups[`${key}R`];
  for (const form of ['1', '2', '3', '5']) {
    const year = get(`y${form}`);
    const month = get(`m${form}`);
    if (year === undefined) continue;
    return { year: +year, month: form === '1' ? +month! : monthOf(month!), day: +get(`d${form}`)! };
  }
  const [first, second, year] = [+get('a4')!, +get('b4')!, +get('y4')!];
  // With points the day stands first; with strokes that depends on the country.
  if (get('s4') === '.' || first > 12) return { year, month: second, day: first };
  return { year, month: first, day: second, ...(second <= 12 && first !== second && { unclear: 'day-or-month' }) };
}

const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
