import type { VerifiedEntry, VerifiedResponse } from '../../verify/index.ts';
import { hasOcsp } from '../scope.ts';
import { producedAtOf } from '../words.ts';
import { MOVED_TO_4_9_9 } from './sections.ts';

/** Since SC-76 the duties to renew bind only for certificates that name an OCSP responder (policy.md section 2.2). */
export const ocspServiceOwed = (entry: VerifiedEntry | null, response: VerifiedResponse): true | string =>
  entry === null || producedAtOf(response) < MOVED_TO_4_9_9 || hasOcsp(entry);
