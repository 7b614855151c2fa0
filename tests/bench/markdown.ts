import { format } from 'prettier';
import { INTERACTIONS } from './interactions.ts';
import { PHASES, type Exported, type WholeWay } from './whole-way.ts';
import { failuresOf, KEY_WORD, median, micros, ratios, wasBusy, type Case, type Report } from './report.ts';
import { targetsOf } from './targets.ts';

const grouped = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');

const number = (value: number | null): string => (value === null ? '–' : grouped(value));
const times = (value: number | null): string => (value === null ? '–' : `${value.toFixed(value < 20 ? 1 : 0)}×`);
const seconds = (value: number | null): string => (value === null ? '–' : `${(value / 1000).toFixed(2)} s`);
const milliseconds = (value: number | null): string => (value === null ? '–' : `${grouped(value)} ms`);
const megabytes = (value: number | null): string =>
  value === null ? '–' : `${(value / 1e6).toFixed(value < 2e7 ? 1 : 0)} MB`;

type Row = readonly string[];
const table = (head: Row, rows: readonly Row[]): string =>
  [head, head.map((_, at) => (at === 0 ? '---' : '--:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const nameOf = ({ kind, pairs }: Case): string => `${grouped(pairs)} ${KEY_WORD[kind]}`;

const write = (parts: readonly string[]): Promise<string> =>
  format(parts.join('\n\n'), { parser: 'markdown', printWidth: 120 });

/** The report as people read it: the ratios, what they were made of, the promises. */
export function markdown(report: Report): Promise<string> {
  const { cases, firstVisit } = report;
  const app = cases.filter(({ rounds }) => rounds.some(({ whole }) => whole));
  return write([
    '**Ratios.** The limit is the bare cryptography; a response is compared with one that Presumed verifies and judges.',
    ratioTable(cases),
    '**Times**, µs: of a pair for the first three, of a response for the others.',
    timeTable(cases),
    ...(app.length > 0
      ? [
          '**The app**, from the ZIP on.',
          appTable(app),
          '**Memory** of the whole browser, the most in each phase.',
          memoryTable(app),
          '**Interactions** with the table, to the next paint that shows them.',
          interactionTable(app),
        ]
      : []),
    ...(firstVisit
      ? [
          `**First visit:** ${number(firstVisit.total / 1000)} kB of script (gzip): ${firstVisit.files.map(({ file, size }) => `\`${file}\` ${number(size / 1000)}`).join(', ')}.`,
        ]
      : []),
    '**Promises.**',
    promiseTable(report),
    ...profileParts(report),
    ...cases.flatMap((one) => failuresOf(one).map((failure) => `- Failed, ${nameOf(one)}: ${failure}`)),
    conditions(report),
  ]);
}

/** What the README says of it. */
export const readmeSection = (report: Report): Promise<string> =>
  write([
    ratioTable(report.cases),
    promiseTable(report),
    ...profileParts(report),
    `\`${report.command}\`: ${conditions(report)}`,
  ]);

const ratioTable = (cases: readonly Case[]): string =>
  table(
    [
      'pairs',
      'evaluation ÷ limit',
      'whole way ÷ limit',
      'PKI.js ÷ Presumed',
      '@peculiar decoding ÷ Presumed',
      '`openssl ocsp` ÷ Presumed',
    ],
    cases.map((one) => {
      const { evaluation, whole, pkijs, peculiar, openssl } = ratios(one);
      return [nameOf(one), ...[evaluation, whole, pkijs, peculiar, openssl].map(times)];
    }),
  );

const timeTable = (cases: readonly Case[]): string =>
  table(
    [
      'pairs',
      'limit',
      'evaluation',
      'whole way',
      'Presumed, response',
      'PKI.js',
      '@peculiar, decoding',
      '`openssl ocsp`',
    ],
    cases.map((one) => {
      const { limit, evaluation, whole, responses, pkijs, peculiar, openssl } = micros(one);
      return [nameOf(one), ...[limit, evaluation, whole, responses, pkijs, peculiar, openssl].map(number)];
    }),
  );

const promiseTable = (report: Report): string =>
  table(
    ['', 'target', 'found', ''],
    targetsOf(report).map(({ what, target, found, met }) => [
      what,
      target,
      found,
      met === null ? '' : `${met ? 'kept' : '**missed**'}${wasBusy(report) ? '?' : ''}`,
    ]),
  );

/** What is in the way of being faster and smaller. */
function profileParts({ profiles }: Report): string[] {
  const [first] = profiles;
  const last = profiles.at(-1);
  if (!first || !last) return [];
  const all = first.places.reduce((sum, { ms }) => sum + ms, 0);
  return [
    `**Where the time goes:** the worker's own thread, from the ZIP of ${grouped(first.pairs)} pairs to verdicts on the screen, in a browser that has never run this code; ${milliseconds(first.ms)} while it is looked at.`,
    table(
      ['', 'ms', 'share'],
      first.places
        .filter(({ ms }) => ms >= all / 200)
        .map(({ place, ms }) => [place, number(ms), `${Math.round((100 * ms) / all)} %`]),
    ),
    `**Where the memory goes:** scripts after the import of ${grouped(last.pairs)} pairs. What is taken and not needed is garbage that the browser has not collected yet; no page can ask it to.`,
    table(
      ['', 'heap taken', 'heap needed', 'buffers needed'],
      last.heaps.map(({ of, taken, needed, buffers }) => [of, ...[taken, needed, buffers].map(megabytes)]),
    ),
  ];
}

/** On what, and how: without it no figure means anything. */
function conditions(report: Report): string {
  const { machine, options, cases } = report;
  const rounds = [...new Set(cases.map((one) => one.rounds.length))].sort((a, b) => b - a).join(' and ');
  const busy = wasBusy(report)
    ? ` **The machine was busy with other work when this began (load ${report.machine.load.toFixed(1)}), so none of these figures, kept or missed, is the last word.**`
    : '';
  return `${machine.processor}, ${machine.cores} cores, Chromium ${machine.browser}, Node ${machine.node}; medians of ${rounds} rounds; ZIP members ${options.zip}; PKI.js, @peculiar and openssl were asked about a sample of ${options.sample} responses.${busy}`;
}

function appTable(cases: readonly Case[]): string {
  const written = (one: Case, of: (whole: WholeWay) => Exported | null): string => {
    const ms = median(one, ({ whole }) => whole && of(whole)?.ms);
    const size = median(one, ({ whole }) => whole && of(whole)?.size);
    return ms === null ? 'failed' : `${megabytes(size)} in ${seconds(ms)}`;
  };
  return table(
    ['pairs', 'ZIP', 'whole way', 'longest task', 'verdict JSON', 'bundle', 'reopened: list', 'verdicts'],
    cases.map((one) => [
      nameOf(one),
      megabytes(one.zipSize),
      seconds(median(one, ({ whole }) => whole?.ms)),
      milliseconds(median(one, ({ whole }) => whole && Math.max(0, ...whole.longTasks))),
      written(one, ({ verdictJson }) => verdictJson),
      written(one, ({ bundle }) => bundle),
      milliseconds(median(one, ({ whole }) => whole?.reopenList)),
      milliseconds(median(one, ({ whole }) => whole?.reopenVerdicts)),
    ]),
  );
}

const memoryTable = (cases: readonly Case[]): string =>
  table(
    ['pairs', ...PHASES],
    cases.map((one) => [
      nameOf(one),
      ...PHASES.map((phase) => megabytes(median(one, ({ whole }) => whole?.memory[phase]))),
    ]),
  );

const interactionTable = (cases: readonly Case[]): string =>
  table(
    ['rows', ...INTERACTIONS],
    cases.map((one) => [
      nameOf(one),
      ...INTERACTIONS.map((name) => milliseconds(median(one, ({ whole }) => whole?.interactions?.[name]))),
    ]),
  );
