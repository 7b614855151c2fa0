import { serialHex as serial, toHex } from '../model/bytes.ts';
import type { AnyCertificate } from '../model/certificate.ts';
import { DAY, formatInstant, HOUR, MINUTE, SECOND, type Instant } from '../model/time.ts';
import { formatName } from '../decode/rfc4514.ts';
import type { AuthoritativeStatus, InHand, VerifiedEntry, VerifiedResponse } from '../verify/index.ts';

/** Phrases that many findings share, so that they all speak alike. */

export { serial };

/** RFC 3339, UTC. */
export const time = (instant: Instant): string => formatInstant(instant);

/** A duration in ms, exactly: `10 days and 1 second`, `7 h 59 min 59 s` as words. */
export function duration(ms: number): string {
  let rest = Math.abs(ms);
  const words: string[] = [];
  for (const [size, unit] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count) words.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  if (!words.length) return '0 seconds';
  const last = words.pop()!;
  return (ms < 0 ? 'minus ' : '') + (words.length ? `${words.join(', ')} and ${last}` : last);
}

const UNITS = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
] as const;

/** `the precertificate for host.example, serial number 4200…` */
export function nameOf({ kind, subject }: VerifiedEntry): string {
  const { certificate } = subject.inHand;
  const what = {
    final: 'certificate',
    'precertificate-only': 'precertificate',
    ca: 'CA certificate',
    responder: 'responder certificate',
  }[kind];
  return `the ${what} for ${hostOf(certificate)} with serial number ${serial(certificate.serialNumber)}`;
}

function hostOf(certificate: AnyCertificate): string {
  const names = certificate.known.subjectAltName?.dnsNames ?? [];
  const first = names[0] ?? formatName(certificate.subject);
  return names.length > 1 ? `${first} and ${names.length - 1} more` : first || 'an empty subject';
}

/** `its CA, CN=…, itself` or `the delegated responder CN=…` */
export function signerOf(status: AuthoritativeStatus): string {
  const signer = status.response.responder?.signer;
  const name = signer ? subjectOf(signer) : 'unknown';
  return status.responder === 'issuer' ? `the issuing CA ${name} itself` : `the delegated responder ${name}`;
}

export const subjectOf = ({ certificate }: InHand): string => formatName(certificate.subject) || 'an empty subject';

/** `The CA's OCSP service said unknown about the precertificate for … in a response produced at …, signed by …` */
export function statusSentence(entry: VerifiedEntry, status: AuthoritativeStatus): string {
  const { thisUpdate } = status.single;
  const known = thisUpdate.instant === status.producedAt ? '' : ` (status known as of ${time(thisUpdate.instant)})`;
  return (
    `The CA's OCSP service said ${status.single.certStatus.type} about ${nameOf(entry)} in a response produced at ` +
    `${time(status.producedAt)}${known} and signed by ${signerOf(status)}`
  );
}

/** The response's ResponderID in words. */
export function responderIdOf(response: VerifiedResponse): string {
  const id = response.response?.basicOCSPResponse?.tbsResponseData.responderID;
  if (!id) return 'nobody';
  return id.by === 'name' ? `the name ${formatName(id.name)}` : `the key with SHA-1 ${toHex(id.keyHash)}`;
}

/** When a decoded, successful response was signed; ms UTC, and 0 for one that has no such time. */
export const producedAtOf = ({ response }: VerifiedResponse): number =>
  response?.basicOCSPResponse?.tbsResponseData.producedAt.instant ?? 0;

/** How long it took until the CA's service knew the certificate: the first later answer that is not unknown. */
export function repairSentence(entry: VerifiedEntry, status: AuthoritativeStatus): string {
  const repaired = entry.statuses.find(
    (later) => later.producedAt > status.producedAt && later.single.certStatus.type !== 'unknown',
  );
  if (!repaired) return '';
  const { type } = repaired.single.certStatus;
  return ` A response produced at ${time(repaired.producedAt)}, ${duration(repaired.producedAt - status.producedAt)} later, says ${type}.`;
}
