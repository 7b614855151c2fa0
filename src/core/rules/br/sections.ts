import type { Window } from '../rule.ts';
import { utc } from '../sources.ts';

/** SC-76 (BR 2.1.0) moved all of 4.9.10 into 4.9.9. */
export const MOVED_TO_4_9_9 = utc('2024-11-14');

/** A clause on OCSP that stood in 4.9.10 and stands in 4.9.9 since 2024-11-14, in force from a day (or since before all evidence). */
export function onlineChecking(quote: string, from?: string): Window[] {
  const start = from === undefined ? {} : { from: utc(from) };
  return [
    { ...start, until: MOVED_TO_4_9_9, section: '4.9.10', quote },
    { from: MOVED_TO_4_9_9, section: '4.9.9', quote },
  ];
}
