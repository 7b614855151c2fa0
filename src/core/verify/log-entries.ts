import type { CtLogEntry } from '../model/ct.ts';
import type { Evidence } from '../model/evidence.ts';
import { byCodeUnit, equalBytes, toHex } from '../model/bytes.ts';
import { membersOf, type Entry, type Issued } from './entries.ts';
import { append, spkiSha256 } from './in-hand.ts';
import { loggedTbs } from './reconstruct-logged.ts';
import type { KnownLog } from './ct-logs.ts';
import type { SctCheck } from './sct.ts';

/** A log's entry that was handed in. */
export interface LogEntryInHand {
  readonly evidence: Evidence;
  readonly entry: CtLogEntry;
}

/** A log's entry about a certificate in hand: its issuer_key_hash and TBSCertificate, or the whole certificate, are the same. */
export interface MatchedLogEntry extends LogEntryInHand {
  /**
   * The log whose verified SCT has the same timestamp and extensions, so that its signature covers this very entry.
   * `null`: nothing vouches for the entry but whoever handed it in, because get-entries answers are not signed.
   */
  readonly vouchedBy: KnownLog | null;
}

/** Finds the entries about a certificate. */
export class LogEntryIndex {
  readonly #bySerial = new Map<string, LogEntryInHand[]>();

  constructor(entries: readonly LogEntryInHand[]) {
    for (const one of entries) append(this.#bySerial, toHex(one.entry.serialNumber), one);
  }

  /** Sorted by timestamp, then evidence. */
  async about(entry: Entry, scts: readonly SctCheck[]): Promise<readonly MatchedLogEntry[]> {
    if (this.#bySerial.size === 0) return NONE;
    const candidates = this.#bySerial.get(toHex(entry.subject.inHand.certificate.serialNumber)) ?? [];
    if (candidates.length === 0) return [];
    const matched: MatchedLogEntry[] = [];
    const forms = await Promise.all(membersOf(entry).map(loggedForms));
    for (const one of candidates) {
      if (!forms.some((form) => isEntryOf(one.entry, form))) continue;
      // The SCTs are the final certificate's, which comes first; a precertificate may differ from it.
      const ofFinal = entry.final !== null && isEntryOf(one.entry, forms[0]!);
      matched.push({ ...one, vouchedBy: ofFinal ? voucher(one.entry, scts) : null });
    }
    return matched.sort(
      (a, b) => a.entry.timestamp - b.entry.timestamp || byCodeUnit(a.evidence.sha256, b.evidence.sha256),
    );
  }
}

const NONE: readonly MatchedLogEntry[] = [];

/** What a log's entry about this certificate holds. */
interface LoggedForms {
  readonly certificate: Uint8Array;
  readonly tbsCertificate: Uint8Array;
  /** Lower-case hex; `null` while the CA's key is unknown: then no precert_entry can be told to be its. */
  readonly issuerKeyHash: string | null;
}

async function loggedForms(issued: Issued): Promise<LoggedForms> {
  const issuer = issued.issuance.issuer?.certificate;
  return {
    certificate: issued.inHand.certificate.der,
    tbsCertificate: loggedTbs(issued),
    issuerKeyHash: issuer ? await spkiSha256(issuer) : null,
  };
}

const isEntryOf = ({ entry }: CtLogEntry, form: LoggedForms): boolean =>
  entry.type === 'x509_entry'
    ? equalBytes(entry.certificate, form.certificate)
    : toHex(entry.issuerKeyHash) === form.issuerKeyHash && equalBytes(entry.tbsCertificate, form.tbsCertificate);

/** An SCT signs timestamp, entry and extensions; with the entry matched, the other two decide. */
const voucher = ({ entry, timestamp, extensions }: CtLogEntry, scts: readonly SctCheck[]): KnownLog | null =>
  scts.find(
    ({ sct, outcome }) =>
      entry.type === 'precert_entry' &&
      outcome === 'valid' &&
      sct!.timestamp === timestamp &&
      equalBytes(sct!.extensions, extensions),
  )?.log ?? null;
