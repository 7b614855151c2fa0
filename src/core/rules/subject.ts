import type { InHand, VerifiedEntry, VerifiedResponse, VerifiedSingle } from '../verify/index.ts';
import { SIGNER_MISSING } from './facts.ts';
import { cannotTell, written, type Judgement } from './rule.ts';
import { all, certificateOf, isInMozillaScope, isSmimeOnly, isSubscriber, isTls, tlsSubscriber } from './scope.ts';
import { serial, subjectOf } from './words.ts';

/**
 * Whom an answer is about, for rules on a SingleResponse or a whole response. When the certificate is not in hand the
 * values may still be fine whoever it is, so rules look at the values first and turn an accusation into `cannot-tell`
 * here, naming the certificate that would decide it.
 */

export const mozillaSubscriber = (entry: VerifiedEntry | null, producedAt: number): true | string =>
  entry === null ||
  all(
    isSubscriber(entry) || 'It concerns end entity certificates.',
    isInMozillaScope(entry, producedAt) || "The certificate's purposes are outside Mozilla's policy.",
  );

export const tlsSubscriberOrUnknown = (entry: VerifiedEntry | null): true | string =>
  entry === null || tlsSubscriber(entry);

export const smimeSubscriberOrUnknown = (entry: VerifiedEntry | null): true | string =>
  entry === null
    ? 'Whether it is an S/MIME certificate is not known, because it is not in hand.'
    : (isSubscriber(entry) && isSmimeOnly(certificateOf(entry))) || 'It concerns S/MIME certificates.';

/** A CA whose certificate is for other purposes than TLS alone is none of the Baseline Requirements' (policy.md section 5.4). */
export const tlsCaOrUnknown = (entry: VerifiedEntry | null): true | string =>
  entry === null ||
  all(
    entry.kind === 'ca' || 'It concerns CA certificates.',
    entry.purpose === 'precertificate-signing' ||
      isTls(certificateOf(entry)) ||
      "It concerns TLS CAs; this CA's certificate is for other purposes.",
  );

/** An accusation that holds only if the certificate is what the rule is about. */
export function ifItIs(
  what: string,
  entry: VerifiedEntry | null,
  single: VerifiedSingle,
  accusation: Judgement,
): Judgement {
  if (entry !== null) return accusation;
  const number = serial(single.single.certID.serialNumber);
  return cannotTell(
    () =>
      `${written(accusation.message)} Whether the rule concerns it cannot be told: the certificate with serial number ${number} is not in hand, and it would have to be ${what}.`,
    `the certificate with serial number ${number}`,
  );
}

/**
 * Whether a whole response is about TLS certificates, as far as the certificates in hand that it names show. Only those
 * that are surely the CA's: anybody can write another with the issuer and serial number of one.
 */
export function tlsResponse(response: VerifiedResponse): 'yes' | 'no' | 'unknown' {
  let answer: 'no' | 'unknown' = 'unknown';
  for (const { proven } of response.singles)
    for (const { certificate } of proven)
      if (isTls(certificate)) return 'yes';
      else answer = 'no';
  return answer;
}

export const notForOtherPurposes = (response: VerifiedResponse): true | string =>
  tlsResponse(response) !== 'no' ||
  'It concerns TLS certificates; the response is about certificates for other purposes.';

/** An accusation about a whole response that holds only if it is about TLS certificates. */
export function ifTls(response: VerifiedResponse, accusation: Judgement): Judgement {
  if (tlsResponse(response) === 'yes') return accusation;
  return cannotTell(
    () =>
      `${written(accusation.message)} Whether the rule concerns it cannot be told: no certificate that the response names is in hand with a signature that verifies, and it would have to be one for TLS.`,
    'a certificate that the response names',
  );
}

/** What depends on who signed a response, for rules that can often do without. `otherwise`: what can be said while nobody knows. */
export function bySigner(
  response: VerifiedResponse,
  otherwise: string,
  judge: (signer: InHand) => Judgement,
): Judgement {
  const signer = response.responder?.signer;
  return signer ? judge(signer) : cannotTell(otherwise, SIGNER_MISSING);
}

/** ` by CN=…`, where it is known who signed. */
export function bySignerInWords({ responder }: VerifiedResponse): string {
  return responder?.signer ? ` by ${subjectOf(responder.signer)}` : '';
}

/** The delegated responder's certificate, or one sentence why there is none. */
export const delegated = (response: VerifiedResponse): true | string =>
  response.responder?.role === 'delegated' || 'The response was not signed by an authorised delegated responder.';
