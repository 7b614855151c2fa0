import type { SubjectPublicKeyInfo } from './certificate.ts';
import type { Instant } from './time.ts';

/** `SignedCertificateTimestamp`, RFC 6962 section 3.2, version v1. All octets are views into the received bytes. */
export interface SignedCertificateTimestamp {
  /** The whole structure. */
  readonly bytes: Uint8Array;
  readonly version: 'v1';
  /** SHA-256 of the log's SubjectPublicKeyInfo. */
  readonly logID: Uint8Array;
  /** ms UTC. */
  readonly timestamp: Instant;
  /** CtExtensions, without their length. */
  readonly extensions: Uint8Array;
  /** `digitally-signed`: TLS 1.2's SignatureAndHashAlgorithm (RFC 5246 section 7.4.1.4.1) and the signature. */
  readonly hashAlgorithm: number;
  readonly signatureAlgorithm: number;
  readonly signature: Uint8Array;
}

/** `LogEntryType` and its entry, RFC 6962 section 3.1: what a log signed, or put in its tree. */
export type SignedEntry =
  | { readonly type: 'x509_entry'; readonly certificate: Uint8Array }
  | {
      readonly type: 'precert_entry';
      /** SHA-256 of the SubjectPublicKeyInfo of the final certificate's issuer. */
      readonly issuerKeyHash: Uint8Array;
      /** The TBSCertificate without poison and, for a precertificate signing certificate, with the final issuer. */
      readonly tbsCertificate: Uint8Array;
    };

/** One entry of a log's tree (MerkleTreeLeaf, RFC 6962 section 3.4) with what the log keeps beside it. Nothing in it is signed. */
export interface CtLogEntry {
  /** ms UTC. */
  readonly timestamp: Instant;
  readonly entry: SignedEntry;
  readonly extensions: Uint8Array;
  /** The serial number inside the certificate or TBSCertificate: the INTEGER's content octets. */
  readonly serialNumber: Uint8Array;
  /** The precertificate as it was submitted; `null` for an x509_entry, and when only the leaf was handed in. */
  readonly precertificate: Uint8Array | null;
  /** The chain as it was submitted, DER. */
  readonly chain: readonly Uint8Array[];
}

/** A log as a published list describes it (the v3 JSON form). */
export interface CtLog {
  /** SHA-256 of the key, lower-case hex. */
  readonly id: string;
  readonly key: SubjectPublicKeyInfo;
  readonly operator: string;
  readonly description: string;
  readonly api: 'rfc6962' | 'static-ct';
  /** Test logs take anything from anybody, and some of their keys are public. */
  readonly use: 'production' | 'test' | 'monitoring-only';
  /** What the list's publisher thinks of it (`usable`, `retired` …) and since when; `null` when the list does not say. */
  readonly state: { readonly name: string; readonly since: Instant } | null;
  /** Seconds. */
  readonly maximumMergeDelay: number;
  /** It takes certificates whose notAfter is in here; `null` when it takes all. */
  readonly temporalInterval: { readonly start: Instant; readonly end: Instant } | null;
}

/** Operator and description, without saying the operator's name twice. */
export const ctLogName = ({ operator, description }: CtLog): string =>
  description.includes(operator) ? description : `${operator} ${description}`;
