import type { AlgorithmIdentifier, BitString, Extension, Name, ObjectIdentifier } from './asn1.ts';
import type { Defect } from './result.ts';
import type { Time } from './time.ts';

/** What a `Certificate` and a `Precertificate` have in common (RFC 5280 section 4.1). */
interface X509 {
  /** The exact bytes received. Every other octet field is a view into them. */
  readonly der: Uint8Array;
  /** The signed slice, exactly as received. */
  readonly tbsCertificate: Uint8Array;
  readonly version: 1 | 2 | 3;
  /** The INTEGER's content octets, sign padding included. */
  readonly serialNumber: Uint8Array;
  /** The AlgorithmIdentifier inside tbsCertificate; must equal `signatureAlgorithm` (RFC 5280 section 4.1.1.2). */
  readonly signature: AlgorithmIdentifier;
  readonly issuer: Name;
  readonly validity: { readonly notBefore: Time; readonly notAfter: Time };
  readonly subject: Name;
  readonly subjectPublicKeyInfo: SubjectPublicKeyInfo;
  /** All of them, in order. */
  readonly extensions: readonly Extension[];
  /** The ones Presumed's rules read, decoded. */
  readonly known: KnownExtensions;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signatureValue: BitString;
  readonly defects: readonly Defect[];
}

/** A final certificate, a CA's, a responder's: anything without the critical poison extension. */
export interface Certificate extends X509 {
  readonly kind: 'certificate';
}

/** RFC 6962 section 3.1: carries the critical poison extension, so no client accepts it as a certificate. */
export interface Precertificate extends X509 {
  readonly kind: 'precertificate';
}

export type AnyCertificate = Certificate | Precertificate;

export interface SubjectPublicKeyInfo {
  /** The whole SEQUENCE; its SHA-256 identifies the key. */
  readonly der: Uint8Array;
  readonly algorithm: AlgorithmIdentifier;
  /** What OCSP's issuerKeyHash and ResponderID byKey are computed over (RFC 6960 sections 4.1.1, 4.2.1). */
  readonly subjectPublicKey: BitString;
}

/** Decoded values; a field is absent when the extension is absent or could not be read (then `defects` says so). */
export interface KnownExtensions {
  readonly authorityInfoAccess?: {
    readonly ocsp: readonly string[];
    readonly caIssuers: readonly string[];
    readonly methods: readonly ObjectIdentifier[];
  };
  readonly extKeyUsage?: readonly ObjectIdentifier[];
  readonly keyUsage?: ReadonlySet<KeyUsageBit>;
  readonly basicConstraints?: { readonly cA: boolean; readonly pathLenConstraint: number | null };
  readonly subjectAltName?: {
    readonly dnsNames: readonly string[];
    readonly ipAddresses: readonly string[];
    readonly rfc822Names: readonly string[];
    readonly otherNameTypes: readonly ObjectIdentifier[];
  };
  readonly subjectKeyIdentifier?: Uint8Array;
  readonly authorityKeyIdentifier?: { readonly keyIdentifier: Uint8Array | null };
  readonly crlDistributionPoints?: readonly string[];
  readonly certificatePolicies?: readonly ObjectIdentifier[];
  /** RFC 6962 section 3.3: the TLS-encoded SignedCertificateTimestampList, both OCTET STRINGs removed. */
  readonly signedCertificateTimestampList?: Uint8Array;
}

export type KeyUsageBit =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
  | 'encipherOnly'
  | 'decipherOnly';

export const hasOcspUrl = (certificate: AnyCertificate): boolean =>
  (certificate.known.authorityInfoAccess?.ocsp.length ?? 0) > 0;
