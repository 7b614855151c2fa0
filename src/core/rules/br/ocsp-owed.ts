import type { VerifiedEntry, VerifiedResponse } from '../../verify/index.ts';
import { hasOcsp } from '../scope.ts';
import { producedAtOf } from '../words.ts';
import { MOVED_TO_4_9_9, OCSP_OPTIONAL } from './sections.ts';

/** Since OCSP is optional the duties to renew bind only for certificates that name an OCSP responder (policy.md section 2.1). */
export const ocspServiceOwed = (entry: VerifiedEntry | null, response: VerifiedResponse): true | string =>
  entry === null || producedAtOf(response) < OCSP_OPTIONAL || hasOcsp(entry);

/** The bounds of the validity interval did so until SC-76, which made them hold for every answer about a subscriber certificate. */
export const intervalBound = (entry: VerifiedEntry | null, response: VerifiedResponse): true | string =>
  producedAtOf(response) >= MOVED_TO_4_9_9 || ocspServiceOwed(entry, response);
