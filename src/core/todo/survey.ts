import type { AnyCertificate } from '../model/certificate.ts';
import type { Evidence, Lookup } from '../model/evidence.ts';
import type { EntryHead } from '../model/row.ts';
import type { VerdictDocument } from '../model/verdict.ts';
import { byCodeUnit, fromHex } from '../model/bytes.ts';
import { LISTED_BY_VERDICT } from '../intake/merge.ts';
import type { ResponseHead } from '../verdict/told.ts';
import { openLookups } from '../verify/lookups.ts';
import { authoritiesIn, issuerOf, read, type Authorities } from './authorities.ts';
import { IssuerList, SignerList, type MissingIssuer, type MissingSigner } from './missing-signers.ts';

export type { MissingIssuer, MissingSigner } from './missing-signers.ts';

/** What of a verdict is looked at. */
export interface Surveyed extends Pick<VerdictDocument, 'evaluatedAt' | 'references'> {
  /** Walked twice. */
  readonly certificates: Iterable<EntryHead>;
  /** Walked once. */
  readonly responses: Iterable<ResponseHead>;
}

/** A case as its evaluation left it. */
export interface SurveyInput {
  readonly document: Surveyed;
  /** The evidence that the document rests on, with its bytes. */
  readonly evidence: readonly Evidence[];
  readonly lookups: readonly Lookup[];
}

/** A certificate or precertificate that no authoritative response speaks about. */
export interface MissingStatus {
  readonly sha256: string;
  readonly entry: EntryHead;
  /** The certificate, which is decoded where it is needed: there may be 100,000. */
  readonly bytes: Uint8Array;
  /** The CA of the final certificate, when it is in hand. */
  readonly issuer: AnyCertificate | null;
  readonly expired: boolean;
}

/** Everything that is missing in a case, each list in a stable order. */
export interface Survey {
  /** SHA-256 fingerprints of certificates. */
  readonly references: readonly string[];
  /** SHA-256 of evidence that an earlier verdict rests on: whoever made it has the bytes, crt.sh has not. */
  readonly listed: readonly string[];
  readonly lookups: readonly Lookup[];
  readonly issuers: readonly MissingIssuer[];
  readonly statuses: readonly MissingStatus[];
  readonly signers: readonly MissingSigner[];
  /** Serial numbers that responses speak about and no certificate in hand has. */
  readonly subjects: readonly { readonly serialNumber: string; readonly responses: number }[];
}

/** Looks through a case for what is missing. Certificates are decoded only where something depends on it. */
export async function survey({ document, evidence, lookups }: SurveyInput): Promise<Survey> {
  const open = document.references.filter(({ resolved }) => !resolved);
  const isListed = ({ from }: { from: readonly string[] }) => from.every((text) => text.endsWith(LISTED_BY_VERDICT));
  // Both are made for those who miss something: in most large cases nobody does.
  let pieces: ReadonlyMap<string, Uint8Array> | null = null;
  const bytesOf = (sha256: string): Uint8Array | undefined =>
    (pieces ??= new Map(evidence.map((piece) => [piece.sha256, piece.bytes]))).get(sha256);
  let found: Promise<Authorities> | null = null;
  const authorities = (): Promise<Authorities> => (found ??= authoritiesIn(document, evidence));
  const issuers = new IssuerList();
  const statuses: MissingStatus[] = [];
  const waiting = new Set<string | null>();
  for (const entry of document.certificates) {
    const wantsIssuer = entry.signature === 'no-issuer';
    const wantsStatus = entry.statuses.length === 0 && entry.signature !== 'invalid';
    if (!wantsIssuer && !wantsStatus) continue;
    const sha256 = (entry.certificateSha256 ?? entry.precertificateSha256)!;
    const der = bytesOf(sha256);
    if (wantsIssuer) waiting.add(entry.certificateSha256).add(entry.precertificateSha256);
    const certificate = wantsIssuer ? read(der) : null;
    if (certificate) issuers.wanted(entry, certificate, await authorities());
    if (!der || !wantsStatus || !namesOcspService(der)) continue;
    const issuer = issuerOf(entry, await authorities());
    const expired = entry.notAfter < document.evaluatedAt;
    statuses.push({ sha256, entry, bytes: der, issuer, expired });
  }
  const signers = new SignerList();
  const subjects = new Map<string, number>();
  for (const response of document.responses) {
    if (response.signature !== 'no-key' && response.responder?.role === 'unknown')
      issuers.namedBy(response, waiting, bytesOf(response.sha256));
    signers.wanted(response);
    countSubjects(response, subjects);
  }
  const missing = issuers.all;
  return {
    references: open.filter((reference) => !isListed(reference)).map(({ sha256 }) => sha256),
    listed: open.filter(isListed).map(({ sha256 }) => sha256),
    lookups: await openLookups(lookups, evidence, () => certificatesAmong(evidence)),
    issuers: missing,
    statuses,
    signers: signers.besides(missing),
    subjects: [...subjects]
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([serialNumber, count]) => ({ serialNumber, responses: count })),
  };
}

/** OBJECT IDENTIFIER 1.3.6.1.5.5.7.48.1 (id-ad-ocsp) and the tag of a URI, as an AccessDescription has them. */
const OCSP_URI = fromHex('06082b0601050507300186');

/** Whether a certificate names an OCSP service. Its octets are looked through, since decoding 100,000 takes many seconds. */
function namesOcspService(der: Uint8Array): boolean {
  for (let at = der.indexOf(OCSP_URI[0]!); at >= 0; at = der.indexOf(OCSP_URI[0]!, at + 1))
    if (OCSP_URI.every((octet, index) => der[at + index] === octet)) return true;
  return false;
}

const certificatesAmong = (evidence: readonly Evidence[]): AnyCertificate[] =>
  evidence
    .filter(({ kind }) => kind === 'certificate' || kind === 'precertificate')
    .flatMap(({ bytes }) => read(bytes) ?? []);

/** Serial numbers of certificates that are not in hand. Nobody need look for what a forgery speaks about. */
function countSubjects({ signature, singleResponses }: ResponseHead, counts: Map<string, number>): void {
  if (signature === 'invalid') return;
  for (const { serialNumber, names, mayName } of singleResponses)
    if (names.length === 0 && mayName.length === 0) counts.set(serialNumber, (counts.get(serialNumber) ?? 0) + 1);
}
