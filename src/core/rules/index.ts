import type { AnyRule } from './rule.ts';
import { unknownAfter15Minutes } from './br/unknown-after-15-minutes.ts';
import { finalStatus } from './mrsp/final-status.ts';
import { precertStatus } from './mrsp/precert-status.ts';
import { certId } from './rfc6960/cert-id.ts';
import { criticalExtension } from './rfc6960/critical-extension.ts';
import { der } from './rfc6960/der.ts';
import { responderAuthorized } from './rfc6960/responder-authorized.ts';
import { responderId } from './rfc6960/responder-id.ts';
import { responderValid } from './rfc6960/responder-valid.ts';
import { signature } from './rfc6960/signature.ts';
import { unsignedError } from './rfc6960/unsigned-error.ts';

/** All rules, one line each; the order does not matter, findings are sorted by id. */
export const RULES: readonly AnyRule[] = [
  unknownAfter15Minutes,
  finalStatus,
  precertStatus,
  certId,
  criticalExtension,
  der,
  responderAuthorized,
  responderId,
  responderValid,
  signature,
  unsignedError,
];

/** The day of the newest change to any rule; stands in every verdict, so that a verdict can be reproduced. */
export const RULES_VERSION = '2026-11-23';
