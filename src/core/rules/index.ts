import type { AnyRule } from './rule.ts';
import { aiaOcspPresent } from './br/aia-ocsp-present.ts';
import { caRevocationReason } from './br/ca-revocation-reason.ts';
import { caSignerDigitalSignature } from './br/ca-signer-digital-signature.ts';
import { caStatus12mo } from './br/ca-status-12mo.ts';
import { crldpPresent } from './br/crldp-present.ts';
import { embeddedScts } from './br/embedded-scts.ts';
import { goodUnassigned } from './br/good-unassigned.ts';
import { noCertificateHold } from './br/no-certificate-hold.ts';
import { noReasonCodeExtension } from './br/no-reasoncode-extension.ts';
import { notBefore48h } from './br/not-before-48h.ts';
import { precertFinalMatch } from './br/precert-final-match.ts';
import { precertNoScts } from './br/precert-no-scts.ts';
import { precertPoison } from './br/precert-poison.ts';
import { precertSigningCa } from './br/precert-signing-ca.ts';
import { refresh8h4d } from './br/refresh-8h-4d.ts';
import { refreshHalf } from './br/refresh-half.ts';
import { reservedSerial } from './br/reserved-serial.ts';
import { responderNocheck as brResponderNocheck } from './br/responder-nocheck.ts';
import { responderProfile } from './br/responder-profile.ts';
import { revocationReasonPermitted } from './br/revocation-reason-permitted.ts';
import { revokedStaysRevoked } from './br/revoked-stays-revoked.ts';
import { sha1Ocsp as brSha1Ocsp } from './br/sha1-ocsp.ts';
import { signatureAlgorithm } from './br/signature-algorithm.ts';
import { unknownAfter15Minutes } from './br/unknown-after-15-minutes.ts';
import { validityMax10d as brValidityMax10d } from './br/validity-max-10d.ts';
import { validityMin8h } from './br/validity-min-8h.ts';
import { validityPeriodRule } from './br/validity-period.ts';
import { crlIdp } from './mrsp/crl-idp.ts';
import { crlReason } from './mrsp/crl-reason.ts';
import { duplicateSerial } from './mrsp/duplicate-serial.ts';
import { ekuPresent } from './mrsp/eku-present.ts';
import { finalMatchesPrecert } from './mrsp/final-matches-precert.ts';
import { finalStatus } from './mrsp/final-status.ts';
import { nextUpdatePresent } from './mrsp/next-update-present.ts';
import { nextUpdateWithinSigner } from './mrsp/next-update-within-signer.ts';
import { precertLogged } from './mrsp/precert-logged.ts';
import { precertStatus } from './mrsp/precert-status.ts';
import { responderNocheck as mrspResponderNocheck } from './mrsp/responder-nocheck.ts';
import { sha1Ocsp as mrspSha1Ocsp } from './mrsp/sha1-ocsp.ts';
import { sha1Precert } from './mrsp/sha1-precert.ts';
import { updateEvery4d } from './mrsp/update-every-4d.ts';
import { validityMax10d as mrspValidityMax10d } from './mrsp/validity-max-10d.ts';
import { archiveCutoff } from './rfc6960/archive-cutoff.ts';
import { certIdHash } from './rfc6960/cert-id-hash.ts';
import { certId } from './rfc6960/cert-id.ts';
import { contradictoryStatuses, contradictoryWithin } from './rfc6960/contradictory-statuses.ts';
import { criticalExtension } from './rfc6960/critical-extension.ts';
import { der } from './rfc6960/der.ts';
import { extendedRevoke } from './rfc6960/extended-revoke.ts';
import { fresh } from './rfc6960/fresh.ts';
import { future } from './rfc6960/future.ts';
import { multipleStatuses } from './rfc6960/multiple-statuses.ts';
import { nonce } from './rfc6960/nonce.ts';
import { responderAuthorized } from './rfc6960/responder-authorized.ts';
import { responderId } from './rfc6960/responder-id.ts';
import { responderValid } from './rfc6960/responder-valid.ts';
import { signature } from './rfc6960/signature.ts';
import { timeEncoding, producedAtEncoding } from './rfc6960/time-encoding.ts';
import { timeOrder } from './rfc6960/time-order.ts';
import { unsignedError } from './rfc6960/unsigned-error.ts';
import { certificateHold } from './sbr/certificate-hold.ts';
import { responder } from './sbr/responder.ts';
import { validity } from './sbr/validity.ts';

/** All rules, one line each; the order does not matter, findings are sorted by id. One id may stand twice when it judges subjects of two kinds. */
export const RULES: readonly AnyRule[] = [
  aiaOcspPresent,
  caRevocationReason,
  caSignerDigitalSignature,
  caStatus12mo,
  crldpPresent,
  embeddedScts,
  goodUnassigned,
  noCertificateHold,
  noReasonCodeExtension,
  notBefore48h,
  precertFinalMatch,
  precertNoScts,
  precertPoison,
  precertSigningCa,
  refresh8h4d,
  refreshHalf,
  reservedSerial,
  brResponderNocheck,
  responderProfile,
  revocationReasonPermitted,
  revokedStaysRevoked,
  brSha1Ocsp,
  signatureAlgorithm,
  unknownAfter15Minutes,
  brValidityMax10d,
  validityMin8h,
  validityPeriodRule,
  crlIdp,
  crlReason,
  duplicateSerial,
  ekuPresent,
  finalMatchesPrecert,
  finalStatus,
  nextUpdatePresent,
  nextUpdateWithinSigner,
  precertLogged,
  precertStatus,
  mrspResponderNocheck,
  mrspSha1Ocsp,
  sha1Precert,
  updateEvery4d,
  mrspValidityMax10d,
  archiveCutoff,
  certIdHash,
  certId,
  contradictoryStatuses,
  contradictoryWithin,
  criticalExtension,
  der,
  extendedRevoke,
  fresh,
  future,
  multipleStatuses,
  nonce,
  responderAuthorized,
  responderId,
  responderValid,
  signature,
  timeEncoding,
  producedAtEncoding,
  timeOrder,
  unsignedError,
  certificateHold,
  responder,
  validity,
];

/** The day of the newest change to any rule; stands in every verdict, so that a verdict can be reproduced. */
export const RULES_VERSION = '2026-11-29';
