import type { EvidenceKind, Problem } from './evidence.ts';
import type { CRLReason } from './ocsp.ts';

/**
 * The verdict document: types of the JSON that verdict-format.md fixes. Field order here is the order in
 * the file. Fields may be added, never renamed or dropped.
 */
export interface VerdictDocument {
  format: 'presumed/verdict';
  formatVersion: 1;
  tool: { name: 'presumed'; version: string; rulesVersion: string };
  title: string;
  evaluatedAt: string;
  reading: Reading;
  summary: Summary;
  certificates: CertificateEntry[];
  responses: ResponseEntry[];
  /** Sorted by sha256. */
  crls: CrlEntry[];
  references: { sha256: string; resolved: boolean; from: string[] }[];
  evidence: { sha256: string; kind: EvidenceKind; size: number; names: string[] }[];
  problems: Problem[];
}

export const READINGS = ['ruling', 'retroactive'] as const;
/** verdict-format section 3. */
export type Reading = (typeof READINGS)[number];

export const OUTCOMES = [
  'pass',
  'violation',
  'warning',
  'info',
  'not-applicable',
  'not-effective',
  'cannot-tell',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const VERDICTS = ['violation', 'warning', 'cannot-tell', 'no-violation-found', 'not-applicable'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const ENTRY_KINDS = ['final', 'precertificate-only', 'ca', 'responder'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export type CertStatusName = 'good' | 'revoked' | 'unknown';

export interface Summary {
  certificates: number;
  verdicts: Record<Verdict, number>;
  kinds: Record<EntryKind, number>;
  statuses: Record<CertStatusName | 'none', number>;
  firstNotBefore: string | null;
  lastNotBefore: string | null;
}

export interface CertificateEntry {
  kind: EntryKind;
  subject: string;
  dnsNames: string[];
  issuer: string;
  issuerSpkiSha256: string | null;
  serialNumber: string;
  precertificateSha256: string | null;
  certificateSha256: string | null;
  notBefore: string;
  notAfter: string;
  issued: { instant: string; basis: 'notBefore' | 'sct' | 'log-entry'; notAfter: string | null };
  signature: CertificateSignature;
  verdict: Verdict;
  statuses: StatusEntry[];
  /** What CRLs signed with the issuer's own key say; sorted by thisUpdate, then evidence. */
  crls: CrlStatusEntry[];
  findings: Finding[];
}

export type CertificateSignature = 'valid' | 'invalid' | 'unsupported' | 'no-issuer';
export type ResponseSignature = 'valid' | 'invalid' | 'unsupported' | 'no-key';
export type ResponderRole = 'issuer' | 'delegated' | 'unauthorized' | 'unknown';

export interface StatusEntry {
  evidence: string;
  certStatus: CertStatusName;
  producedAt: string;
  thisUpdate: string;
  nextUpdate: string | null;
  revocationTime: string | null;
  revocationReason: CRLReason | null;
  responder: 'issuer' | 'delegated';
}

/** One CRL that is for the certificate: with its entry, or without one because it is not revoked there. */
export interface CrlStatusEntry {
  evidence: string;
  thisUpdate: string;
  revocationDate: string | null;
  /** Of the entry; `null` also when it gives none. */
  reason: CRLReason | null;
}

export interface Finding {
  rule: string;
  outcome: Outcome;
  message: string;
  citation: Citation;
  evidence: string[];
  missing: string[];
}

export interface Citation {
  document: string;
  edition: string;
  section: string;
  quote: string;
  url: string;
}

export interface ResponseEntry {
  sha256: string;
  responseStatus: string;
  producedAt: string | null;
  responderID: { by: 'key' | 'name'; value: string } | null;
  signatureAlgorithm: string | null;
  signature: ResponseSignature | null;
  responder: { role: ResponderRole; certificateSha256: string | null; reason: string | null } | null;
  singleResponses: SingleResponseEntry[];
  findings: Finding[];
}

export interface SingleResponseEntry {
  serialNumber: string;
  hashAlgorithm: string;
  certStatus: CertStatusName;
  thisUpdate: string;
  nextUpdate: string | null;
  authorized: boolean | null;
  names: string[];
}

/** A CRL; everything but sha256 and findings is `null` when it could not be decoded. */
export interface CrlEntry {
  sha256: string;
  issuer: string | null;
  thisUpdate: string | null;
  nextUpdate: string | null;
  signature: CertificateSignature | null;
  /** How many entries it has. */
  revokedCertificates: number | null;
  findings: Finding[];
}
