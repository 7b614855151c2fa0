import type { Evaluation } from '../core/evaluate.ts';
import type { Case } from '../core/model/case.ts';
import type { Evidence } from '../core/model/evidence.ts';
import { ResponseIndex } from './response-index.ts';

/** What an evaluation rested on and came to. */
export interface Judgement {
  /** Tells it from every other of this worker. */
  readonly serial: number;
  readonly of: Case;
  readonly evaluation: Evaluation;
  readonly evidence: readonly Evidence[];
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

  keep({ of, evaluation, evidence }: Pick<Judgement, 'of' | 'evaluation' | 'evidence'>): Judgement {
    const responses = new ResponseIndex(evaluation, evidence);
    return (this.#last = { serial: ++this.#serial, of, evaluation, evidence, responses });
  }

  /** `null` when the last evaluation was of another case. */
  of(caseId: string): Judgement | null {
    return this.#last?.of.id === caseId ? this.#last : null;
  }
}
