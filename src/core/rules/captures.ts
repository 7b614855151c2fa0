import type { Claim } from '../model/evidence.ts';
import { time } from './words.ts';

/** A claim that says when. */
export type Capture = Claim & { readonly capturedAt: number };

/** Nobody signed it: `as headers.txt claims (served at …, unsigned)`. */
export const claimed = ({ from, capturedAt }: Capture): string =>
  `as ${from} claims (served at ${time(capturedAt)}, unsigned)`;
