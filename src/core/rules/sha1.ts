import type { AlgorithmIdentifier } from '../model/asn1.ts';
import type { AnyCertificate } from '../model/certificate.ts';
import { OID } from '../model/oid.ts';
import { schemeOf } from '../verify/algorithms.ts';

/** Whether a signature algorithm hashes with SHA-1, under any of its names. A SHA-1 CertID or ResponderID is none (policy.md section 3). */
export function usesSha1(identifier: AlgorithmIdentifier): boolean {
  const scheme = schemeOf(identifier);
  return 'hash' in scheme && scheme.hash === 'SHA-1';
}

/** Whether id-kp-OCSPSigning is the only purpose of a certificate. */
export function isOnlyForOcsp({ known: { extKeyUsage } }: AnyCertificate): boolean {
  return extKeyUsage?.length === 1 && extKeyUsage[0] === OID.kpOCSPSigning;
}
