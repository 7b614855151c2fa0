import type { Evidence } from '../model/evidence.ts';
import { purposesIn } from './acting-cas.ts';
import { Ahead } from './ahead.ts';
import type { Hand } from './authorization.ts';
import { inBatches } from './batches.ts';
import { CertIdHasher, IssuerFinder } from './cert-id.ts';
import { CrlIndex, verifyCrl, type CrlStatus, type VerifiedCrl } from './crl.ts';
import { ctLogTable, type LogListFailure } from './ct-logs.ts';
import { Credible } from './credible.ts';
import { formEntries, membersOf, type Entry, type Issued } from './entries.ts';
import { gather, type Gathered, type ResponseInHand } from './gather.ts';
import { append, CertificateIndex, spkiSha256, type InHand } from './in-hand.ts';
import { findIssuance } from './issuer.ts';
import { LogEntryIndex, type MatchedLogEntry } from './log-entries.ts';
import { Naming, type Crowd } from './naming.ts';
import { publicationOf, type Publication } from './publication.ts';
import { judgeResponder } from './responder.ts';
import { verifyNow } from './signature.ts';
import { cryptoEngine } from './web-crypto.ts';
import { checkEmbeddedScts, type SctCheck } from './sct.ts';
import {
  authoritativeStatus,
  unknownCriticalOf,
  type AuthoritativeStatus,
  type VerifiedResponse,
  type VerifiedSingle,
} from './status.ts';

/** Everything asynchronous is finished here: what the rules judge. */
export interface Verified {
  readonly entries: readonly VerifiedEntry[];
  /** Sorted by SHA-256. */
  readonly responses: readonly VerifiedResponse[];
  /** Sorted by SHA-256. */
  readonly crls: readonly VerifiedCrl[];
  readonly undecodable: Gathered['undecodable'];
  /** CT logs left out of lists that were handed in; the rest of such a list is used. */
  readonly logsLeftOut: readonly LogListFailure[];
  /** Where more certificates share a CertID than are told what responses say. */
  readonly crowds: readonly Crowd[];
  /** Fingerprints of all certificates in hand, embedded ones included. */
  readonly certificates: readonly InHand[];
}

export interface VerifiedEntry extends Entry {
  /** Sorted by producedAt, then evidence. */
  readonly statuses: readonly AuthoritativeStatus[];
  /** What CRLs signed with its issuer's key prove about it. Sorted by thisUpdate, then evidence. */
  readonly crlStatuses: readonly CrlStatus[];
  /** The SCTs embedded in its final certificate, in their order, each verified. */
  readonly scts: readonly SctCheck[];
  /** CT log entries in hand that are about it. */
  readonly logEntries: readonly MatchedLogEntry[];
  /** The earliest moment at which it was provably public; `null` when nothing proves one. */
  readonly publication: Publication | null;
  /** Of the issuer's certificate: SHA-256 over its SubjectPublicKeyInfo, lower-case hex; `null` when it is not in hand. */
  readonly issuerSpkiSha256: string | null;
}

export interface VerifyHooks {
  /** How far it has come: objects verified, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Lets other work of this thread be done, while everything is decoded. */
  readonly pause?: () => Promise<void>;
  /** Hears all certificates in hand, embedded ones included, so that the issuers among them can be kept for other cases. */
  readonly onCertificates?: (certificates: readonly InHand[]) => void;
}

/** Decodes, matches, verifies and authorises all evidence. Deterministic: the order of `evidence` does not matter. */
export async function verify(evidence: readonly Evidence[], hooks: VerifyHooks = {}): Promise<Verified> {
  const ahead = new Ahead(verifyNow);
  try {
    return await verifyAll(evidence, hooks, ahead);
  } finally {
    ahead.end();
  }
}

async function verifyAll(evidence: readonly Evidence[], hooks: VerifyHooks, ahead: Ahead): Promise<Verified> {
  const gathered = await cryptoEngine().during(() => gather(evidence, ahead, hooks.pause));
  const index = new CertificateIndex(gathered.certificates);
  hooks.onCertificates?.(index.all);
  const hasher = new CertIdHasher();
  const issuers = new IssuerFinder(index, hasher);

  const total = gathered.certificates.length + gathered.responses.length + gathered.crls.length;
  let done = 0;
  const onDone = (count: number): void => {
    ahead.begin();
    hooks.onProgress?.((done += count), total);
  };

  const issued = await inBatches(
    index.all,
    async (inHand): Promise<Issued> => ({ inHand, issuance: await findIssuance(inHand.certificate, index) }),
    onDone,
  );
  const naming = new Naming(issued, hasher);
  const hand: Hand = { index, issuers, credible: new Credible(issued, index) };

  const responses = await inBatches(
    [...gathered.responses].sort((a, b) => (a.evidence.sha256 < b.evidence.sha256 ? -1 : 1)),
    (response) => verifyResponse(response, hand, naming),
    onDone,
  );

  const crls = await inBatches(
    [...gathered.crls].sort((a, b) => (a.evidence.sha256 < b.evidence.sha256 ? -1 : 1)),
    (crl) => verifyCrl(crl, index),
    onDone,
  );
  const crlIndex = new CrlIndex(crls);

  const spokenAbout = statusesByCertificate(responses);
  const purpose = purposesIn(issued, responses, index);
  const entries = await formEntries(
    issued.filter(
      ({ inHand }) => (inHand.handedIn && purpose(inHand) === 'subscriber') || spokenAbout.named.has(inHand),
    ),
    purpose,
  );
  const logs = await ctLogTable(gathered.logLists);
  const logEntries = new LogEntryIndex(gathered.logEntries);
  return {
    entries: await inBatches(entries, async (entry) => {
      const { issuer } = entry.subject.issuance;
      const scts = await checkEmbeddedScts(entry, logs);
      const matched = await logEntries.about(entry, scts);
      // Written out: a copy with fields added is given a shape of its own, which is bigger than the entry.
      return {
        kind: entry.kind,
        purpose: entry.purpose,
        final: entry.final,
        precertificate: entry.precertificate,
        subject: entry.subject,
        alsoPrecertificates: entry.alsoPrecertificates,
        differences: entry.differences,
        duplicates: entry.duplicates,
        duplicatesInAll: entry.duplicatesInAll,
        statuses: statusesOf(entry, spokenAbout.statuses),
        crlStatuses: crlIndex.about(entry),
        scts,
        logEntries: matched,
        publication: publicationOf(entry, scts, matched),
        issuerSpkiSha256: issuer && (await spkiSha256(issuer.certificate)),
      };
    }),
    responses,
    crls,
    undecodable: [...gathered.undecodable, ...logs.undecodable],
    logsLeftOut: logs.leftOut,
    crowds: naming.crowds,
    certificates: index.all,
  };
}

async function verifyResponse(
  { evidence: { sha256 }, decoded, embedded }: ResponseInHand,
  hand: Hand,
  naming: Naming,
): Promise<VerifiedResponse> {
  if (!decoded.ok)
    return { sha256, response: null, failure: decoded, responder: null, embedded, singles: [], unknownCritical: [] };
  const response = decoded.value;
  const basic = response.basicOCSPResponse;
  if (!basic) return { sha256, response, failure: null, responder: null, embedded, singles: [], unknownCritical: [] };

  const responder = await judgeResponder(basic, embedded, hand);
  const { responses } = basic.tbsResponseData;
  const singles: VerifiedSingle[] = [];
  for (const [at, single] of responses.entries()) {
    const { names, proven, mayName, sameSerial } = await naming.of(single.certID);
    singles.push({ single, authorization: responder.authorizations[at]!, names, proven, mayName, sameSerial });
  }
  const unknownCritical = unknownCriticalOf(basic.tbsResponseData);
  return { sha256, response, failure: null, responder, embedded, singles: singles.slice(), unknownCritical };
}

interface SpokenAbout {
  readonly named: ReadonlySet<InHand>;
  readonly statuses: ReadonlyMap<InHand, readonly AuthoritativeStatus[]>;
}

function statusesByCertificate(responses: readonly VerifiedResponse[]): SpokenAbout {
  const named = new Set<InHand>();
  const statuses = new Map<InHand, AuthoritativeStatus[]>();
  for (const response of responses)
    for (const verifiedSingle of response.singles) {
      for (const inHand of verifiedSingle.mayName) named.add(inHand);
      for (const inHand of verifiedSingle.names) {
        named.add(inHand);
        const status = authoritativeStatus(response, verifiedSingle, inHand);
        if (status) append(statuses, inHand, status);
      }
    }
  return { named, statuses };
}

const NONE: readonly AuthoritativeStatus[] = [];

/** A precertificate and its certificate share one CertID, so a status about either is taken once. */
function statusesOf(entry: Entry, statuses: SpokenAbout['statuses']): readonly AuthoritativeStatus[] {
  const members = membersOf(entry);
  const few = members.length === 1 ? (statuses.get(members[0]!.inHand) ?? NONE) : null;
  if (few && few.length < 2) return few;
  const unique = new Map<VerifiedSingle, AuthoritativeStatus>();
  for (const { inHand } of members)
    for (const status of statuses.get(inHand) ?? []) unique.set(status.verifiedSingle, status);
  return [...unique.values()].sort(
    (a, b) =>
      a.producedAt - b.producedAt ||
      (a.response.sha256 < b.response.sha256 ? -1 : a.response.sha256 > b.response.sha256 ? 1 : 0),
  );
}

export type { CrlStatus, VerifiedCrl } from './crl.ts';
export type { Entry, Issued } from './entries.ts';
export { counts, type AuthoritativeStatus, type VerifiedResponse, type VerifiedSingle } from './status.ts';
export type { InHand } from './in-hand.ts';
export { Kin } from './kin.ts';
export type { Crowd } from './naming.ts';
export type { MatchedLogEntry } from './log-entries.ts';
export { issuedOf, signedPublicationOf, type IssuedAt, type Publication } from './publication.ts';
export type { SctCheck } from './sct.ts';
