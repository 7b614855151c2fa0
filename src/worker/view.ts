import type { VerdictDocument } from '../core/model/verdict.ts';
import type { Judgement } from './current.ts';

/** What the page has of an evaluation at once; it asks for the rest. */
export interface CaseView extends Pick<VerdictDocument, 'tool' | 'title' | 'evaluatedAt' | 'reading' | 'summary'> {
  readonly sizes: ViewSizes;
}

/** What the page has once it has the rows; what is asked for about them is asked by this `serial`. */
export interface Evaluated extends CaseView {
  readonly serial: number;
}

/** How much there is to ask for. */
export interface ViewSizes {
  readonly responses: number;
  readonly crls: number;
  readonly evidence: number;
  /** Octets of all evidence. */
  readonly evidenceBytes: number;
  readonly references: number;
  /** References without their certificate. */
  readonly unresolved: number;
  readonly lookups: number;
  readonly problems: number;
}

export function viewOf({ evaluation, evidence, of }: Pick<Judgement, 'evaluation' | 'evidence' | 'of'>): CaseView {
  const { tool, title, evaluatedAt, reading, summary, references, problems } = evaluation.head;
  const sizes: ViewSizes = {
    ...evaluation.sizes,
    evidence: evidence.length,
    evidenceBytes: evidence.reduce((sum, { bytes }) => sum + bytes.length, 0),
    references: references.length,
    unresolved: references.filter(({ resolved }) => !resolved).length,
    lookups: of.lookups.length,
    problems: problems.length,
  };
  return { tool, title, evaluatedAt, reading, summary, sizes };
}
