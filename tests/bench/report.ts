import type { FirstVisit } from './first-visit.ts';
import type { KeyKind, Measured, PartName } from './page/messages.ts';
import type { Profile } from './profile.ts';
import type { WholeWay } from './whole-way.ts';

/** What one round found; a part that was not asked for is not there. */
export type Round = Readonly<Partial<Record<PartName, Measured>>> & {
  readonly whole?: WholeWay;
  /** Why there is no `whole`, though it was asked for. */
  readonly failure?: string;
  /** `null` where there is no openssl. */
  readonly openssl?: Measured | null;
};

/** All rounds of one kind of keys and one number of pairs. */
export interface Case {
  readonly kind: KeyKind;
  readonly pairs: number;
  /** Of the ZIP that the app was given, in octets; 0 when it was given none. */
  readonly zipSize: number;
  readonly rounds: readonly Round[];
}

/** The JSON of a run: every round as it was measured, so that nobody has to believe a median. */
export interface Report {
  readonly format: 'presumed/bench';
  readonly command: string;
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly browser: string;
    readonly node: string;
    /** Of the minute before the run: how many processes wanted a core. */
    readonly load: number;
  };
  readonly options: {
    readonly pairs: readonly number[];
    readonly rounds: number;
    readonly keys: readonly KeyKind[];
    readonly sample: number;
    readonly zip: string;
  };
  readonly cases: readonly Case[];
  readonly firstVisit: FirstVisit | null;
  /** Of imports beside the rounds, of those that the promises on time and on memory are about; empty when not asked for. */
  readonly profiles: readonly Profile[];
}

export const KEY_WORD: Record<KeyKind, string> = { rsa: 'RSA-2048', ec: 'P-256' };

/** The median of what some of the rounds can tell; `null` when none can. */
export function median(of: Case, figure: (round: Round) => number | null | undefined): number | null {
  const values = of.rounds
    .map(figure)
    .filter((value) => value !== null && value !== undefined)
    .sort((a, b) => a - b);
  if (values.length === 0) return null;
  const middle = Math.floor(values.length / 2);
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}

const quotient = (above: number | null | undefined, below: number | null | undefined): number | null =>
  above === null || above === undefined || !below ? null : above / below;

/** ms each, of what was measured. */
const each = (measured: Measured | null | undefined): number | null => quotient(measured?.ms, measured?.wanted);

/** Medians of the ratios within each round: both sides of each were measured within the same minute. */
export const ratios = (of: Case) => ({
  evaluation: median(of, ({ evaluation, limit }) => quotient(evaluation?.ms, limit?.ms)),
  whole: median(of, ({ whole, limit }) => quotient(whole?.ms, limit?.ms)),
  pkijs: median(of, ({ pkijs, responses }) => quotient(each(pkijs), each(responses))),
  peculiar: median(of, ({ peculiar, responses }) => quotient(each(peculiar), each(responses))),
  openssl: median(of, ({ openssl, responses }) => quotient(each(openssl), each(responses))),
});

/** Median µs a pair, or a response where that is all that the part looks at. */
export const micros = (of: Case) => {
  const aPair = (ms: number | null | undefined): number | null => quotient(ms, of.pairs / 1000);
  const one = (part: PartName | 'openssl') => (round: Round) => quotient(each(round[part]), 1 / 1000);
  return {
    limit: median(of, ({ limit }) => aPair(limit?.ms)),
    evaluation: median(of, ({ evaluation }) => aPair(evaluation?.ms)),
    whole: median(of, ({ whole }) => aPair(whole?.ms)),
    json: median(of, ({ evaluation }) => aPair(evaluation?.json?.ms)),
    intake: median(of, ({ intake }) => aPair(intake?.ms)),
    responses: median(of, one('responses')),
    pkijs: median(of, one('pkijs')),
    peculiar: median(of, one('peculiar')),
    openssl: median(of, one('openssl')),
  };
};

/** Everything that did not work, each once. */
export const failuresOf = (of: Case): string[] => [
  ...new Set(of.rounds.flatMap(({ whole, failure }) => [...(failure ? [failure] : []), ...(whole?.failures ?? [])])),
];

/** Whether other work wanted the cores when the run began: then neither times nor ratios are worth much. */
export const wasBusy = ({ machine: { load, cores } }: Report): boolean => load > cores / 2;
