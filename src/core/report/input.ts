import type { CaseEvent } from '../model/event.ts';
import type { Row } from '../model/row.ts';
import type { VerdictDocument } from '../model/verdict.ts';
import type { Choice } from './choice.ts';
import type { Revocation } from '../model/revocation.ts';
import type { RuleDigest } from './digest.ts';
import type { Validation } from './types.ts';

/** What a report tells of a certificate besides its row; found when it is asked for. */
export interface Particulars {
  /** By OCSP and by CRLs; `null`: no evidence says that it is revoked. */
  revocation(row: Row): Revocation | null;
  /** By its policy OIDs; empty where none says it. */
  validations(row: Row): readonly Validation[];
}

/** All that a report is made of. The same input gives the same text. */
export interface ReportInput {
  /** Of the evaluation; the title is the case's. */
  readonly head: Pick<VerdictDocument, 'title' | 'evaluatedAt' | 'reading' | 'tool'>;
  readonly choice: Choice;
  /** As `choose` answers them. */
  readonly rows: readonly Row[];
  /** What the rules found in these rows. */
  readonly digest: readonly RuleDigest[];
  readonly particulars: Particulars;
  /** What happened, as the user says. */
  readonly events: readonly CaseEvent[];
}
