import type { EntryHead } from '../model/row.ts';
import type { CertificateEntry, CrlStatusEntry, Finding, StatusEntry, Verdict } from '../model/verdict.ts';
import { formatInstant } from '../model/time.ts';
import { formatName } from '../decode/rfc4514.ts';
import type { AuthoritativeStatus, CrlStatus, VerifiedEntry } from '../verify/index.ts';
import { issuedOf } from '../verify/publication.ts';
import { serial } from '../rules/words.ts';

/** One element of `certificates` without its findings (verdict-format section 1). */
export function entryHead(entry: VerifiedEntry, verdict: Verdict): EntryHead {
  const { inHand, issuance } = entry.subject;
  const { certificate } = inHand;
  return {
    kind: entry.kind,
    subject: formatName(certificate.subject),
    dnsNames: [...(certificate.known.subjectAltName?.dnsNames ?? [])],
    issuer: formatName(issuance.issuerName),
    issuerSpkiSha256: entry.issuerSpkiSha256,
    serialNumber: serial(certificate.serialNumber),
    precertificateSha256: entry.precertificate?.inHand.sha256 ?? null,
    certificateSha256: entry.final?.inHand.sha256 ?? null,
    notBefore: formatInstant(certificate.validity.notBefore.instant),
    notAfter: formatInstant(certificate.validity.notAfter.instant),
    issued: issuedEntry(entry),
    signature: issuance.signature,
    verdict,
    statuses: entry.statuses.map(statusEntry),
  };
}

/** The whole element. */
export const certificateEntry = (entry: VerifiedEntry, head: EntryHead, findings: Finding[]): CertificateEntry => ({
  ...head,
  crls: entry.crlStatuses.map(crlStatusEntry),
  findings,
});

function issuedEntry(entry: VerifiedEntry): CertificateEntry['issued'] {
  const { instant, basis, notAfter } = issuedOf(entry);
  return { instant: formatInstant(instant), basis, notAfter: notAfter === null ? null : formatInstant(notAfter) };
}

function statusEntry({ response, single, producedAt, responder }: AuthoritativeStatus): StatusEntry {
  const { certStatus, thisUpdate, nextUpdate } = single;
  const revoked = certStatus.type === 'revoked' ? certStatus : null;
  return {
    evidence: response.sha256,
    certStatus: certStatus.type,
    producedAt: formatInstant(producedAt),
    thisUpdate: formatInstant(thisUpdate.instant),
    nextUpdate: nextUpdate ? formatInstant(nextUpdate.instant) : null,
    revocationTime: revoked && formatInstant(revoked.revocationTime.instant),
    revocationReason: revoked?.revocationReason ?? null,
    responder,
  };
}

const crlStatusEntry = ({ crl, list, revoked }: CrlStatus): CrlStatusEntry => ({
  evidence: crl.sha256,
  thisUpdate: formatInstant(list.thisUpdate.instant),
  revocationDate: revoked && formatInstant(revoked.revocationDate.instant),
  reason: revoked?.reasonCode ?? null,
});
