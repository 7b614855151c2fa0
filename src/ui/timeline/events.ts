import { mergeEvents, eventKey, type CaseEvent } from '../../core/model/event.ts';
import { readMoment } from '../../core/moments/index.ts';
import type { Instant } from '../../core/model/time.ts';
import { sayMoment } from './utc.ts';

/** The events of a case as its user edits them. */

export const MOST_LABEL = 200;

/** What a written moment means: an instant with anything odd about it, or why it cannot be told. */
export type When =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'moment'; readonly at: Instant; readonly words: string; readonly doubt: string | null };

/** A moment that names no zone is read as UTC, and that is said. */
export function readWhen(text: string): When {
  if (text.trim() === '') return { kind: 'empty' };
  const read = readMoment(text, { zone: 'UTC' });
  if (!read.ok) return { kind: 'unreadable', message: read.message };
  const { instant, zone, precision, doubt } = read.value;
  if (instant === null) return { kind: 'unreadable', message: 'Write its time zone too: UTC, PDT, +02:00.' };
  const day = precision === 'day' ? 'The day begins then.' : null;
  return {
    kind: 'moment',
    at: instant,
    words: sayMoment(instant),
    doubt: doubt?.message ?? (zone === null ? (day ?? 'No zone is written, so it was read as UTC.') : day),
  };
}

/** With one more; `in place of` an older one where it is an edit. */
export const withEvent = (
  events: readonly CaseEvent[],
  event: CaseEvent,
  replaces: CaseEvent | null = null,
): readonly CaseEvent[] => mergeEvents([event], replaces ? withoutEvent(events, replaces) : events);

export const withoutEvent = (events: readonly CaseEvent[], gone: CaseEvent): readonly CaseEvent[] =>
  events.filter((event) => eventKey(event) !== eventKey(gone));
