import { formatInstant, parseInstant, SECOND, type Instant } from '../../core/model/time.ts';

/** What the field **Evaluate as of** says: a moment, the present (empty), or nothing that can be read. */
export type AsOf =
  { readonly kind: 'now' } | { readonly kind: 'instant'; readonly instant: Instant } | { readonly kind: 'unreadable' };

export function readAsOf(text: string): AsOf {
  if (text.trim() === '') return { kind: 'now' };
  const instant = parseInstant(text);
  return instant === null ? { kind: 'unreadable' } : { kind: 'instant', instant };
}

/** As a case keeps it: RFC 3339, or `''` for the present. */
export const keptAsOf = (asOf: AsOf): string => (asOf.kind === 'instant' ? formatInstant(asOf.instant) : '');

/** The moment to evaluate at; the clock is cut to the second, because the document has none finer. */
export function momentOf(asOf: AsOf, clock: () => number): Instant | null {
  if (asOf.kind === 'unreadable') return null;
  return asOf.kind === 'instant' ? asOf.instant : Math.floor(clock() / SECOND) * SECOND;
}
