import type { evaluate, Evaluation, RowHooks } from '../core/evaluate.ts';
import type { InHand } from '../core/verify/in-hand.ts';
import type { Case } from '../core/model/case.ts';
import type { Evidence, Problem } from '../core/model/evidence.ts';
import { fail, ok, type Result } from '../core/model/result.ts';
import type { EvaluateOptions } from './actions.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Call } from './handlers.ts';
import { nextTask } from './next-task.ts';

export interface Judged {
  readonly evaluation: Evaluation;
  readonly evidence: readonly Evidence[];
  /** Of the case, and of reading it back. */
  readonly problems: readonly Problem[];
  /** All in hand, embedded ones included. */
  readonly certificates: readonly InHand[];
}

/** Thrown into an evaluation that nobody waits for any more; it goes no further than this module. */
class Stopped extends Error {}

const STOPPED = fail('engine/aborted', 'This evaluation was stopped before it was finished.');

/** Reads a case's evidence and evaluates it. Fails with `engine/aborted` soon after the call was cancelled. */
export async function judge(
  call: Call,
  of: Case,
  { evaluatedAt, reading }: Pick<EvaluateOptions, 'evaluatedAt' | 'reading'>,
  reader: EvidenceReader,
  evaluation: typeof evaluate,
  onRows?: RowHooks['onRows'],
): Promise<Result<Judged>> {
  const read = await reader.read(of, (done, total) => call.progress('loading', done, total));
  if (!read.ok) return read;
  const { evidence } = read.value;
  const { title, references, lookups, claims } = of;
  const problems = [...of.problems, ...read.value.problems];
  let certificates: readonly InHand[] = [];
  const goOn = (): void => {
    if (call.signal.aborted) throw new Stopped();
  };
  const pause = async (): Promise<void> => {
    await nextTask();
    goOn();
  };
  try {
    goOn();
    const made = await evaluation(
      { title, evaluatedAt, reading, evidence, references, lookups, claims, problems },
      {
        onProgress: (done, total) => {
          goOn();
          call.progress('evaluating', done, total);
        },
        pause,
        ...(onRows && { onRows }),
        onCertificates: (all) => (certificates = all),
      },
    );
    return ok({ evaluation: made, evidence, problems, certificates });
  } catch (exception) {
    if (exception instanceof Stopped) return STOPPED;
    throw exception;
  }
}
