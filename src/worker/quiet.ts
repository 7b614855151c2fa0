import type { Evaluation } from '../core/evaluate.ts';
import type { Finding } from '../core/model/verdict.ts';

/** The last evaluation, for the findings that stay out of its document: the page asks for those it shows. */
export class QuietFindings {
  #caseId = '';
  #evaluation: Evaluation | null = null;

  keep(caseId: string, evaluation: Evaluation): void {
    this.#caseId = caseId;
    this.#evaluation = evaluation;
  }

  /** `null` when the last evaluation was of another case. */
  of(caseId: string, sha256: string): readonly Finding[] | null {
    return caseId === this.#caseId && this.#evaluation ? this.#evaluation.quietFindings(sha256) : null;
  }
}
