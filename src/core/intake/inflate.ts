import { Gunzip, Inflate } from 'fflate';
import { concatBytes } from '../model/bytes.ts';
import type { ArchiveMeter, Spent } from './budget.ts';

/** Octets fed at once: deflate expands at most 1,032 times, so no step can produce more than about 17 MB unasked. */
const STEP = 16 * 1024;

export interface Inflated {
  /** All that could be unpacked. */
  readonly bytes: Uint8Array;
  /** Why it is not all: the budget, or what is wrong with the data. */
  readonly stopped: Spent | 'damaged' | null;
}

/** Unpacks a raw deflate stream or a gzip file of unknown size, asking the meter before each step's output is kept. */
export function inflateBounded(format: 'deflate' | 'gzip', data: Uint8Array, meter: ArchiveMeter): Inflated {
  const parts: Uint8Array[] = [];
  let stopped: Spent | null = null;
  let complete = false;
  const stream = format === 'gzip' ? new Gunzip() : new Inflate();
  stream.ondata = (part, final) => {
    complete = final;
    if (stopped || part.length === 0) return;
    stopped = meter.expand(part.length);
    if (!stopped) parts.push(part);
  };
  try {
    for (let at = 0; at < data.length && !stopped; at += STEP)
      stream.push(data.subarray(at, at + STEP), at + STEP >= data.length);
  } catch {
    return { bytes: concatBytes(parts), stopped: stopped ?? 'damaged' };
  }
  return { bytes: concatBytes(parts), stopped: stopped ?? (complete ? null : 'damaged') };
}
