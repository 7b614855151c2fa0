import type { Evaluation } from '../core/evaluate.ts';
import type { Case } from '../core/model/case.ts';
import type { Evidence, Problem } from '../core/model/evidence.ts';
import { parseInstant, SECOND } from '../core/model/time.ts';
import type { EvaluateOptions } from './actions.ts';
import { ResponseIndex } from './response-index.ts';

/** What a verdict rests on. The store hands out the same lists as long as they have not changed. */
const LISTS = ['evidence', 'references', 'lookups', 'problems', 'claims'] as const;

/** What an evaluation rested on and came to. */
export interface Judgement {
  /** Tells it from every other of this worker. */
  readonly serial: number;
  readonly of: Case;
  readonly evaluation: Evaluation;
  readonly evidence: readonly Evidence[];
  /** Of the case, and of reading it back. */
  readonly problems: readonly Problem[];
  /** Made when it is first asked for. */
  readonly responses: ResponseIndex;
}

/**
 * The last evaluation: all that the page asks about certificates and responses is answered from it. One only, because
 * that of a large case fills hundreds of megabytes.
 */
export class Current {
  #last: Judgement | null = null;
  #serial = 0;

  keep(judged: Pick<Judgement, 'of' | 'evaluation' | 'evidence' | 'problems'>): Judgement {
    const { of, evaluation, evidence, problems } = judged;
    const responses = new ResponseIndex(evaluation, evidence);
    return (this.#last = { serial: ++this.#serial, of, evaluation, evidence, problems, responses });
  }

  /** The last evaluation, where it is the one of this case as it is now, at this moment (ms UTC) and by this reading. */
  exactly(of: Case, { evaluatedAt, reading }: Pick<EvaluateOptions, 'evaluatedAt' | 'reading'>): Judgement | null {
    const judged = this.of(of.id);
    if (!judged) return null;
    const { head } = judged.evaluation;
    const isSame =
      LISTS.every((list) => judged.of[list] === of[list]) &&
      head.title === of.title &&
      head.reading === reading &&
      parseInstant(head.evaluatedAt) === Math.floor(evaluatedAt / SECOND) * SECOND;
    return isSame ? judged : null;
  }

  /** `null` when the last evaluation was of another case. */
  of(caseId: string): Judgement | null {
    return this.#last?.of.id === caseId ? this.#last : null;
  }
}
