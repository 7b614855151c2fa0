import type { Case } from '../core/model/case.ts';
import type { BundledCase, Problem, Taken } from '../core/model/evidence.ts';
import { mergeEvents } from '../core/model/event.ts';
import { MOST_MOMENTS } from '../core/model/moment.ts';
import type { Stated } from '../core/model/stated.ts';
import { byCodeUnit } from '../core/model/bytes.ts';
import { sha256All } from './digest.ts';
import { mergeStated, statedOfBundles } from './stated.ts';
import type { StoredEvidence } from '../store/store.ts';

const NO_BYTES = new Uint8Array();

/** What a case holds already, in the form that intake merges. Merging looks at hashes, kinds and names, so no bytes are needed. */
const takenEarlier = ({ evidence, references, lookups, problems, claims, moments = [] }: Case): Taken => ({
  evidence: evidence.map((item) => ({ ...item, bytes: NO_BYTES })),
  references,
  lookups,
  problems,
  claims,
  moments,
});

/** Earlier verdicts a case keeps: each is evaluated anew to be compared, so their number is bounded. */
const MOST_VERDICTS = 20;

/** What was taken in, with the texts of earlier verdicts turned into bytes that can be kept beside the evidence. */
export interface Prepared {
  readonly taken: Taken;
  readonly verdicts: NonNullable<Case['earlierVerdicts']>;
  /** What bundles among it state. Absent is nothing. */
  readonly stated?: readonly Stated[];
  /** All bytes to be kept. */
  readonly bytes: readonly StoredEvidence[];
}

export async function prepared(taken: Taken): Promise<Prepared> {
  const all = taken.earlierVerdicts ?? [];
  const verdicts = all.slice(0, MOST_VERDICTS);
  const tooMany: Problem[] = all.slice(MOST_VERDICTS).map(({ name }) => ({
    name,
    code: 'verdict/too-many',
    message: `More than ${MOST_VERDICTS} verdicts were handed in at once, and this one was left out. Compare it in a case of its own.`,
  }));
  const texts = verdicts.map(({ text }) => new TextEncoder().encode(text));
  const hashes = await sha256All(texts);
  const stated = await statedOfBundles(taken.bundledCases ?? []);
  const problems = [...tooMany, ...stated.problems];
  return {
    taken: problems.length > 0 ? { ...taken, problems: [...taken.problems, ...problems] } : taken,
    verdicts: verdicts.map(({ name }, at) => ({ name, sha256: hashes[at]! })),
    stated: stated.stated,
    bytes: [...taken.evidence, ...texts.map((bytes, at) => ({ sha256: hashes[at]!, bytes })), ...stated.bytes],
  };
}

/** The case as a bundle tells it: title, date and reading. The date is that of its verdict, so that the verdict is the same. */
export const asBundled = (
  current: Case,
  { title, description, evaluateAsOf, evaluatedAt, reading }: BundledCase,
): Case => ({
  ...current,
  title,
  description,
  evaluateAsOf: evaluateAsOf || evaluatedAt,
  reading,
});

/** Whether nobody has put anything into it yet. */
export const isBlank = ({ title, evidence, references, lookups, problems, claims }: Case): boolean =>
  title === '' && [evidence, references, lookups, problems, claims].every((list) => list.length === 0);

function withVerdicts(current: Case, verdicts: Prepared['verdicts']): Pick<Case, 'earlierVerdicts'> {
  const all = new Map(
    [...(current.earlierVerdicts ?? []), ...verdicts].map((one) => [`${one.name}\n${one.sha256}`, one]),
  );
  const kept = [...all].sort(([a], [b]) => byCodeUnit(a, b)).map(([, one]) => one);
  return kept.length > 0 ? { earlierVerdicts: kept.slice(-MOST_VERDICTS) } : {};
}

const TOO_MANY_MOMENTS: Problem = {
  name: 'times in texts',
  code: 'case/too-many-moments',
  message: `More than ${MOST_MOMENTS} times are written in what this case was given; the earliest were kept. Open a new case for the rest if they are needed.`,
};

const withProblem = (problems: readonly Problem[], added: Problem): readonly Problem[] => [
  ...problems.filter(({ name, code }) => name !== added.name || code !== added.code),
  added,
];

/** The case with what was taken in; `merge` is intake's `mergeTaken`. */
export function withTaken(
  current: Case,
  { taken, verdicts, stated = [] }: Pick<Prepared, 'taken' | 'verdicts' | 'stated'>,
  merge: (parts: readonly Taken[]) => Taken,
  now: number,
): Case {
  const { evidence, references, lookups, problems, claims, moments = [] } = merge([takenEarlier(current), taken]);
  const events = mergeEvents(
    current.events ?? [],
    ...(taken.bundledCases ?? []).map((bundled) => bundled.events ?? []),
  );
  return {
    ...current,
    ...withVerdicts(current, verdicts),
    updatedAt: now,
    evidence: evidence.map(({ sha256, kind, names }) => ({ sha256, kind, names })),
    references,
    lookups,
    problems: moments.length > MOST_MOMENTS ? withProblem(problems, TOO_MANY_MOMENTS) : problems,
    claims,
    ...(moments.length > 0 && { moments: moments.slice(0, MOST_MOMENTS) }),
    ...(events.length > 0 && { events }),
    ...mergeStated(current.stated, stated),
  };
}
