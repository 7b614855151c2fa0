/** What the app promises of its speed, and whether a run shows it. */
import { INTERACTIONS } from './interactions.ts';
import { mostMemory } from './whole-way.ts';
import { median, ratios, type Case, type Report } from './report.ts';

export interface Target {
  readonly what: string;
  readonly target: string;
  /** What was found, or why nothing could be. */
  readonly found: string;
  /** `null`: this run cannot tell. */
  readonly met: boolean | null;
}

/** The size at which a promise is made, unless it says otherwise. */
const USUAL = 10_000;
const LARGE = 100_000;
const MEGABYTE = 1e6;

export function targetsOf(report: Report): Target[] {
  const usual = rsaOf(report, USUAL);
  const large = rsaOf(report, LARGE);
  const { firstVisit } = report;
  return [
    atMost('Evaluation ÷ limit, 10,000 RSA pairs', 2, usual && ratios(usual).evaluation, times),
    atMost('Whole way ÷ limit, 10,000 RSA pairs', 3, usual && ratios(usual).whole, times),
    atMost(
      'Evaluation, 100,000 pairs ÷ 10,000 pairs',
      10,
      growth(usual, large, ({ evaluation }) => evaluation?.ms),
      times,
    ),
    atMost(
      'Whole way, 100,000 pairs ÷ 10,000 pairs',
      10,
      growth(usual, large, ({ whole }) => whole?.ms),
      times,
    ),
    atLeast('PKI.js ÷ Presumed, one response, 10,000 RSA pairs', 100, usual && ratios(usual).pkijs, times),
    atMost('Memory of the whole browser, 100,000 pairs', 1500, memory(large), (value) => `${Math.round(value)} MB`),
    atMost('Longest main-thread task, import of 10,000', 50, usual && median(usual, longest), milliseconds),
    atMost('Slowest interaction with 100,000 rows', 100, slowest(large), milliseconds),
    atMost(
      'Reopening 10,000: the list is there',
      1000,
      usual && median(usual, ({ whole }) => whole?.reopenList),
      milliseconds,
    ),
    atMost(
      'Script of a first visit, gzip',
      100,
      firstVisit && firstVisit.total / 1000,
      (value) => `${Math.round(value)} kB`,
    ),
  ];
}

const times = (value: number): string => `${value.toFixed(value < 20 ? 1 : 0)}×`;
const milliseconds = (value: number): string => `${Math.round(value)} ms`;

const rsaOf = ({ cases }: Report, pairs: number): Case | null =>
  cases.find((one) => one.kind === 'rsa' && one.pairs === pairs) ?? null;

const atMost = (what: string, most: number, found: number | null, write: (value: number) => string): Target => ({
  what,
  target: `≤ ${write(most).replace('.0', '')}`,
  found: found === null ? 'not measured' : write(found),
  met: found === null ? null : found <= most,
});

const atLeast = (what: string, least: number, found: number | null, write: (value: number) => string): Target => ({
  ...atMost(what, least, found, write),
  target: `≥ ${write(least)}`,
  met: found === null ? null : found >= least,
});

function growth(from: Case | null, to: Case | null, figure: Parameters<typeof median>[1]): number | null {
  const before = from && median(from, figure);
  const after = to && median(to, figure);
  return before === null || after === null ? null : after / before;
}

const memory = (of: Case | null): number | null => {
  const found = of && median(of, ({ whole }) => whole && mostMemory(whole));
  return found === null ? null : found / MEGABYTE;
};

/** 0 where no task took longer than 50 ms: shorter ones are not reported by browsers. */
const longest: Parameters<typeof median>[1] = ({ whole }) => whole && Math.max(0, ...whole.longTasks);

function slowest(of: Case | null): number | null {
  const found = INTERACTIONS.map((name) => of && median(of, ({ whole }) => whole?.interactions?.[name]));
  const known = found.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
