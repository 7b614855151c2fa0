import type { Finding, Outcome } from '../model/verdict.ts';
import { byCodeUnit } from '../model/bytes.ts';

/** Which findings are wanted. Most are of rules that do not concern a subject or that are met, and cost as much to write down as the others. */
export type Wanted = (rule: string, outcome: Outcome) => boolean;

/** What came out, without its words: all that a verdict is derived from. */
export type Told = Pick<Finding, 'rule' | 'outcome'>;

/** Where judging writes down what it finds. */
export interface Record {
  readonly wanted: Wanted;
  add(rule: string, outcome: Outcome, write: () => Finding): void;
}

/** Findings with their words. */
export class Findings implements Record {
  readonly wanted: Wanted;
  readonly #all: Finding[] = [];

  constructor(wanted: Wanted) {
    this.wanted = wanted;
  }

  add(_rule: string, _outcome: Outcome, write: () => Finding): void {
    this.#all.push(write());
  }

  /** By rule id, then evidence. */
  sorted(): Finding[] {
    return this.#all.sort((a, b) => byCodeUnit(a.rule, b.rule) || byCodeUnit(a.evidence.join(), b.evidence.join()));
  }
}

/** Outcomes alone, each rule's once. */
export class Outcomes implements Record {
  readonly wanted: Wanted;
  readonly all: Told[] = [];

  constructor(wanted: Wanted) {
    this.wanted = wanted;
  }

  add(rule: string, outcome: Outcome): void {
    const told = toldOnce(rule, outcome);
    if (!this.all.includes(told)) this.all.push(told);
  }
}

/** One object a rule and outcome, however many subjects come to it. */
const known = new Map<string, Partial<{ [O in Outcome]: Told }>>();

function toldOnce(rule: string, outcome: Outcome): Told {
  let byOutcome = known.get(rule);
  if (!byOutcome) known.set(rule, (byOutcome = {}));
  return (byOutcome[outcome] ??= { rule, outcome });
}
