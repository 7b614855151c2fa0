import type { CaseEvent } from '../../core/model/event.ts';
import type { WrittenMoment } from '../../core/model/moment.ts';
import { MOST_LABEL } from './events.ts';

/** A moment that stands in what was handed in, as an event that one click adds. */
export interface Suggestion {
  readonly key: string;
  readonly written: string;
  /** The line it stood in, cut to what an event may say. */
  readonly label: string;
  /** Where that was. */
  readonly from: string;
  /** `null` where it cannot be told which moment is meant: then `doubt` says why. */
  readonly event: CaseEvent | null;
  readonly doubt: string | null;
}

/** In the order of time, those that cannot be told last; without what is an event already. */
export function suggestionsOf(moments: readonly WrittenMoment[], events: readonly CaseEvent[]): readonly Suggestion[] {
  const there = new Set(events.map(({ at, written }) => `${at} ${written}`));
  return moments
    .filter(({ at, written }) => at === null || !there.has(`${at} ${written}`))
    .map(({ at, written, context, from, doubt }) => {
      const label = cut(context.trim() || written);
      return {
        key: `${written}\n${context}`,
        written,
        label,
        from: from.join(', '),
        event: at === null ? null : { at, written, label },
        doubt: doubt?.message ?? (at === null ? 'No time zone is written, so the moment cannot be told.' : null),
      };
    });
}

const cut = (text: string): string =>
  text.length <= MOST_LABEL ? text : `${text.slice(0, MOST_LABEL - 1).trimEnd()}…`;
