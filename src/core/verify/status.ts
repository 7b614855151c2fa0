import type { OCSPResponse, SingleResponse } from '../model/ocsp.ts';
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
}

export interface VerifiedSingle extends Named {
  readonly single: SingleResponse;
  readonly authorization: Authorization;
  /** Critical extensions, of the response or of this SingleResponse, that nobody here understands. */
  readonly unknownCritical: readonly Extension[];
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

/** The status that `verifiedSingle` proves for a certificate it names, or `null` when it proves none. */
export function authoritativeStatus(
  response: VerifiedResponse,
  verifiedSingle: VerifiedSingle,
  certificate: InHand,
): AuthoritativeStatus | null {
  const by = verifiedSingle.authorization.by;
  const proven =
    response.responder?.signature === 'valid' &&
    verifiedSingle.authorization.authorized === true &&
    verifiedSingle.unknownCritical.length === 0 &&
    verifiedSingle.names.includes(certificate);
  if (!proven || by === null) return null;
  return {
    response,
    verifiedSingle,
    single: verifiedSingle.single,
    producedAt: response.response!.basicOCSPResponse!.tbsResponseData.producedAt.instant,
    responder: by,
  } as AuthoritativeStatus;
}

/** Extensions of OCSP responses that Presumed understands (RFC 6960 section 4.4, RFC 6962 section 3.3). */
const UNDERSTOOD = new Set<string>([
  OID.pkixOcspNonce,
  OID.pkixOcspCrl,
  OID.pkixOcspArchiveCutoff,
  OID.pkixOcspServiceLocator,
  OID.pkixOcspExtendedRevoke,
  OID.ocspSctList,
  // RFC 6960 section 4.4.5: CRL entry extensions may stand in singleExtensions.
  OID.reasonCode,
  OID.invalidityDate,
  OID.certificateIssuer,
]);

export const unknownCriticalOf = (extensions: readonly Extension[]): readonly Extension[] =>
  extensions.length ? extensions.filter(({ critical, extnID }) => critical && !UNDERSTOOD.has(extnID)) : extensions;
