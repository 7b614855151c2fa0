import type { Evaluation } from '../core/evaluate.ts';
import type { Finding } from '../core/model/verdict.ts';
import { digestFindings, type RuleDigest } from '../core/report/digest.ts';

/** The last evaluation, for reports, which say of whole lists of certificates what the rules found in them. */
export class DigestDesk {
  #caseId = '';
  #evaluation: Evaluation | null = null;

  keep(caseId: string, evaluation: Evaluation): void {
    this.#caseId = caseId;
    this.#evaluation = evaluation;
  }

  /** Of the certificates with these keys; `null` when the last evaluation was of another case. */
  of(caseId: string, keys: readonly string[]): RuleDigest[] | null {
    const evaluation = this.#evaluation;
    return caseId === this.#caseId && evaluation ? digestFindings(judged(evaluation, keys)) : null;
  }
}

/** One certificate at a time: the findings of 100,000 do not fit beside each other. */
function* judged(evaluation: Evaluation, keys: readonly string[]) {
  const ofResponses = new Map<string, readonly Finding[]>();
  const ofResponse = (sha256: string): readonly Finding[] => {
    let findings = ofResponses.get(sha256);
    if (!findings) ofResponses.set(sha256, (findings = evaluation.response(sha256)?.findings ?? []));
    return findings;
  };
  for (const key of keys) {
    const index = evaluation.indexOf(key);
    const row = evaluation.rows[index];
    // No finding that a digest tells is without its rule here.
    if (!row || row.rules.length === 0) continue;
    const heard = new Set(row.entry.statuses.map(({ evidence }) => evidence));
    const findings = [...evaluation.certificate(index).findings, ...[...heard].flatMap(ofResponse)];
    yield { row, findings };
  }
}
