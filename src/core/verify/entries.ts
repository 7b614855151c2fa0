import type { Certificate, Precertificate } from '../model/certificate.ts';
import type { EntryKind } from '../model/verdict.ts';
import { serialHex, toHex } from '../model/bytes.ts';
import { compareWithFinal, describeSameCertificate, type Difference } from './based-on.ts';
import { append, nameKey, purposeOf, spkiSha256, type InHand, type Purpose } from './in-hand.ts';
import type { Issuance } from './issuer.ts';

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
  /** The subjects of the other entries with the same issuer and serial number. */
  readonly duplicates: readonly Issued[];
}

/** All certificates of an entry. */
export const membersOf = (entry: Entry): Issued[] =>
  [entry.final, entry.precertificate, ...entry.alsoPrecertificates].filter((one) => one !== null);

/**
 * Sorts certificates into entries. "Based on" has the meaning of MRSP 5.4: same serial number and same issuer, or
 * the precertificate signing certificate's issuer. One whose signature is invalid joins nothing.
 */
export async function formEntries(issued: readonly Issued[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  const groups = new Map<string, Issued[]>();
  for (const one of issued) {
    if (one.issuance.signature === 'invalid') entries.push(entryOf(single(one), []));
    else append(groups, await groupKey(one), one);
  }
  for (const group of groups.values()) {
    const drafts = group.length === 1 ? [single(group[0]!)] : pairUp(group);
    for (const draft of drafts) {
      const others = drafts.filter((other) => other !== draft).map(subjectOf);
      entries.push(entryOf(draft, others));
    }
  }
  return entries.sort(byDateSerialFingerprint);
}

interface Draft {
  final: Issued | null;
  precertificate: Issued | null;
  also: Issued[];
}

const single = (one: Issued): Draft =>
  isPrecertificate(one)
    ? { final: null, precertificate: one, also: [] }
    : { final: one, precertificate: null, also: [] };

const isPrecertificate = ({ inHand }: Issued): boolean => inHand.certificate.kind === 'precertificate';
const subjectOf = ({ final, precertificate }: Draft): Issued => (final ?? precertificate)!;

/** Same issuer: by key where the issuer's certificate is in hand, else by Name and authority key identifier. */
async function groupKey({ inHand: { certificate }, issuance }: Issued): Promise<string> {
  const serial = toHex(certificate.serialNumber);
  if (issuance.issuer) return `${serial} ${await spkiSha256(issuance.issuer.certificate)}`;
  const signer = issuance.issuerName === certificate.issuer ? null : issuance.signer;
  const identifier = (signer?.certificate ?? certificate).known.authorityKeyIdentifier?.keyIdentifier;
  return `${serial} ${nameKey(issuance.issuerName.der)} ${identifier ? toHex(identifier) : ''}`;
}

function pairUp(group: readonly Issued[]): Draft[] {
  const sorted = [...group].sort((a, b) => (a.inHand.sha256 < b.inHand.sha256 ? -1 : 1));
  const drafts = sorted.filter((one) => !isPrecertificate(one)).map(single);
  let loose = sorted.filter(isPrecertificate);
  for (const draft of drafts) {
    const fitting = loose.filter((one) => differencesBetween(one, draft.final!).length === 0);
    draft.precertificate = fitting[0] ?? null;
    draft.also = fitting.slice(1);
    loose = loose.filter((one) => !fitting.includes(one));
  }
  for (const draft of drafts) {
    draft.precertificate ??= loose.find((one) => mayDiffer(one, draft.final!)) ?? null;
    loose = loose.filter((one) => one !== draft.precertificate);
  }
  while (loose.length) {
    const [first, ...rest] = loose as [Issued, ...Issued[]];
    const same = rest.filter((one) => describeSame(first, one));
    drafts.push({ final: null, precertificate: first, also: same });
    loose = rest.filter((one) => !same.includes(one));
  }
  return drafts;
}

/**
 * Whether two that do not match are a pair all the same. Anybody can write a certificate in an algorithm that nobody
 * verifies: it must not take a proven precertificate's place.
 */
const mayDiffer = (precertificate: Issued, final: Issued): boolean =>
  final.issuance.signature === 'valid' || precertificate.issuance.signature !== 'valid';

const viaSigningCertificate = ({ inHand, issuance }: Issued): boolean =>
  issuance.issuerName !== inHand.certificate.issuer;

const differencesBetween = (precertificate: Issued, final: Issued): Difference[] =>
  compareWithFinal(
    precertificate.inHand.certificate as Precertificate,
    final.inHand.certificate as Certificate,
    viaSigningCertificate(precertificate),
  );

const describeSame = (a: Issued, b: Issued): boolean =>
  describeSameCertificate(
    a.inHand.certificate as Precertificate,
    b.inHand.certificate as Precertificate,
    viaSigningCertificate(a) || viaSigningCertificate(b),
  );

function entryOf(draft: Draft, duplicates: readonly Issued[]): Entry {
  const { final, precertificate, also } = draft;
  const subject = subjectOf(draft);
  const purpose = purposeOf(subject.inHand.certificate);
  return {
    kind: kindOf(purpose, final !== null),
    purpose,
    final,
    precertificate,
    subject,
    alsoPrecertificates: also,
    differences: final && precertificate ? differencesBetween(precertificate, final) : null,
    duplicates,
  };
}

function kindOf(purpose: Purpose, finalInHand: boolean): EntryKind {
  if (purpose === 'ca' || purpose === 'precertificate-signing') return 'ca';
  if (purpose === 'responder') return 'responder';
  return finalInHand ? 'final' : 'precertificate-only';
}

/** The order of `certificates` in the verdict: notBefore, then serial number, then fingerprint. */
function byDateSerialFingerprint({ subject: { inHand: a } }: Entry, { subject: { inHand: b } }: Entry): number {
  const dates = a.certificate.validity.notBefore.instant - b.certificate.validity.notBefore.instant;
  if (dates !== 0) return dates;
  const serialA = serialHex(a.certificate.serialNumber);
  const serialB = serialHex(b.certificate.serialNumber);
  if (serialA !== serialB) return serialA < serialB ? -1 : 1;
  return a.sha256 < b.sha256 ? -1 : 1;
}
