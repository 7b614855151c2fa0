import type { AnyCertificate } from '../../model/certificate.ts';
import { SECOND } from '../../model/time.ts';

/** "The period of time from notBefore through notAfter, inclusive" (BR 1.6.1): both seconds count; ms. */
export const validityPeriod = ({ validity: { notBefore, notAfter } }: AnyCertificate): number =>
  notAfter.instant - notBefore.instant + SECOND;
