import { VERDICTS } from '../../core/model/verdict.ts';
import { STATUS_WORD, VERDICT_WORD } from '../text/words.ts';
import { STATUSES, type TimelineData } from './data.ts';
import { BAND, issuance } from './lanes.ts';
import { FLAG } from './flags.ts';
import { horizontal, mark, rect, vertical, type Shape } from './scene.ts';
import type { MomentLine } from './moments.ts';

/** What the shapes mean: only of what this picture can hold. */

export interface LegendItem {
  readonly words: string;
  /** In a box of `width` by 16. */
  readonly shapes: readonly Shape[];
  readonly width: number;
}

export function legendOf(
  data: TimelineData,
  moments: readonly MomentLine[],
  { lanes, partly }: { readonly lanes: boolean; readonly partly: boolean },
): readonly LegendItem[] {
  const verdicts = VERDICTS.filter((_, at) => data.verdict.includes(at));
  const statuses = STATUSES.filter((_, at) => data.answers.status.includes(at));
  const path = (ink: Shape['ink'], d: string): Shape => ({ kind: 'path', ink, d });
  const item = (words: string, width: number, ...shapes: Shape[]): LegendItem => ({ words, shapes, width });
  const kinds = new Set(data.rows.map(({ entry }) => entry.kind));
  return [
    ...verdicts.map((verdict) =>
      lanes
        ? item(VERDICT_WORD[verdict], 15, ...mark(verdict, 7.5, 8, 13))
        : item(VERDICT_WORD[verdict], 32, ...mark(verdict, 7.5, 8, 13), path(`${verdict}Bar`, rect(19, 2, 12, 12))),
    ),
    ...(lanes
      ? [
          ...([...kinds].some((kind) => kind !== 'precertificate-only')
            ? [item('issued', 12, issuance(2, 8, false))]
            : []),
          ...(kinds.has('precertificate-only') ? [item('issued, precertificate only', 12, issuance(2, 8, true))] : []),
          item('valid', 20, path('life', horizontal(0, 19, 8)), path('life', vertical(19, 3, 13))),
        ]
      : []),
    ...statuses.map((status) =>
      lanes
        ? item(STATUS_WORD[status], 38, path(status, BAND[status](7, 37, 8, 10)), ...mark(status, 7.5, 8, 14))
        : item(STATUS_WORD[status], 32, ...mark(status, 7.5, 8, 13), path(`${status}Bar`, rect(19, 2, 12, 12))),
    ),
    ...(lanes && statuses.length > 0
      ? [item('an answer’s bar: thisUpdate to nextUpdate; its mark: producedAt', 0)]
      : []),
    ...(data.captures.at.length > 0 ? [item('captured, as claimed', 12, path('capture', 'M2 5h8l-4 6z'))] : []),
    ...(partly ? [item('not in the table at present', 14, path('ghost', rect(0, 2, 12, 12)))] : []),
    ...MOMENT_KINDS.filter((kind) => moments.some((one) => one.kind === kind)).map((kind) =>
      item(MOMENT_WORD[kind], 16, path(`${kind}Flag`, FLAG[kind](7, 8))),
    ),
  ];
}

const MOMENT_KINDS = ['rule', 'event', 'evaluated'] as const;
const MOMENT_WORD: Record<MomentLine['kind'], string> = {
  rule: 'a rule took effect or changed',
  event: 'event',
  evaluated: 'evaluated as of',
};
