import type { AnyCertificate } from '../model/certificate.ts';
import type { Evidence } from '../model/evidence.ts';
import type { EntryHead } from '../model/row.ts';
import { decodeCertificate } from '../decode/certificate.ts';
import { formatName } from '../decode/rfc4514.ts';
import { spkiSha256 } from '../verify/in-hand.ts';

/** CA certificates in hand. */
export interface Authorities {
  /** By SHA-256 of the SubjectPublicKeyInfo and by name, as an entry of the verdict names its issuer. */
  readonly byKey: ReadonlyMap<string, AnyCertificate>;
  readonly byName: ReadonlyMap<string, AnyCertificate>;
}

/** The certificates in hand that may be issuers: all but the subscribers'. */
export async function authoritiesIn(
  document: { readonly certificates: Iterable<EntryHead> },
  evidence: readonly Evidence[],
): Promise<Authorities> {
  const others = new Map(evidence.filter(({ kind }) => kind === 'certificate').map((piece) => [piece.sha256, piece]));
  for (const { kind, certificateSha256, precertificateSha256 } of document.certificates) {
    if (kind !== 'final' && kind !== 'precertificate-only') continue;
    if (certificateSha256 !== null) others.delete(certificateSha256);
    if (precertificateSha256 !== null) others.delete(precertificateSha256);
  }
  const byKey = new Map<string, AnyCertificate>();
  const byName = new Map<string, AnyCertificate>();
  for (const { bytes } of others.values()) {
    const certificate = read(bytes);
    if (!certificate) continue;
    const name = formatName(certificate.subject);
    byKey.set(`${await spkiSha256(certificate)} ${name}`, certificate);
    byName.set(name, certificate);
  }
  return { byKey, byName };
}

/** The CA of an entry's final certificate, when its certificate was handed in. */
export const issuerOf = (entry: EntryHead, { byKey }: Authorities): AnyCertificate | null =>
  byKey.get(`${entry.issuerSpkiSha256} ${entry.issuer}`) ?? null;

/** A certificate, or `null` when these are the octets of none. */
export function read(bytes: Uint8Array | undefined): AnyCertificate | null {
  const decoded = bytes && decodeCertificate(bytes);
  return decoded?.ok ? decoded.value : null;
}
