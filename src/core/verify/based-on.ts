import type { AnyCertificate, Certificate, Precertificate } from '../model/certificate.ts';
import { equalBytes, latin1, toHex } from '../model/bytes.ts';
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
 * What of a certificate has to be equal, octet for octet: `whole` all that precertificate and certificate share;
 * `any-signer` without the octets, `no-signer` also without the place of what a precertificate signing certificate makes
 * different (RFC 6962 section 3.2). Two precertificates describe the same certificate (BR 7.1.2.9: only then may they
 * share a serial number) when they are equal as a whole, or without the signer where such signed one of them.
 */
export type Form = 'whole' | 'any-signer' | 'no-signer';

/** A text that is equal for two certificates when, and only when, that of them is equal. */
export function formOf(certificate: AnyCertificate, form: Form): string {
  let texts = formsOf.get(certificate);
  if (!texts) formsOf.set(certificate, (texts = {}));
  return (texts[form] ??= writeForm(certificate, form));
}

/** Those of one serial number are looked up by one another's forms. */
const formsOf = new WeakMap<AnyCertificate, { [F in Form]?: string }>();

const SIGNER_DEPENDENT = ['issuer', `extension ${OID.authorityKeyIdentifier}`];

function writeForm(certificate: AnyCertificate, form: Form): string {
  let text = '';
  for (const { name, der } of sharedParts(certificate)) {
    const dependent = form !== 'whole' && SIGNER_DEPENDENT.includes(name);
    if (!dependent) text += `${name} ${der.length} ${latin1(der)}`;
    else if (form === 'any-signer') text += `${name} `;
  }
  return text;
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
