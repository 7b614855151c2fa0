import type { CaseEvent } from '../model/event.ts';
import type { Row } from '../model/row.ts';
import type { VerdictDocument } from '../model/verdict.ts';
import type { Choice } from './choice.ts';
import type { RuleDigest } from './digest.ts';

/** All that a report is made of. The same input gives the same text. */
export interface ReportInput {
  /** Of the evaluation; the title is the case's. */
  readonly head: Pick<VerdictDocument, 'title' | 'evaluatedAt' | 'reading' | 'tool'>;
  readonly choice: Choice;
  /** As `choose` answers them. */
  readonly rows: readonly Row[];
  /** What the rules found in these rows. */
  readonly digest: readonly RuleDigest[];
  /** What happened, as the user says. */
  readonly events: readonly CaseEvent[];
}
