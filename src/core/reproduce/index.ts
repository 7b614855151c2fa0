import type { VerdictDocument } from '../model/verdict.ts';
import type { Case } from '../model/case.ts';
import { serializeVerdict } from '../verdict/json.ts';
import { differencesBetween, type Difference, type Differences } from './differences.ts';
import type { ForeignVerdict, ToolVersion } from './parse.ts';

export type { Difference, Differences } from './differences.ts';
export { parseForeignVerdict, type ForeignVerdict, type ToolVersion } from './parse.ts';

/** How an earlier verdict compares with what the same evidence says here and now. */
export interface Reproduction {
  /** The file it came in. */
  readonly name: string;
  readonly outcome:
    /** Byte for byte. */
    | 'exact'
    /** Every value is the same, but not the bytes: other white space, line ends or order. */
    | 'same-values'
    /** Only what files were called differs: every verdict, status and finding is the same. */
    | 'names-differ'
    | 'differs'
    /** Evidence that it lists is not in hand, so it was not made again. */
    | 'incomplete'
    | 'unreadable';
  /** The code and the sentence, when it cannot be read. */
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly theirTool: ToolVersion | null;
  readonly ourTool: ToolVersion | null;
  /** RFC 3339 UTC, as it stands there. */
  readonly evaluatedAt: string | null;
  /** Evidence that it lists and the case lacks. */
  readonly missing: readonly { readonly sha256: string; readonly names: readonly string[] }[];
  /** Evidence of the case that it does not list, and that was left out of the comparison. */
  readonly leftOut: number;
  readonly differences: Differences;
}

/** What of a case belongs to an earlier verdict: the evidence it lists, and nothing that came later. */
export function partOf<Of extends Pick<Case, 'evidence' | 'references' | 'problems'>>(
  current: Of,
  { evidence, references }: ForeignVerdict,
): Of {
  const listed = new Set(evidence.map(({ sha256 }) => sha256));
  const referred = new Set(references);
  const kept = current.evidence.filter(({ sha256 }) => listed.has(sha256));
  const names = new Set(kept.flatMap((item) => item.names));
  const gone = new Set(current.evidence.flatMap((item) => (listed.has(item.sha256) ? [] : item.names)));
  return {
    ...current,
    evidence: kept,
    references: current.references.filter(({ sha256 }) => referred.has(sha256)),
    problems: current.problems.filter(({ name }) => names.has(name) || !gone.has(name)),
  };
}

/** Compares an earlier verdict with the document made anew with its date, reading and title. */
export function compareVerdicts(
  text: string,
  theirs: ForeignVerdict,
  ours: VerdictDocument,
): Pick<Reproduction, 'outcome' | 'differences'> {
  const serialized = serializeVerdict(ours);
  if (serialized === text) return { outcome: 'exact', differences: NONE };
  // Parsed anew, so that both sides went through the same.
  const differences = differencesBetween(theirs.whole, JSON.parse(serialized));
  if (differences.total === 0) return { outcome: 'same-values', differences };
  const onlyNames = differences.total === differences.listed.length && differences.listed.every(isName);
  return { outcome: onlyNames ? 'names-differ' : 'differs', differences };
}

export const NONE: Differences = { listed: [], total: 0 };

/** What files were called stands in the list of evidence, and before each problem. */
const isName = ({ path }: Difference): boolean =>
  /^evidence\[[0-9a-f]{64}\]\.names\[/.test(path) || /^references\[[0-9a-f]{64}\]\.from\[/.test(path);
