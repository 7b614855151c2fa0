import type { Case } from '../core/model/case.ts';
import type { Taken } from '../core/model/evidence.ts';

/** A case with nothing in it yet. `now` in ms UTC. */
export const newCase = (id: string, title: string, now: number): Case => ({
  id,
  title,
  description: '',
  createdAt: now,
  updatedAt: now,
  evaluateAsOf: '',
  reading: 'ruling',
  evidence: [],
  references: [],
  lookups: [],
  problems: [],
  claims: [],
});

const NO_BYTES = new Uint8Array();

/** What a case holds already, in the form that intake merges. Merging looks at hashes, kinds and names, so no bytes are needed. */
const takenEarlier = ({ evidence, references, lookups, problems, claims }: Case): Taken => ({
  evidence: evidence.map((item) => ({ ...item, bytes: NO_BYTES })),
  references,
  lookups,
  problems,
  claims,
});

/** The case with what was taken in; `merge` is intake's `mergeTaken`. */
export function withTaken(current: Case, taken: Taken, merge: (parts: readonly Taken[]) => Taken, now: number): Case {
  const { evidence, references, lookups, problems, claims } = merge([takenEarlier(current), taken]);
  return {
    ...current,
    updatedAt: now,
    evidence: evidence.map(({ sha256, kind, names }) => ({ sha256, kind, names })),
    references,
    lookups,
    problems,
    claims,
  };
}
