import type { CRLReason } from './ocsp.ts';
import type { CrlStatusEntry, StatusEntry } from './verdict.ts';

/** That a certificate is revoked, by what signed evidence says: OCSP, CRLs, or both. */
export interface Revocation {
  /** RFC 3339 UTC; `null` when the evidence gives none. */
  readonly date: string | null;
  readonly reason: CRLReason | null;
  readonly by: 'OCSP' | 'CRL' | 'OCSP and CRL';
  /** SHA-256 of the CRL, where one says so. */
  readonly crl: string | null;
}

/**
 * `null`: no evidence says that it is revoked. Of OCSP the latest authoritative answer counts; of CRLs the latest that
 * lists it, because revocation is for good: only a hold can be taken back (RFC 5280 section 5.3.1), by a later word of
 * either kind. Both lists in the document's order.
 */
export function revocationOf(statuses: readonly StatusEntry[], crls: readonly CrlStatusEntry[]): Revocation | null {
  const latest = statuses.at(-1);
  const ocsp = latest?.certStatus === 'revoked' ? latest : null;
  const crl = listedBy(crls, statuses);
  if (!ocsp && !crl) return null;
  return {
    date: ocsp?.revocationTime ?? crl?.revocationDate ?? null,
    reason: ocsp?.revocationReason ?? crl?.reason ?? null,
    by: ocsp && crl ? 'OCSP and CRL' : ocsp ? 'OCSP' : 'CRL',
    crl: crl?.evidence ?? null,
  };
}

function listedBy(crls: readonly CrlStatusEntry[], statuses: readonly StatusEntry[]): CrlStatusEntry | null {
  let listed: CrlStatusEntry | null = null;
  for (const crl of crls) {
    if (crl.revocationDate !== null && crl.reason !== 'removeFromCRL') listed = crl;
    else if (listed?.reason === 'certificateHold') listed = null;
  }
  if (listed?.reason !== 'certificateHold') return listed;
  const since = listed.thisUpdate;
  return statuses.some(({ certStatus, thisUpdate }) => certStatus === 'good' && thisUpdate > since) ? null : listed;
}
