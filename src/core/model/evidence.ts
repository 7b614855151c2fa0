import type { CaseEvent } from './event.ts';
import type { WrittenMoment } from './moment.ts';
import type { BundledStated } from './stated.ts';
import type { Reading } from './verdict.ts';

/** What was handed in, and where it came from. Bytes are kept exactly; their SHA-256 is their name. */

/** verdict-format section 1, "Evidence kinds"; `ct-log-list` is the user's own list of CT logs, which SCT rules depend on. */
export type EvidenceKind =
  | 'certificate'
  | 'precertificate'
  | 'ocsp-response'
  | 'ocsp-request'
  | 'crl'
  | 'ct-log-entry'
  | 'ct-log-list'
  | 'unrecognised';

export interface Evidence {
  /** SHA-256 of `bytes`, lower-case hex. */
  readonly sha256: string;
  readonly kind: EvidenceKind;
  readonly bytes: Uint8Array;
  /** How they came: file names with the archive's path in front, sorted, without doubles. The same bytes may arrive twice. */
  readonly names: readonly string[];
}

/** A SHA-256 fingerprint without bytes. Not evidence; resolved when bytes of that hash arrive. */
export interface Reference {
  /** Lower-case hex. */
  readonly sha256: string;
  /** The texts it was read from, as pasted, sorted, without doubles. */
  readonly from: readonly string[];
}

/** Something that names a certificate but cannot be looked up offline, such as a crt.sh id. It becomes a to-do. */
export interface Lookup {
  readonly by: 'crt.sh-id' | 'sha1' | 'serial' | 'spki-sha256' | 'crt.sh-query';
  /** Normalised: digits for an id, lower-case hex for hashes and serials, the text itself for a query. */
  readonly value: string;
  readonly from: readonly string[];
}

/** Something that could not be used, or not wholly. Never silent, never costs the rest. */
export interface Problem {
  /** The file (with its archive's path) or the text it is about. */
  readonly name: string;
  readonly code: string;
  /** What was found, where, and what to do. */
  readonly message: string;
}

/** What somebody says about how a piece of evidence was obtained: unsigned, so always shown as a claim. */
export interface Claim {
  /** The evidence it is about. */
  readonly sha256: string;
  /** Where it was read: a file name. */
  readonly from: string;
  /** When the response was served, as claimed (an HTTP Date header, a HAR time); ms UTC. */
  readonly capturedAt?: number;
  /** HTTP status code. */
  readonly status?: number;
  readonly contentType?: string;
  readonly url?: string;
  readonly method?: 'GET' | 'POST';
}

/** A verdict JSON that was exported earlier and handed in to be compared with what the evidence says now; not evidence. */
export interface EarlierVerdict {
  /** The file it came in. */
  readonly name: string;
  /** The JSON as it was handed in. */
  readonly text: string;
}

/** What an evidence bundle tells of the case it was made of, beyond its evidence. */
export interface BundledCase {
  /** The file it came in. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** As in a `Case`. */
  readonly evaluateAsOf: string;
  /** The moment of the verdict in the bundle, RFC 3339 UTC. */
  readonly evaluatedAt: string;
  readonly reading: Reading;
  /** Absent is none. */
  readonly events?: readonly CaseEvent[];
  readonly stated?: BundledStated;
}

/** All that intake made of what was handed in: merged by hash, sorted, so the order of arrival does not show. */
export interface Taken {
  readonly evidence: readonly Evidence[];
  readonly references: readonly Reference[];
  readonly lookups: readonly Lookup[];
  readonly problems: readonly Problem[];
  readonly claims: readonly Claim[];
  /** Sorted by name. Absent is none. */
  readonly earlierVerdicts?: readonly EarlierVerdict[];
  /** Sorted by name. Absent is none. */
  readonly bundledCases?: readonly BundledCase[];
  /** Dates with a time of day that stood in texts (src/core/model/moment.ts). Absent is none. */
  readonly moments?: readonly WrittenMoment[];
}
