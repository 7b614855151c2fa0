export {
  CLOCKS,
  clockOf,
  divide,
  hadExpired,
  wholeSecond,
  type Clock,
  type Divided,
  type Sides,
  type Understanding,
} from './clocks.ts';
export { compareCounts, type ComparedCount, type CountingOptions } from './compare-counts.ts';
export { CONTRADICTIONS, type Contradiction, type ContradictionCode, type RevocationOf } from './contradictions.ts';
export { guessListedAs } from './guess.ts';
export { matchLists, type Double, type ListCounts, type Matching, type Mention, type NamedList } from './match.ts';
export { instantOf, understandingsOf, zoneProblem, type Typed, type Understandings } from './moments.ts';
export { byRule, byVerdict, spanOf, type Group } from './problems.ts';
export { readStatedList } from './read-list.ts';
export { COMPARED, reconcile, type Compared, type Found, type ReconcileInput, type StatedWords } from './reconcile.ts';
export { CONTRADICTION_WORD, UNMATCHABLE_WORD } from './said.ts';
export { readStatedCounts, statedSum, type StatedCount } from './stated-counts.ts';
export type { Ignored, StatedEntry, StatedList, Unmatchable } from './stated-list.ts';
