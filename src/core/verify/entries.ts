import type { EntryKind } from '../model/verdict.ts';
import { serialHex, toHex } from '../model/bytes.ts';
import type { Difference } from './based-on.ts';
import { append, nameKey, purposeOf, spkiSha256, type InHand, type Purpose } from './in-hand.ts';
import type { Issuance } from './issuer.ts';
import { pairUp, single, type Draft } from './pairing.ts';

/** A certificate in hand with what is known of who issued it. */
export interface Issued {
  readonly inHand: InHand;
  readonly issuance: Issuance;
}

/** One certificate presumed to exist (verdict-format section 1): a final certificate, its precertificate, or both. */
export interface Entry {
  readonly kind: EntryKind;
  readonly purpose: Purpose;
  readonly final: Issued | null;
  readonly precertificate: Issued | null;
  /** What stands for the entry: the final certificate when it is in hand, else the precertificate. */
  readonly subject: Issued;
  /** Other precertificates of the same certificate, octet for octet. */
  readonly alsoPrecertificates: readonly Issued[];
  /** Where precertificate and final certificate differ; `null` unless both are in hand. */
  readonly differences: readonly Difference[] | null;
  /** The subjects of other entries with the same issuer and serial number: all, or of a crowd some, proven ones first. */
  readonly duplicates: readonly Issued[];
  readonly duplicatesInAll: number;
}

/** All certificates of an entry. */
export const membersOf = (entry: Entry): Issued[] =>
  [entry.final, entry.precertificate, ...entry.alsoPrecertificates].filter((one) => one !== null);

/**
 * Sorts certificates into entries. "Based on" has the meaning of MRSP 5.4: same serial number and same issuer, or
 * the precertificate signing certificate's issuer. One whose signature is invalid joins nothing.
 */
export async function formEntries(
  issued: readonly Issued[],
  purpose: (one: InHand) => Purpose = ({ certificate }) => purposeOf(certificate),
): Promise<Entry[]> {
  const entries: Entry[] = [];
  const entryOf = (draft: Draft, duplicates: readonly Issued[], inAll: number): Entry => {
    const { inHand } = subjectOf(draft);
    // What a certificate does makes no CA of one that there is a precertificate of.
    const own = draft.precertificate ? purposeOf(inHand.certificate) : purpose(inHand);
    return makeEntry(draft, own, duplicates, inAll);
  };
  const bySerial = new Map<string, Issued[]>();
  for (const one of issued)
    if (one.issuance.signature === 'invalid') entries.push(entryOf(single(one), NONE, 0));
    else append(bySerial, toHex(one.inHand.certificate.serialNumber), one);
  for (const sameSerial of bySerial.values()) {
    // Nearly always there is one certificate of a serial number, and so no question of whose it is.
    if (sameSerial.length === 1) entries.push(entryOf(single(sameSerial[0]!), NONE, 0));
    else
      for (const group of await byIssuer(sameSerial)) {
        const drafts = pairUp(group);
        const others = othersAmong(drafts.map(subjectOf));
        for (const draft of drafts) entries.push(entryOf(draft, others(subjectOf(draft)), drafts.length - 1));
      }
  }
  // The dates beside the entries, because looking them up in each comparison costs more than comparing.
  return entries
    .map((entry) => ({ entry, notBefore: entry.subject.inHand.certificate.validity.notBefore.instant }))
    .sort((a, b) => a.notBefore - b.notBefore || bySerialFingerprint(a.entry, b.entry))
    .map(({ entry }) => entry);
}

const NONE: readonly Issued[] = [];

async function byIssuer(issued: readonly Issued[]): Promise<Iterable<readonly Issued[]>> {
  const groups = new Map<string, Issued[]>();
  for (const one of issued) append(groups, await groupKey(one), one);
  return groups.values();
}

/** How many others of its serial number an entry names: with all of them, made-up ones would cost their square. */
const MAX_DUPLICATES = 100;

/** The subjects of the other entries; of a crowd those that are surely the CA's come first. */
function othersAmong(subjects: readonly Issued[]): (subject: Issued) => readonly Issued[] {
  const isProven = ({ issuance }: Issued): boolean => issuance.signature === 'valid';
  const ranked =
    subjects.length <= MAX_DUPLICATES
      ? subjects
      : [...subjects.filter(isProven), ...subjects.filter((one) => !isProven(one))].slice(0, MAX_DUPLICATES + 1);
  return (subject) => ranked.filter((other) => other !== subject).slice(0, MAX_DUPLICATES);
}

const subjectOf = ({ final, precertificate }: Draft): Issued => (final ?? precertificate)!;

/** Same issuer: by key where the issuer's certificate is in hand, else by Name and authority key identifier. */
async function groupKey({ inHand: { certificate }, issuance }: Issued): Promise<string> {
  const serial = toHex(certificate.serialNumber);
  if (issuance.issuer) return `${serial} ${await spkiSha256(issuance.issuer.certificate)}`;
  const signer = issuance.issuerName === certificate.issuer ? null : issuance.signer;
  const identifier = (signer?.certificate ?? certificate).known.authorityKeyIdentifier?.keyIdentifier;
  return `${serial} ${nameKey(issuance.issuerName.der)} ${identifier ? toHex(identifier) : ''}`;
}

function makeEntry(draft: Draft, purpose: Purpose, duplicates: readonly Issued[], duplicatesInAll: number): Entry {
  const { final, precertificate, also, differences } = draft;
  const subject = subjectOf(draft);
  return {
    kind: kindOf(purpose, final !== null),
    purpose,
    final,
    precertificate,
    subject,
    alsoPrecertificates: also,
    differences,
    duplicates,
    duplicatesInAll,
  };
}

function kindOf(purpose: Purpose, finalInHand: boolean): EntryKind {
  if (purpose === 'ca' || purpose === 'precertificate-signing') return 'ca';
  if (purpose === 'responder') return 'responder';
  return finalInHand ? 'final' : 'precertificate-only';
}

/** The order of `certificates` in the verdict, of those with one notBefore: serial number, then fingerprint. */
function bySerialFingerprint({ subject: { inHand: a } }: Entry, { subject: { inHand: b } }: Entry): number {
  const serialA = serialHex(a.certificate.serialNumber);
  const serialB = serialHex(b.certificate.serialNumber);
  if (serialA !== serialB) return serialA < serialB ? -1 : 1;
  return a.sha256 < b.sha256 ? -1 : 1;
}
