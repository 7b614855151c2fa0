import type { evaluate, Evaluation } from '../core/evaluate.ts';
import type { InHand } from '../core/verify/in-hand.ts';
import type { Case } from '../core/model/case.ts';
import type { Evidence, Problem } from '../core/model/evidence.ts';
import { ok, type Result } from '../core/model/result.ts';
import type { EvaluateOptions } from './actions.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Call } from './handlers.ts';

export interface Judged {
  readonly evaluation: Evaluation;
  readonly evidence: readonly Evidence[];
  /** Of the case, and of reading it back. */
  readonly problems: readonly Problem[];
  /** All in hand, embedded ones included. */
  readonly certificates: readonly InHand[];
}

/** Reads a case's evidence and evaluates it. */
export async function judge(
  call: Call,
  of: Case,
  { evaluatedAt, reading }: Pick<EvaluateOptions, 'evaluatedAt' | 'reading'>,
  reader: EvidenceReader,
  evaluation: typeof evaluate,
): Promise<Result<Judged>> {
  const read = await reader.read(of, (done, total) => call.progress('loading', done, total));
  if (!read.ok) return read;
  const { evidence } = read.value;
  const { title, references, lookups, claims } = of;
  const problems = [...of.problems, ...read.value.problems];
  let certificates: readonly InHand[] = [];
  const made = await evaluation(
    { title, evaluatedAt, reading, evidence, references, lookups, claims, problems },
    {
      onProgress: (done, total) => call.progress('evaluating', done, total),
      onCertificates: (all) => (certificates = all),
    },
  );
  return ok({ evaluation: made, evidence, problems, certificates });
}
