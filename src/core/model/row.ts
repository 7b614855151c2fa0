import type { CertificateEntry, CertStatusName } from './verdict.ts';

/** A certificate's status by its latest authoritative answer. */
export type LatestStatus = CertStatusName | 'none';

/** An entry without what only its own page shows. */
export type EntryHead = Omit<CertificateEntry, 'findings' | 'crls'>;

/**
 * One line of the table of certificates: all that lists, filters, pictures and reports of a whole case need of an entry,
 * so that the page never holds the findings of 100,000 certificates.
 */
export interface Row {
  /** The entry's fingerprint, which names it in the address. */
  readonly key: string;
  /** Position in the document. */
  readonly index: number;
  readonly entry: EntryHead;
  /** What people call it: its common name, else its first DNS name, else its subject. */
  readonly name: string;
  /** What people call its issuer. */
  readonly issuer: string;
  readonly latest: LatestStatus;
  /** Ids of the rules with a violation, a warning or a cannot-tell that count for this certificate, its responses' included; sorted. */
  readonly rules: readonly string[];
}
