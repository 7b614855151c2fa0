import { VERDICTS } from '../../core/model/verdict.ts';
import { bars } from './bars.ts';
import { countMoments, countTouching, type Histogram } from './bins.ts';
import { edgesOf, unitFor, type Unit } from './calendar.ts';
import { STATUSES, type TimelineData } from './data.ts';
import type { Frame } from './frame.ts';
import { SHADES, type Shade } from './ink.ts';
import { sayAnswers, sayInForce, sayIssued } from './say.ts';
import { mark, px, rect, type Shape, type Thing } from './scene.ts';
import type { Scale } from './span.ts';
import { saySpan } from './utc.ts';

/** Many certificates: how many were issued and answered for in each unit of the calendar, and how many answers were in force. */

const LEAST_BIN = 6;
const STRIP = 14;

export interface OverviewCounts {
  readonly unit: Unit;
  readonly issued: Histogram;
  readonly answers: Histogram;
  /** By status, then bin. */
  readonly inForce: readonly Uint32Array[];
  /** By bin; empty where nothing is claimed. */
  readonly captures: Uint32Array;
}

/** The counts behind the picture: everything that costs time with many certificates, a few milliseconds. */
export function countOverview(data: TimelineData, shown: Uint8Array | null, scale: Scale): OverviewCounts {
  const unit = unitFor(scale.span, Math.max(8, (scale.right - scale.left) / LEAST_BIN));
  const edges = edgesOf(scale.span, unit);
  const { answers, captures } = data;
  const byStatus = { classOf: answers.status, classes: STATUSES.length, rowOf: answers.of, shown };
  return {
    unit,
    issued: countMoments(data.issued, edges, { classOf: data.verdict, classes: VERDICTS.length, shown }),
    answers: countMoments(answers.producedAt, edges, byStatus),
    inForce: countTouching(answers.thisUpdate, answers.nextUpdate, edges, byStatus),
    captures:
      captures.at.length > 0
        ? countMoments(captures.at, edges, {
            classOf: new Uint8Array(captures.at.length),
            classes: 1,
            rowOf: captures.of,
            shown,
          }).shown[0]!
        : new Uint32Array(),
  };
}

export function drawOverview(counts: OverviewCounts, frame: Frame, scale: Scale): { shapes: Shape[]; things: Thing[] } {
  const { unit, issued, answers, inForce, captures } = counts;
  const strips: (readonly [Strip, Uint32Array])[] = [
    ...STATUSES.map((status, at) => [status, inForce[at]!] as const),
    ...(captures.length > 0 ? [['capture', captures] as const] : []),
  ];
  const gap = frame.narrow ? 18 : 12;
  const stripsTop = frame.bottom - strips.length * STRIP - 2;
  const room = stripsTop - frame.top - 3 * gap;
  const middle = frame.top + gap * 0.75 + room * 0.54;
  const per = `per ${unit.name}`;
  const upper = { frame, scale, top: frame.top + gap * 0.75, bottom: middle };
  const lower = { frame, scale, top: middle + gap, bottom: stripsTop - gap };
  const inks = <Name extends string>(names: readonly Name[]) => names.map((name) => `${name}Bar` as const);
  const shapes = [
    ...bars(issued, { ...upper, inks: inks(VERDICTS), what: 'Issued', per }),
    ...bars(answers, { ...lower, inks: inks(STATUSES), what: 'Answers produced', per }),
    ...strips.flatMap(([of, numbers], at) => strip(of, numbers, issued.edges, frame, scale, stripsTop + at * STRIP)),
  ];
  return { shapes, things: binThings(counts, frame, scale) };
}

type Strip = (typeof STATUSES)[number] | 'capture';
const STRIP_WORD: Record<Strip, string> = {
  good: 'good in force',
  unknown: 'unknown in force',
  revoked: 'revoked in force',
  capture: 'captured, as claimed',
};

/** One band of density: the more answers, the darker, in five steps of the most there are. */
function strip(of: Strip, counts: Uint32Array, edges: Float64Array, frame: Frame, scale: Scale, y: number): Shape[] {
  const { left, right, narrow } = frame;
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const paths: string[] = Array.from({ length: SHADES + 1 }, () => '');
  const shadeOf = (bin: number) => (most > 0 ? Math.ceil((counts[bin]! / most) * SHADES) : 0);
  for (let bin = 0; bin < counts.length;) {
    const shade = shadeOf(bin);
    const start = bin;
    while (bin < counts.length && shadeOf(bin) === shade) bin++;
    const from = Math.max(left, scale(edges[start]!));
    const until = Math.min(right, scale(edges[bin]!));
    if (shade > 0 && until > from) paths[shade] += rect(from, y + 2, Math.max(1.5, until - from), STRIP - 4);
  }
  const shapes: Shape[] = [{ kind: 'path', ink: 'stripe', d: rect(left, y + 2, right - left, STRIP - 4) }];
  for (const [shade, d] of paths.entries()) if (d) shapes.push({ kind: 'path', ink: `${of}${shade}` as Shade, d });
  if (of === 'capture') shapes.push({ kind: 'path', ink: 'capture', d: `M${narrow ? left : 12} ${px(y + 4)}h8l-4 6z` });
  else shapes.push(...mark(of, narrow ? left + 6 : 17, y + STRIP / 2, 11));
  if (!narrow)
    shapes.push({ kind: 'text', ink: 'soft', x: 28, y: px(y + STRIP / 2 + 4), text: STRIP_WORD[of], size: 11.5 });
  return shapes;
}

/** A column for each bin that has something to say. */
function binThings({ issued, answers, inForce }: OverviewCounts, frame: Frame, scale: Scale): Thing[] {
  const { edges } = issued;
  const at = (of: readonly Uint32Array[], bin: number) => of.map((counts) => counts[bin]!);
  const things: Thing[] = [];
  for (let bin = 0; bin < issued.all.length; bin++) {
    const span = { from: edges[bin]!, until: edges[bin + 1]! };
    const x = Math.max(frame.left, scale(span.from));
    const width = Math.min(frame.right, scale(span.until)) - x;
    if (width <= 0) continue;
    things.push({
      id: `bin ${span.from} ${span.until}`,
      x,
      y: frame.top,
      width,
      height: frame.bottom - frame.top,
      title: saySpan(span.from, span.until),
      lines: [
        sayIssued(at(issued.shown, bin), issued.all[bin]!),
        sayAnswers(at(answers.shown, bin), answers.all[bin]!),
        sayInForce(at(inForce, bin)),
      ],
      read: issued.all[bin]! > 0 || answers.all[bin]! > 0,
      span,
    });
  }
  return things;
}
