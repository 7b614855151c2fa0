import type { EntryHead, Row } from '../../../src/core/model/row.ts';
import type { CertStatusName, StatusEntry } from '../../../src/core/model/verdict.ts';

/** Rows for lists and reports, with made-up fingerprints: `hash(7)` is sixty-four digits that end in 7. */
export const hash = (n: number, mark = 'a'): string => mark.repeat(8) + n.toString(16).padStart(56, '0');

export const status = (
  certStatus: CertStatusName,
  producedAt: string,
  changes: Partial<StatusEntry> = {},
): StatusEntry => ({
  evidence: hash(1, 'e'),
  certStatus,
  producedAt,
  thisUpdate: producedAt,
  nextUpdate: null,
  revocationTime: certStatus === 'revoked' ? producedAt : null,
  revocationReason: null,
  responder: 'issuer',
  ...changes,
});

/** The nth row: a precertificate alone unless `final` says that the certificate is in hand too. */
export function row(
  n: number,
  entry: Partial<EntryHead> & { final?: boolean } = {},
  rules: readonly string[] = [],
): Row {
  const { final = false, ...changes } = entry;
  const head: EntryHead = {
    kind: final ? 'final' : 'precertificate-only',
    subject: `CN=host${n}.example`,
    dnsNames: [`host${n}.example`],
    issuer: 'CN=Example CA,O=Example,C=US',
    issuerSpkiSha256: null,
    serialNumber: `420000000000000000${n.toString(16).padStart(4, '0')}`,
    precertificateSha256: hash(n, 'a'),
    certificateSha256: final ? hash(n, 'b') : null,
    notBefore: '2022-10-02T00:00:00Z',
    notAfter: '2023-10-02T00:00:00Z',
    issued: { instant: '2022-10-02T00:00:00Z', basis: 'notBefore', notAfter: null },
    signature: 'valid',
    verdict: 'violation',
    statuses: [],
    ...changes,
  };
  const latest = head.statuses.at(-1)?.certStatus ?? 'none';
  const key = head.certificateSha256 ?? head.precertificateSha256 ?? head.serialNumber;
  return { key, index: n, entry: head, name: `host${n}.example`, issuer: 'Example CA', latest, rules };
}
