import { findExtension } from '../model/asn1.ts';
import { OID } from '../model/oid.ts';
import type { Issued } from './entries.ts';
import { precertTbs } from './reconstruct.ts';

/**
 * The TBSCertificate that a log signs for this certificate or precertificate (RFC 6962 section 3.2). A precertificate
 * signing certificate's own issuer and authority key identifier take the place of those in the precertificate.
 */
export function loggedTbs({ inHand: { certificate }, issuance }: Issued): Uint8Array {
  if (issuance.issuerName === certificate.issuer) return precertTbs(certificate);
  const identifier = findExtension(issuance.signer?.certificate.extensions ?? [], OID.authorityKeyIdentifier);
  return precertTbs(certificate, { issuer: issuance.issuerName, authorityKeyIdentifier: identifier?.der ?? null });
}
