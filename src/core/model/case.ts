import type { Claim, EvidenceKind, Lookup, Problem, Reference } from './evidence.ts';
import type { CaseEvent } from './event.ts';
import type { WrittenMoment } from './moment.ts';
import type { Stated } from './stated.ts';
import type { Reading, Summary } from './verdict.ts';

/** The user's working set. A verdict is always recomputable from it, so none is stored. */
export interface Case {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** ms UTC. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The 'now' of the evaluation, RFC 3339 UTC, or `''` for the present moment. */
  readonly evaluateAsOf: string;
  readonly reading: Reading;
  /** Evidence by SHA-256, as it was recognised and under the names it came into this case. Bytes are shared between cases. */
  readonly evidence: readonly {
    readonly sha256: string;
    readonly kind: EvidenceKind;
    readonly names: readonly string[];
  }[];
  readonly references: readonly Reference[];
  readonly lookups: readonly Lookup[];
  readonly problems: readonly Problem[];
  readonly claims: readonly Claim[];
  /** Verdict JSONs that were handed in to be compared, kept by the SHA-256 of their text beside the evidence. Absent is none. */
  readonly earlierVerdicts?: readonly { readonly name: string; readonly sha256: string }[];
  /** What happened when, as the user says; by time (src/core/model/event.ts). Absent is none. */
  readonly events?: readonly CaseEvent[];
  /** Dates with a time of day that stood in what was handed in, to make events of; by time. Absent is none. */
  readonly moments?: readonly WrittenMoment[];
  /** Lists and counts that somebody stated, to be reconciled with the evidence. Absent is none. */
  readonly stated?: Stated;
  /** For the list of cases only: what the last evaluation said, and when. Never used as a verdict. */
  readonly lastSeen?: { readonly summary: Summary; readonly evaluatedAt: string; readonly rulesVersion: string };
}

/** SHA-256 of everything whose bytes the case needs. */
export const bytesOf = ({
  evidence,
  earlierVerdicts = [],
  stated,
}: Pick<Case, 'evidence' | 'earlierVerdicts' | 'stated'>): string[] =>
  [...evidence, ...earlierVerdicts, ...(stated?.lists ?? [])].map(({ sha256 }) => sha256);
