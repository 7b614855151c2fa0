import { formatInstant } from '../../core/model/time.ts';
import type { Row } from '../../core/model/row.ts';
import type { TimelineData } from './data.ts';
import type { Span } from './span.ts';
import { saySpan } from './utc.ts';

/** A span of time as a filter of the table. */

export const SPAN_MEASURES = ['issued', 'producedAt'] as const;
/** What has to lie in the span: the issuance of a certificate, or any answer about it. */
export type SpanMeasure = (typeof SPAN_MEASURES)[number];

export interface SpanFilter extends Span {
  readonly by: SpanMeasure;
}

export const MEASURE_WORD: Record<SpanMeasure, string> = { issued: 'Issued', producedAt: 'Answered' };

export const saySpanFilter = ({ by, from, until }: SpanFilter): string => `${MEASURE_WORD[by]} ${saySpan(from, until)}`;

/** Whether a row is in the span; moments of the document compare as text, because they are all written alike. */
export function inSpan({ by, from, until }: SpanFilter): (row: Row) => boolean {
  const [first, end] = [formatInstant(Math.ceil(from / 1000) * 1000), formatInstant(Math.ceil(until / 1000) * 1000)];
  const within = (moment: string) => moment >= first && moment < end;
  return by === 'issued'
    ? ({ entry }) => within(entry.issued.instant)
    : ({ entry }) => entry.statuses.some(({ producedAt }) => within(producedAt));
}

/** How many rows are in the span, quickly, for while it is drawn. */
export function countIn({ issued, answers, rows }: TimelineData, { by, from, until }: SpanFilter): number {
  let n = 0;
  if (by === 'issued') {
    for (const at of issued) if (at >= from && at < until) n++;
    return n;
  }
  const seen = new Uint8Array(rows.length);
  for (let answer = 0; answer < answers.of.length; answer++) {
    const at = answers.producedAt[answer]!;
    if (at < from || at >= until || seen[answers.of[answer]!] === 1) continue;
    seen[answers.of[answer]!] = 1;
    n++;
  }
  return n;
}
