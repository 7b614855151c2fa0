import type { Instant } from '../model/time.ts';

/** Proof that a precertificate or certificate was public at a moment: a log's signature over it, or the log's own entry. */
export interface Publication {
  /** ms UTC: when the log promised to publish it (the SCT's timestamp) or put it in its tree. */
  readonly instant: Instant;
  readonly basis: 'sct' | 'log-entry';
  /** The log, as its published list describes it; its id in hex when it is on no list. */
  readonly log: string;
  /** The log's maximum merge delay in seconds: by then at the latest everybody could see the entry. */
  readonly maximumMergeDelay: number;
}
