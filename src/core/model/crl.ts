import type { AlgorithmIdentifier, BitString, Extension, Name, ObjectIdentifier } from './asn1.ts';
import type { CRLReason } from './ocsp.ts';
import type { Defect } from './result.ts';
import type { Time } from './time.ts';

/** `CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue }`, RFC 5280 section 5.1. */
export interface CertificateList {
  /** The exact bytes received. Every other octet field is a view into them. */
  readonly der: Uint8Array;
  /** The signed slice, exactly as received. */
  readonly tbsCertList: Uint8Array;
  readonly version: 1 | 2;
  /** The AlgorithmIdentifier inside tbsCertList; must equal `signatureAlgorithm` (RFC 5280 section 5.1.1.2). */
  readonly signature: AlgorithmIdentifier;
  readonly issuer: Name;
  readonly thisUpdate: Time;
  readonly nextUpdate?: Time;
  readonly revokedCertificates: RevokedCertificates;
  readonly crlExtensions: readonly Extension[];
  readonly known: KnownCrlExtensions;
  /**
   * Critical extensions, of the list or of any entry, that nobody here understands or that cannot be read. With one,
   * the list must not be used to tell any certificate's status (RFC 5280 sections 5.2 and 5.3).
   */
  readonly unknownCritical: readonly ObjectIdentifier[];
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signatureValue: BitString;
  /** Of the list, and of its entries as far as their extensions' values play no part. */
  readonly defects: readonly Defect[];
}

/** The entries. There may be hundreds of thousands, so one is read when it is asked for. */
export interface RevokedCertificates {
  readonly size: number;
  /** The entries with this serial number (content octets of the INTEGER), in the list's order. */
  find(serialNumber: Uint8Array): readonly RevokedCertificate[];
  /** The entry at a position, from 0. */
  at(index: number): RevokedCertificate;
}

/** `SEQUENCE { userCertificate CertificateSerialNumber, revocationDate Time, crlEntryExtensions Extensions OPTIONAL }` */
export interface RevokedCertificate {
  /** The INTEGER's content octets. */
  readonly serialNumber: Uint8Array;
  readonly revocationDate: Time;
  readonly crlEntryExtensions: readonly Extension[];
  /** Absent when the extension is absent or could not be read (then `defects` says so). */
  readonly reasonCode?: CRLReason;
  readonly invalidityDate?: Time;
  /**
   * Whose certificate it is when it is not the issuer's of the list: the directoryName of certificateIssuer, of this
   * entry or else of the nearest one before (RFC 5280 section 5.3.3). `null` when that one cannot be read.
   */
  readonly certificateIssuer?: Name | null;
  readonly defects: readonly Defect[];
}

/** Decoded values of crlExtensions; a field is absent when the extension is absent or could not be read. */
export interface KnownCrlExtensions {
  readonly authorityKeyIdentifier?: { readonly keyIdentifier: Uint8Array | null };
  /** The INTEGER's content octets. */
  readonly cRLNumber?: Uint8Array;
  /** BaseCRLNumber, the INTEGER's content octets: only changes since that list are here. */
  readonly deltaCRLIndicator?: Uint8Array;
  readonly issuingDistributionPoint?: IssuingDistributionPoint;
}

/** RFC 5280 section 5.2.5. */
export interface IssuingDistributionPoint {
  readonly distributionPoint?:
    | { readonly type: 'fullName'; readonly uniformResourceIdentifiers: readonly string[] }
    | { readonly type: 'nameRelativeToCRLIssuer' };
  readonly onlyContainsUserCerts: boolean;
  readonly onlyContainsCACerts: boolean;
  readonly onlySomeReasons: boolean;
  readonly indirectCRL: boolean;
  readonly onlyContainsAttributeCerts: boolean;
}
