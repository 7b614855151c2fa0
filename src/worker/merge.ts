import type { Case } from '../core/model/case.ts';
import type { Evidence, Taken } from '../core/model/evidence.ts';
import type { StoredEvidence } from '../store/store.ts';

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

/** Evidence as it is kept. A view into a larger buffer is copied out, else the whole archive would be saved with it. */
export function toStored({ sha256, bytes }: Evidence): StoredEvidence {
  const { buffer } = bytes;
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return { sha256, size: bytes.length, bytes: whole ? new Uint8Array(buffer) : bytes.slice() };
}
