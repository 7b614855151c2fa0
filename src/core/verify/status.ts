import type { OCSPResponse, ResponseData, SingleResponse } from '../model/ocsp.ts';
import type { Extension } from '../model/asn1.ts';
import type { Failure } from '../model/result.ts';
import { OID } from '../model/oid.ts';
import type { InHand } from './in-hand.ts';
import type { Named } from './naming.ts';
import type { Authorization } from './authorization.ts';
import type { Responder } from './responder.ts';

/** One OCSPResponse and all that verifying found out about it. */
export interface VerifiedResponse {
  readonly sha256: string;
  /** `null` when it could not be decoded; then `failure` says why. */
  readonly response: OCSPResponse | null;
  readonly failure: Failure | null;
  /** `null` for an error status and for an undecodable response. */
  readonly responder: Responder | null;
  readonly embedded: readonly InHand[];
  readonly singles: readonly VerifiedSingle[];
  /** Critical extensions, of the response or of any SingleResponse, that nobody here understands: with one it proves nothing. */
  readonly unknownCritical: readonly Extension[];
}

export interface VerifiedSingle extends Named {
  readonly single: SingleResponse;
  readonly authorization: Authorization;
}

declare const authoritative: unique symbol;

/**
 * A SingleResponse of a response whose signature is valid and whose responder is authorised, whose CertID names the
 * certificate by all four fields. Only `authoritativeStatus` makes one, so no rule can judge a forgery by accident.
 */
export interface AuthoritativeStatus {
  readonly [authoritative]: true;
  readonly response: VerifiedResponse;
  readonly verifiedSingle: VerifiedSingle;
  readonly single: SingleResponse;
  /** ms UTC. */
  readonly producedAt: number;
  readonly responder: 'issuer' | 'delegated';
}

/** Whether what one SingleResponse says counts for the certificates it names (policy.md section 6.1). */
export const counts = (response: VerifiedResponse, { authorization }: VerifiedSingle): boolean =>
  response.responder?.signature === 'valid' && authorization.authorized === true && !response.unknownCritical.length;

/** The status that `verifiedSingle` proves for a certificate it names, or `null` when it proves none. */
export function authoritativeStatus(
  response: VerifiedResponse,
  verifiedSingle: VerifiedSingle,
  certificate: InHand,
): AuthoritativeStatus | null {
  const { by } = verifiedSingle.authorization;
  const proven = counts(response, verifiedSingle) && verifiedSingle.names.includes(certificate);
  if (!proven || by === null) return null;
  return {
    response,
    verifiedSingle,
    single: verifiedSingle.single,
    producedAt: response.response!.basicOCSPResponse!.tbsResponseData.producedAt.instant,
    responder: by,
  } as AuthoritativeStatus;
}

/**
 * Extensions that Presumed understands, by where they stand (RFC 6960 section 4.4, RFC 6962 section 3.3): in another
 * place nothing says what they mean.
 */
const UNDERSTOOD = {
  responseExtensions: new Set<string>([OID.pkixOcspNonce, OID.pkixOcspExtendedRevoke]),
  singleExtensions: new Set<string>([
    OID.pkixOcspCrl,
    OID.pkixOcspArchiveCutoff,
    OID.ocspSctList,
    // RFC 6960 section 4.4.5: CRL entry extensions may stand in singleExtensions.
    OID.reasonCode,
    OID.invalidityDate,
    OID.certificateIssuer,
  ]),
};

/** The critical extensions of a response that nobody here understands, those of each SingleResponse too. */
export function unknownCriticalOf({ responses, responseExtensions }: ResponseData): readonly Extension[] {
  const found = notUnderstood(responseExtensions, 'responseExtensions');
  for (const { singleExtensions } of responses)
    if (singleExtensions.length) found.push(...notUnderstood(singleExtensions, 'singleExtensions'));
  return found.length ? found : NONE;
}

const NONE: readonly Extension[] = [];

const notUnderstood = (extensions: readonly Extension[], place: keyof typeof UNDERSTOOD): Extension[] =>
  extensions.filter(({ critical, extnID }) => critical && !UNDERSTOOD[place].has(extnID));
