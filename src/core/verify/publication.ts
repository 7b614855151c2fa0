import type { Instant } from '../model/time.ts';
import { ctLogName } from '../model/ct.ts';
import type { Entry } from './entries.ts';
import type { MatchedLogEntry } from './log-entries.ts';
import type { SctCheck } from './sct.ts';

/** Proof that a precertificate or certificate was public at a moment: a log's signature over it, or the log's own entry. */
export interface Publication {
  /** ms UTC: when the log promised to publish it (the SCT's timestamp) or put it in its tree. */
  readonly instant: Instant;
  /** `sct`: the log's signature proves it. `log-entry`: the log's entry says so, which is only as good as whoever fetched it. */
  readonly basis: 'sct' | 'log-entry';
  /** What proves it, to stand in parentheses: the log, as its published list describes it; or that it is an unsigned entry. */
  readonly log: string;
  /** The log's maximum merge delay in seconds: by then at the latest everybody could see the entry. */
  readonly maximumMergeDelay: number;
  /** SHA-256 of the certificate that holds the SCT, or of the log's entry; and of the list that the log's key came from. */
  readonly evidence: readonly string[];
}

/** The earliest proof there is, which is the upper bound of the issuance time; of one moment, the signed one. */
export function publicationOf(
  entry: Entry,
  scts: readonly SctCheck[],
  logEntries: readonly MatchedLogEntry[],
): Publication | null {
  const proofs = [...scts.flatMap((check) => sctProof(entry, check)), ...logEntries.flatMap(logEntryProof)];
  return proofs.reduce<Publication | null>((best, one) => (best && best.instant <= one.instant ? best : one), null);
}

/** The earliest that a log's signature proves; an entry as it was handed in is not signed. */
export function signedPublicationOf(entry: Entry & { readonly scts: readonly SctCheck[] }): Publication | null {
  return publicationOf(entry, entry.scts, []);
}

function sctProof(entry: Entry, { sct, outcome, log, signedInstead }: SctCheck): Publication[] {
  // An SCT over the entry's own precertificate, from which the final certificate differs, still proves that this was public.
  const members = [entry.precertificate, ...entry.alsoPrecertificates].map((one) => one?.inHand);
  const proves = outcome === 'valid' || (signedInstead !== null && members.includes(signedInstead.inHand));
  // Test logs promise nothing, and some of their keys are public.
  if (!proves || !sct || !log || log.use === 'test') return [];
  return [
    {
      instant: sct.timestamp,
      basis: 'sct',
      log: ctLogName(log),
      maximumMergeDelay: log.maximumMergeDelay,
      evidence: [entry.final!.inHand.sha256, ...(log.handedIn === null ? [] : [log.handedIn])].sort(),
    },
  ];
}

/** Seconds: what log programs allow. Entries do not say which log they are from. */
const LONGEST_MERGE_DELAY = 86_400;

function logEntryProof({ evidence, entry, vouchedBy }: MatchedLogEntry): Publication[] {
  // One that an SCT vouches for says nothing that the SCT does not prove.
  if (vouchedBy) return [];
  return [
    {
      instant: entry.timestamp,
      basis: 'log-entry',
      log: "by a CT log's entry as it was handed in, which is not signed",
      maximumMergeDelay: LONGEST_MERGE_DELAY,
      evidence: [evidence.sha256],
    },
  ];
}

/** When a certificate was issued, as far as that is known (verdict-format section 1, `issued`). */
export interface IssuedAt {
  /** ms UTC: the proven publication, else notBefore, which the CA chose freely. */
  readonly instant: Instant;
  readonly basis: 'notBefore' | 'sct' | 'log-entry';
  /** It was signed at this moment at the latest, because it was public then; `null` when nothing proves such a bound. */
  readonly notAfter: Instant | null;
}

/** In: an entry with its publication. What is proven of a final certificate holds for its precertificate too. */
export function issuedOf({
  subject,
  publication,
}: Pick<Entry, 'subject'> & { publication: Publication | null }): IssuedAt {
  if (!publication)
    return { instant: subject.inHand.certificate.validity.notBefore.instant, basis: 'notBefore', notAfter: null };
  const { instant, basis } = publication;
  return { instant, basis, notAfter: instant };
}
