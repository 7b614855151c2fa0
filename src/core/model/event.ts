import { byCodeUnit } from './bytes.ts';
import type { Instant } from './time.ts';

/** Something that happened in an incident, as the user of a case says: never evidence, and no rule looks at it. */
export interface CaseEvent {
  /** ms UTC. */
  readonly at: Instant;
  /** The moment in the words it was written in, zone included: `2022-08-08 16:20 PDT`. */
  readonly written: string;
  readonly label: string;
}

/** The same thing at the same moment is one event, however it was written. */
export const eventKey = ({ at, label }: Pick<CaseEvent, 'at' | 'label'>): string => `${at} ${label}`;

/** Events of several sources as one list: by time, then label; of those that are the same, the first counts. */
export function mergeEvents(...lists: readonly (readonly CaseEvent[])[]): readonly CaseEvent[] {
  const byKey = new Map<string, CaseEvent>();
  for (const event of lists.flat()) if (!byKey.has(eventKey(event))) byKey.set(eventKey(event), event);
  return [...byKey.values()].sort((a, b) => a.at - b.at || byCodeUnit(a.label, b.label));
}
