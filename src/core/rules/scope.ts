import type { AnyCertificate } from '../model/certificate.ts';
import { hasOcspUrl } from '../model/certificate.ts';
import { OID } from '../model/oid.ts';
import type { Instant } from '../model/time.ts';
import type { AuthoritativeStatus, VerifiedEntry } from '../verify/index.ts';
import type { Applies } from './rule.ts';
import { utc } from './sources.ts';
import { time } from './words.ts';

/** Which certificates a policy speaks about (policy.md sections 1.5 and 5.4). TLS, S/MIME and CA certificates are told apart here and nowhere else. */

/** serverAuth, anyExtendedKeyUsage or no extended key usage at all: what the TLS Baseline Requirements judge, whatever the policies say. */
export function isTls({ known: { extKeyUsage } }: AnyCertificate): boolean {
  return !extKeyUsage || extKeyUsage.includes(OID.kpServerAuth) || extKeyUsage.includes(OID.anyExtendedKeyUsage);
}

/** emailProtection without serverAuth: what the S/MIME Baseline Requirements judge. */
export function isSmimeOnly(certificate: AnyCertificate): boolean {
  return !isTls(certificate) && (certificate.known.extKeyUsage ?? []).includes(OID.kpEmailProtection);
}

/** MRSP 2.9: emailProtection counts only with a mailbox among the names. */
const MAILBOX_NEEDED_FROM = utc('2023-09-01');

/** MRSP section 1.1: TLS certificates, and certificates for email; of end entities those that name a mailbox (before 2.9: all of them). */
export function isInMozillaScope(entry: Pick<VerifiedEntry, 'kind' | 'subject'>, at: Instant): boolean {
  const { certificate } = entry.subject.inHand;
  if (isTls(certificate)) return true;
  if (!isSmimeOnly(certificate)) return false;
  if (entry.kind === 'ca') return true;
  const names = certificate.known.subjectAltName;
  const mailbox = !!names?.rfc822Names.length || !!names?.otherNameTypes.includes(OID.smtpUTF8Mailbox);
  return mailbox || at < MAILBOX_NEEDED_FROM;
}

export const isSubscriber = ({ purpose }: VerifiedEntry): boolean => purpose === 'subscriber';

export const certificateOf = ({ subject }: VerifiedEntry): AnyCertificate => subject.inHand.certificate;

/** A TLS subscriber certificate or precertificate, or one sentence why this is none. */
export function tlsSubscriber(entry: VerifiedEntry): true | string {
  if (!isSubscriber(entry)) return `It concerns subscriber certificates; this is a ${entry.kind} certificate.`;
  return isTls(certificateOf(entry)) || 'It concerns TLS certificates; this one is for other purposes.';
}

export const hasOcsp = (entry: VerifiedEntry): true | string =>
  hasOcspUrl(certificateOf(entry)) ||
  'The certificate names no OCSP responder (no id-ad-ocsp in authorityInfoAccess), so no OCSP service is owed for it.';

/**
 * Whether the CA owed an answer when it signed this one: not after the certificate ended, and not before it was
 * issued or, where that is proven, public (policy.md section 5.4, row 0a).
 */
export function answerWasDue(entry: VerifiedEntry, status: AuthoritativeStatus | null): Applies {
  if (!status) return true;
  const { notBefore } = certificateOf(entry).validity;
  const { producedAt } = status;
  const ended = unexpiredAt(entry, status);
  if (ended !== true) return ended;
  if (producedAt < notBefore.instant)
    return `The response was produced at ${time(producedAt)}, before the certificate's notBefore at ${time(notBefore.instant)}: a CA may sign before it issues.`;
  const { publication } = entry;
  if (publication && producedAt < publication.instant)
    return {
      message: `The response was produced at ${time(producedAt)}, before the certificate was first provably public at ${time(publication.instant)}.`,
      beside: publication.evidence,
    };
  return true;
}

/** Whether the certificate had not ended when the CA signed the answer. */
export function unexpiredAt(entry: VerifiedEntry, { producedAt }: AuthoritativeStatus): true | string {
  const { notAfter } = certificateOf(entry).validity;
  return (
    producedAt <= notAfter.instant ||
    `The response was produced at ${time(producedAt)}, after the certificate ended at ${time(notAfter.instant)}; the duty is for unexpired certificates.`
  );
}

/** The first sentence, of several reasons, why a rule does not concern a subject; `true` when none. */
export function all(...answers: readonly (true | string)[]): true | string;
export function all(...answers: readonly Applies[]): Applies;
export function all(...answers: readonly Applies[]): Applies {
  return answers.find((answer) => answer !== true) ?? true;
}
