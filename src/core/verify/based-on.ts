import type { Certificate, Precertificate } from '../model/certificate.ts';
import { equalBytes, toHex } from '../model/bytes.ts';
import { findExtension } from '../model/asn1.ts';
import { OID } from '../model/oid.ts';
import { sharedParts, type Replacement, type TbsPart } from './reconstruct.ts';

/** One place where a precertificate and a certificate are not the same, as RFC 6962 section 3.1 requires. */
export interface Difference {
  /** The part of tbsCertificate, e.g. `validity` or `extension 2.5.29.17`. */
  readonly part: string;
  /** Its octets in each, lower-case hex; `null` where the part is missing. */
  readonly precertificate: string | null;
  readonly certificate: string | null;
}

/**
 * Compares a precertificate with the certificate based on it, octet by octet: poison and SCT list removed and, when a
 * precertificate signing certificate signed it, the issuer and the authority key identifier replaced by the final ones.
 * An empty list means that they correspond.
 */
export function compareWithFinal(
  precertificate: Precertificate,
  certificate: Certificate,
  signedByPrecertificateSigningCertificate: boolean,
): Difference[] {
  return diff(
    sharedParts(precertificate, signedByPrecertificateSigningCertificate ? replacementFrom(certificate) : undefined),
    sharedParts(certificate),
  );
}

/**
 * Whether two precertificates describe the same certificate (BR 7.1.2.9: only then may they share a serial number).
 * What a precertificate signing certificate makes different is left aside when one of them was signed by such.
 */
export function describeSameCertificate(
  a: Precertificate,
  b: Precertificate,
  signedByPrecertificateSigningCertificate: boolean,
): boolean {
  const signerDependent = ['issuer', `extension ${OID.authorityKeyIdentifier}`];
  const parts = (precertificate: Precertificate) =>
    sharedParts(precertificate).filter(
      ({ name }) => !signedByPrecertificateSigningCertificate || !signerDependent.includes(name),
    );
  return diff(parts(a), parts(b)).length === 0;
}

function replacementFrom(certificate: Certificate): Replacement {
  const identifier = findExtension(certificate.extensions, OID.authorityKeyIdentifier);
  return { issuer: certificate.issuer, authorityKeyIdentifier: identifier?.der ?? null };
}

function diff(left: readonly TbsPart[], right: readonly TbsPart[]): Difference[] {
  const differences: Difference[] = [];
  for (const part of left) {
    const other = right.find(({ name }) => name === part.name);
    if (!other) differences.push({ part: part.name, precertificate: toHex(part.der), certificate: null });
    else if (!equalBytes(part.der, other.der))
      differences.push({ part: part.name, precertificate: toHex(part.der), certificate: toHex(other.der) });
  }
  for (const part of right)
    if (!left.some(({ name }) => name === part.name))
      differences.push({ part: part.name, precertificate: null, certificate: toHex(part.der) });
  if (differences.length === 0 && left.some(({ name }, index) => right[index]!.name !== name))
    differences.push({
      part: 'order of extensions',
      precertificate: left.map(({ name }) => name).join(', '),
      certificate: right.map(({ name }) => name).join(', '),
    });
  return differences;
}
