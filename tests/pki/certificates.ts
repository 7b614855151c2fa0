/** X.509 certificates, with every field open to change before it is signed. */
import { bitString, certificateTime, explicit, integer, sequence } from './der-writer.ts';
import type { Bytes } from './der-writer.ts';
import type { TestKey } from './keys.ts';
import { usualAlgorithm } from './signing.ts';
import type { SignatureAlgorithm } from './signing.ts';

export interface CertificateOptions {
  /** Name, DER. */
  readonly issuer: Bytes;
  readonly subject: Bytes;
  /** The key certified; a SubjectPublicKeyInfo may be given instead. */
  readonly publicKey: TestKey | { readonly spki: Bytes };
  /** Hex of a positive number, or the whole INTEGER TLV. */
  readonly serialNumber: string | Bytes;
  /** RFC 3339 UTC, whole seconds, or the whole Time TLV. */
  readonly notBefore: string | Bytes;
  readonly notAfter: string | Bytes;
  /** Extensions, DER, in order; none makes a certificate without the extensions field. */
  readonly extensions: readonly Bytes[];
  readonly signer: TestKey;
  /** Default: what a CA would use with the signer's key. */
  readonly algorithm?: SignatureAlgorithm;
  /** The Version TLV `[0]`; default v3. Empty bytes leave it out (v1). */
  readonly version?: Bytes;
  /** The outer signatureAlgorithm where it shall differ from the signed one (RFC 5280 section 4.1.1.2 forbids that). */
  readonly outerAlgorithm?: Bytes;
  /** Changes the TBSCertificate just before it is signed. */
  readonly changeTbs?: (tbsCertificate: Bytes) => Bytes;
  /** Changes the signature's octets after signing. */
  readonly changeSignature?: (signature: Bytes) => Bytes;
  /** The unused-bits octet of the signature's BIT STRING; default 0. */
  readonly unusedBits?: number;
}

const time = (moment: string | Bytes): Bytes => (typeof moment === 'string' ? certificateTime(moment) : moment);

/** `TBSCertificate` of RFC 5280 section 4.1, unsigned. */
export function tbsCertificate(options: CertificateOptions): Bytes {
  const { serialNumber, extensions, signer, algorithm = usualAlgorithm(signer) } = options;
  return sequence(
    options.version ?? explicit(0, integer('02')),
    typeof serialNumber === 'string' ? integer(serialNumber) : serialNumber,
    algorithm.identifier,
    options.issuer,
    sequence(time(options.notBefore), time(options.notAfter)),
    options.subject,
    options.publicKey.spki,
    ...(extensions.length > 0 ? [explicit(3, sequence(...extensions))] : []),
  );
}

/** `Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }`, DER. */
export function certificate(options: CertificateOptions): Bytes {
  const { signer, algorithm = usualAlgorithm(signer), changeTbs = same, changeSignature = same } = options;
  const tbs = changeTbs(tbsCertificate(options));
  const signature = changeSignature(algorithm.sign(signer, tbs));
  return sequence(tbs, options.outerAlgorithm ?? algorithm.identifier, bitString(signature, options.unusedBits));
}

const same = (bytes: Bytes): Bytes => bytes;
