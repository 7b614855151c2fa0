import {
  utcDay,
  utcHour,
  utcMinute,
  utcMonday,
  utcMonth,
  utcSecond,
  utcTicks,
  utcYear,
  type TimeInterval,
} from 'd3-time';
import { DAY, formatInstant, HOUR, MINUTE, SECOND, type Instant } from '../../core/model/time.ts';
import { lengthOf, type Span } from './span.ts';

/** Calendar units and ticks, UTC. */

export interface Unit {
  /** As in “per day”. */
  readonly name: string;
  /** ms, near enough to choose by. */
  readonly length: number;
  readonly interval: TimeInterval;
}

const unit = (name: string, length: number, interval: TimeInterval | null): Unit => ({
  name,
  length,
  interval: interval!,
});

/** From fine to coarse. */
export const UNITS: readonly Unit[] = [
  unit('second', SECOND, utcSecond),
  unit('15 seconds', 15 * SECOND, utcSecond.every(15)),
  unit('minute', MINUTE, utcMinute),
  unit('10 minutes', 10 * MINUTE, utcMinute.every(10)),
  unit('hour', HOUR, utcHour),
  unit('6 hours', 6 * HOUR, utcHour.every(6)),
  unit('day', DAY, utcDay),
  unit('week', 7 * DAY, utcMonday),
  unit('month', 30.44 * DAY, utcMonth),
  unit('quarter', 91.3 * DAY, utcMonth.every(3)),
  unit('year', 365.25 * DAY, utcYear),
];

/** The finest unit of which not more than `most` fit into the span. */
export const unitFor = (span: Span, most: number): Unit =>
  UNITS.find(({ length }) => lengthOf(span) / length <= most) ?? UNITS.at(-1)!;

/** The borders of the bins that cover the span, first and last included (ms). */
export function edgesOf({ from, until }: Span, { interval }: Unit): Float64Array {
  const start = interval.floor(new Date(from));
  const end = interval.ceil(new Date(until));
  const dates = interval.range(start, end);
  return Float64Array.from([...dates, end], Number);
}

/** The border of a unit that is nearest. */
export const snap = (at: Instant, { interval }: Unit): Instant => +interval.round(new Date(at));

export interface Tick {
  readonly at: Instant;
  /** `08:10`, `3`, `Oct`, `2022`. */
  readonly label: string;
  /** The larger unit it stands in, where that begins or the first tick needs it: `2022-10-03`, `Oct 2022`, `2022`. */
  readonly within: string | null;
}

/** About `count` ticks at round moments. */
export function ticksOf({ from, until }: Span, count: number): readonly Tick[] {
  const dates = utcTicks(new Date(from), new Date(until), count).map(Number);
  const step = dates.length > 1 ? dates[1]! - dates[0]! : DAY;
  const style =
    step < MINUTE ? SECONDS : step < DAY ? HOURS : step < 27 * DAY ? DAYS : step < 360 * DAY ? MONTHS : YEARS;
  let last = '';
  return dates.map((at) => {
    const text = formatInstant(at);
    const within = style.within(text);
    const tick = { at, label: style.label(text), within: within === last || within === '' ? null : within };
    last = within;
    return tick;
  });
}

const MONTH = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const month = (text: string): string => MONTH[Number(text.slice(5, 7)) - 1]!;

interface TickStyle {
  /** Both of the moment as RFC 3339 writes it. */
  label(text: string): string;
  within(text: string): string;
}

const date = (text: string): string => text.slice(0, 10);
const SECONDS: TickStyle = { label: (text) => text.slice(11, 19), within: date };
const HOURS: TickStyle = { label: (text) => text.slice(11, 16), within: date };
const DAYS: TickStyle = {
  label: (text) => String(Number(text.slice(8, 10))),
  within: (text) => `${month(text)} ${text.slice(0, 4)}`,
};
const MONTHS: TickStyle = { label: month, within: (text) => text.slice(0, 4) };
const YEARS: TickStyle = { label: (text) => text.slice(0, 4), within: () => '' };
