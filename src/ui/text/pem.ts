import { toBase64 } from '../../core/model/bytes.ts';
import type { EvidenceKind } from '../../core/model/evidence.ts';

/** What stands in the armour: RFC 7468 sections 5 and 6; for OCSP, what GnuTLS and intake call it. */
const LABELS: Partial<Record<EvidenceKind, string>> = {
  certificate: 'CERTIFICATE',
  precertificate: 'CERTIFICATE',
  crl: 'X509 CRL',
  'ocsp-response': 'OCSP RESPONSE',
  'ocsp-request': 'OCSP REQUEST',
};

export const hasPem = (kind: EvidenceKind): boolean => kind in LABELS;

/** PEM (RFC 7468): lines of 64 characters, LF, one at the end. In: a kind that has a label. */
export function toPem(kind: EvidenceKind, der: Uint8Array): string {
  const label = LABELS[kind] ?? 'DATA';
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
