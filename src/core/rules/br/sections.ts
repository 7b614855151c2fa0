import type { Window } from '../rule.ts';
import { utc } from '../sources.ts';

/** SC-76 (BR 2.1.0) moved all of 4.9.10 into 4.9.9 and wrote most of it anew. */
export const MOVED_TO_4_9_9 = utc('2024-11-14');

/** SC-63 (BR 2.0.1) made OCSP optional: sections 4.9.9 and 4.9.10 then spoke of certificates that name a responder. */
export const OCSP_OPTIONAL = utc('2024-03-15');

/**
 * A clause on OCSP that stood in 4.9.10 and stands in 4.9.9 since 2024-11-14, in the words of each; in force from a day
 * (or since before all evidence).
 */
export function onlineChecking(in4910: string, in499: string, from?: string): Window[] {
  const start = from === undefined ? {} : { from: utc(from) };
  return [
    { ...start, until: MOVED_TO_4_9_9, section: '4.9.10', quote: in4910 },
    { from: MOVED_TO_4_9_9, section: '4.9.9', quote: in499 },
  ];
}

/** Since SC-76 both bounds of the validity interval stand in one sentence. */
export const VALIDITY_IN_4_9_9 =
  'OCSP responses for Subscriber Certificates MUST have a validity interval greater than or equal to eight hours and less than or equal to ten days.';
