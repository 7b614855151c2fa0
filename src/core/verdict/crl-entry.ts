import type { CrlEntry, Finding } from '../model/verdict.ts';
import { formatInstant } from '../model/time.ts';
import { formatName } from '../decode/rfc4514.ts';
import type { VerifiedCrl } from '../verify/index.ts';

/** One element of `crls`. */
export const crlEntry = ({ sha256, list, signature }: VerifiedCrl, findings: Finding[]): CrlEntry => ({
  sha256,
  issuer: list && formatName(list.issuer),
  thisUpdate: list && formatInstant(list.thisUpdate.instant),
  nextUpdate: list?.nextUpdate ? formatInstant(list.nextUpdate.instant) : null,
  signature,
  revokedCertificates: list && list.revokedCertificates.size,
  findings,
});
