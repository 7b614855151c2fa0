import { readMoment, readZone } from '../moments/index.ts';
import { MINUTE, type Instant } from '../model/time.ts';
import type { Understanding } from './clocks.ts';

/** A moment as typed, or why it cannot be read. */
export interface Typed {
  /** ms UTC. */
  readonly at: Instant | null;
  /** It names a day only. */
  readonly day: boolean;
  /** What is wrong or odd about it, in a sentence that says what to do; `null` when nothing is. */
  readonly problem: string | null;
}

const NOTHING: Typed = { at: null, day: false, problem: null };

/** A moment; without a zone of its own it is in `zone`, which is UTC when it is empty. */
export function instantOf(text: string, zone: string): Typed {
  if (text.trim() === '') return NOTHING;
  const read = readMoment(text, { zone: zone.trim() || 'UTC' });
  if (!read.ok) return { ...NOTHING, problem: read.message };
  const { instant, precision, doubt } = read.value;
  return { at: instant, day: precision === 'day', problem: doubt?.message ?? null };
}

export interface Understandings {
  readonly ways: readonly Understanding[];
  readonly problem: string | null;
}

/**
 * The ways to understand a typed moment: in its own zone or the chosen one, and, where that is another moment, the same
 * words in UTC. Policies name days without a zone, and CAs write in their own.
 */
export function understandingsOf(text: string, zone: string): Understandings {
  const { at, problem } = instantOf(text, zone);
  if (at === null) return { ways: [], problem };
  const read = readMoment(text, { zone: zone.trim() || 'UTC' });
  const { zone: own = null, offsetMinutes = 0 } = read.ok ? read.value : {};
  const name = own ?? (zone.trim() || 'UTC');
  const utc = { name: 'UTC', at: at + (offsetMinutes ?? 0) * MINUTE };
  return { ways: offsetMinutes ? [{ name, at }, utc] : [{ name, at }], problem };
}

/** What is wrong with a zone as typed; `null` when nothing is. */
export function zoneProblem(zone: string): string | null {
  if (zone.trim() === '') return null;
  const read = readZone(zone);
  return read.ok ? null : read.message;
}
