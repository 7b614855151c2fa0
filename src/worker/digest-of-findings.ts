import type { Evaluation } from '../core/evaluate.ts';
import type { Row } from '../core/model/row.ts';
import type { Finding } from '../core/model/verdict.ts';
import { digestFindings, type RuleDigest } from '../core/report/digest.ts';

/** What the rules found in these rows of an evaluation, one line a rule and outcome. */
export const digestOf = (evaluation: Evaluation, rows: readonly Row[]): RuleDigest[] =>
  digestFindings(judged(evaluation, rows));

/** One certificate at a time: the findings of 100,000 do not fit beside each other. */
function* judged(evaluation: Evaluation, rows: readonly Row[]) {
  const ofResponses = new Map<string, readonly Finding[]>();
  const ofResponse = (sha256: string): readonly Finding[] => {
    let findings = ofResponses.get(sha256);
    if (!findings) ofResponses.set(sha256, (findings = evaluation.response(sha256)?.findings ?? []));
    return findings;
  };
  for (const row of rows) {
    // No finding that a digest tells is without its rule here.
    if (row.rules.length === 0) continue;
    const heard = new Set(row.entry.statuses.map(({ evidence }) => evidence));
    const findings = [...evaluation.certificate(row.index).findings, ...[...heard].flatMap(ofResponse)];
    yield { row, findings };
  }
}
