import { byCodeUnit } from '../model/bytes.ts';
import type {
  BundledCase,
  Claim,
  EarlierVerdict,
  Evidence,
  EvidenceKind,
  Lookup,
  Problem,
  Reference,
  Taken,
} from '../model/evidence.ts';
import { mergeMoments } from '../model/moment.ts';

/**
 * Ends the `from` of a reference that only an earlier verdict's list of evidence makes. It goes when the bytes are in
 * hand: else adding a verdict to the evidence it was made of would change the very verdict it is compared with.
 */
export const LISTED_BY_VERDICT = ' (evidence of an earlier verdict)';

/**
 * Several hand-ins as one: evidence and references joined by hash, everything sorted by code unit, doubles
 * dropped. The result does not depend on the order of the parts.
 */
export function mergeTaken(parts: readonly Taken[]): Taken {
  const earlierVerdicts = mergeBy(
    parts.flatMap((part) => part.earlierVerdicts ?? []),
    (verdict: EarlierVerdict) => `${verdict.name}\u0000${verdict.text}`,
    (group) => group[0]!,
  );
  const bundledCases = mergeBy(
    parts.flatMap((part) => part.bundledCases ?? []),
    (bundled: BundledCase) => `${bundled.name}\u0000${JSON.stringify(bundled)}`,
    (group) => group[0]!,
  );
  const moments = mergeMoments(...parts.map((part) => part.moments ?? []));
  const evidence = mergeEvidence(parts.flatMap((part) => part.evidence));
  return {
    evidence,
    references: withoutListed(
      mergeBy(
        parts.flatMap((part) => part.references),
        (reference: Reference) => reference.sha256,
        (group) => ({ sha256: group[0]!.sha256, from: sortedSet(group.flatMap((reference) => reference.from)) }),
      ),
      new Set(evidence.map(({ sha256 }) => sha256)),
    ),
    lookups: mergeBy(
      parts.flatMap((part) => part.lookups),
      (lookup: Lookup) => `${lookup.by} ${lookup.value}`,
      (group) => ({
        by: group[0]!.by,
        value: group[0]!.value,
        from: sortedSet(group.flatMap((lookup) => lookup.from)),
      }),
    ),
    problems: mergeBy(
      parts.flatMap((part) => part.problems),
      (problem: Problem) => [problem.name, problem.code, problem.message].join('\u0000'),
      (group) => group[0]!,
    ),
    claims: mergeBy(
      parts.flatMap((part) => part.claims),
      claimKey,
      (group) => group[0]!,
    ),
    ...(earlierVerdicts.length > 0 && { earlierVerdicts }),
    ...(bundledCases.length > 0 && { bundledCases }),
    ...(moments.length > 0 && { moments }),
  };
}

function withoutListed(references: readonly Reference[], inHand: ReadonlySet<string>): Reference[] {
  return references.flatMap(({ sha256, from }) => {
    const kept = inHand.has(sha256) ? from.filter((text) => !text.endsWith(LISTED_BY_VERDICT)) : from;
    return kept.length > 0 ? [{ sha256, from: kept }] : [];
  });
}

function mergeEvidence(all: readonly Evidence[]): Evidence[] {
  return mergeBy(
    all,
    (evidence) => evidence.sha256,
    (group) => ({
      sha256: group[0]!.sha256,
      kind: group.map((evidence) => evidence.kind).reduce(betterKind),
      bytes: group[0]!.bytes,
      names: sortedSet(group.flatMap((evidence) => evidence.names)),
    }),
    // Nearly all are in one hand-in only, and once.
    (only) => (only.names.length < 2 ? only : { ...only, names: sortedSet(only.names) }),
  );
}

/** The same bytes are of one kind; where one way of handing them in told less, the kind that tells more stays. */
const betterKind = (a: EvidenceKind, b: EvidenceKind): EvidenceKind =>
  a === 'unrecognised' ? b : b === 'unrecognised' ? a : byCodeUnit(a, b) <= 0 ? a : b;

const claimKey = (claim: Claim): string =>
  [claim.sha256, claim.from, claim.capturedAt, claim.status, claim.contentType, claim.url, claim.method].join('\u0000');

/** Groups by key, joins each group, and sorts by key. `alone`: what a group of one is joined to. */
function mergeBy<T>(
  all: readonly T[],
  key: (item: T) => string,
  join: (group: readonly T[]) => T,
  alone: (only: T) => T = (only) => join([only]),
): T[] {
  const firsts = new Map<string, T>();
  const groups = new Map<string, T[]>();
  for (const item of all) {
    const itemKey = key(item);
    const first = firsts.get(itemKey);
    const group = groups.get(itemKey);
    if (group) group.push(item);
    else if (first === undefined) firsts.set(itemKey, item);
    else groups.set(itemKey, [first, item]);
  }
  // Sorting without a function is by code unit (ECMA-262 section 23.1.3.30.2), and takes half the time.
  return [...firsts.keys()].sort().map((itemKey) => {
    const group = groups.get(itemKey);
    return group ? join(group) : alone(firsts.get(itemKey)!);
  });
}

const sortedSet = (texts: readonly string[]): string[] => [...new Set(texts)].sort(byCodeUnit);
