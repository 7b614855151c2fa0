import type { Instant } from '../model/time.ts';
import type { Situation } from './situation.ts';

/** The moments a rule's windows can be measured by. */
export type Clock =
  /** When the response was signed. */
  | 'producedAt'
  /** The certificate's own start: the date people give certificates. */
  | 'notBefore'
  /** notBefore, or proof of publication when that is earlier: the certificate was issued by then. */
  | 'issued'
  /** The start of the responder certificate that signed the response. */
  | 'signerNotBefore'
  /** producedAt; a response without one (an error, an undecodable one) is measured by today's text. */
  | 'producedAtOrAlways'
  /** When the CRL entry says that the certificate was revoked. */
  | 'revocationDate'
  /** When the CRL was issued. */
  | 'thisUpdate'
  /** In force always: nothing to measure. */
  | 'always';

/** What a clock's reading rests on besides its subject: the proof of publication, where that is the earlier moment. */
export function clockEvidence(clock: Clock, { entry }: Situation): readonly string[] {
  const { publication, subject } = entry ?? {};
  if (clock !== 'issued' || !publication || !subject) return [];
  return publication.instant < subject.inHand.certificate.validity.notBefore.instant ? publication.evidence : [];
}

/** Reads a clock; `null` when the subject has none, which is itself a missing fact. */
export function readClock(clock: Clock, situation: Situation): Instant | null {
  const { entry, response, crl, crlStatus } = situation;
  switch (clock) {
    case 'always':
      return 0;
    case 'producedAt':
      return response?.response?.basicOCSPResponse?.tbsResponseData.producedAt.instant ?? null;
    case 'producedAtOrAlways':
      return response?.response?.basicOCSPResponse?.tbsResponseData.producedAt.instant ?? Number.MAX_SAFE_INTEGER;
    case 'notBefore':
      return entry?.subject.inHand.certificate.validity.notBefore.instant ?? null;
    case 'issued': {
      const notBefore = entry?.subject.inHand.certificate.validity.notBefore.instant;
      if (notBefore === undefined) return null;
      return Math.min(notBefore, entry?.publication?.instant ?? notBefore);
    }
    case 'signerNotBefore':
      return response?.responder?.signer?.certificate.validity.notBefore.instant ?? null;
    case 'revocationDate':
      return crlStatus?.revoked?.revocationDate.instant ?? null;
    case 'thisUpdate':
      return crl?.list?.thisUpdate.instant ?? null;
  }
}
