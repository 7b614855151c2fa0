/** What somebody states about an incident: the lists and counts that are reconciled with the evidence. Not evidence. */

export const LISTED_AS = ['unsaid', 'final', 'precertificate'] as const;
/** What a list is said to be of: final certificates, precertificates without one, or nothing in particular. */
export type ListedAs = (typeof LISTED_AS)[number];

/** A stated list as a case keeps it: its text lies beside the evidence, as UTF-8. */
export interface KeptList {
  /** The file's, or what the user called it. */
  readonly name: string;
  readonly listedAs: ListedAs;
  /** SHA-256 of the text, lower-case hex. */
  readonly sha256: string;
}

export interface Stated {
  readonly lists: readonly KeptList[];
  /** Counts in words, as typed: `2208 final certificates and 13 precertificates`. */
  readonly counts: string;
  /** The moment before and after which certificates are counted, as typed; `''` when none. */
  readonly moment: string;
  /** The time zone for moments that name none, as typed: an IANA name or an abbreviation; `''` is UTC. */
  readonly zone: string;
  /** The date on which to count what had expired, as typed; `''` is the moment of the evaluation. */
  readonly expiredAt: string;
}

export const NOTHING_STATED: Stated = { lists: [], counts: '', moment: '', zone: '', expiredAt: '' };

/** A stated list with its text, on its way in or out of a case. The hash is the one that a bundle lists. */
export interface ListText extends KeptList {
  readonly text: string;
}

/** `Stated` as a bundle carries it. */
export interface BundledStated extends Omit<Stated, 'lists'> {
  readonly lists: readonly ListText[];
}
