import type { Evaluation } from '../../../src/core/evaluate.ts';
import type { VerdictDocument } from '../../../src/core/model/verdict.ts';
import type { ResponseHead } from '../../../src/core/verdict/told.ts';

/** The document, whose responses also say whom they may name: what the to-do list looks at. */
export const surveyed = ({
  document,
  response,
}: Evaluation): VerdictDocument & { readonly responses: readonly ResponseHead[] } => ({
  ...document,
  responses: document.responses.map(({ sha256 }) => response(sha256)!),
});
