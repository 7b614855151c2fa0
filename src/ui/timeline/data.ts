import type { Claim } from '../../core/model/evidence.ts';
import type { Row } from '../../core/model/row.ts';
import { VERDICTS } from '../../core/model/verdict.ts';
import { DAY } from '../../core/model/time.ts';
import { around, type Span } from './span.ts';
import { readUtc } from './utc.ts';

/** The order in which statuses are stacked and listed. */
export const STATUSES = ['good', 'unknown', 'revoked'] as const;

/** When the response of this SHA-256 is said to have been served (ms UTC). */
export type Capture = Pick<Claim, 'sha256' | 'capturedAt'>;

/** All times of a case as flat numbers (ms UTC), read once, so that every picture of it is quick arithmetic. */
export interface TimelineData {
  readonly rows: readonly Row[];
  /** By position in `rows`. */
  readonly issued: Float64Array;
  readonly notBefore: Float64Array;
  readonly notAfter: Float64Array;
  /** Position in `VERDICTS`. */
  readonly verdict: Uint8Array;
  /** Authoritative answers, those of one certificate side by side, by producedAt. */
  readonly answers: Answers;
  /** Where the answers of a row begin; one longer than `rows`. */
  readonly firstAnswer: Int32Array;
  /** When responses are said to have been served: claims, not evidence. By time. */
  readonly captures: Captures;
  /** From the first to the last of these moments; `null` when there are none. */
  readonly extent: Span | null;
}

export interface Answers {
  /** Position in `rows`. */
  readonly of: Int32Array;
  readonly producedAt: Float64Array;
  readonly thisUpdate: Float64Array;
  /** Where there is no nextUpdate: thisUpdate, because newer information is then to be had at any time (RFC 6960 section 4.2.2.1). */
  readonly nextUpdate: Float64Array;
  /** Position in `STATUSES`. */
  readonly status: Uint8Array;
}

export interface Captures {
  /** Position in `rows`. */
  readonly of: Int32Array;
  readonly at: Float64Array;
}

const made = new WeakMap<readonly Row[], TimelineData>();

/** Without captures it is kept as long as the rows are, so that it can be made before the picture is. */
export function timelineData(rows: readonly Row[], claims: readonly Capture[] = []): TimelineData {
  if (claims.length > 0) return readTimes(rows, claims);
  let data = made.get(rows);
  if (!data) made.set(rows, (data = readTimes(rows, claims)));
  return data;
}

function readTimes(rows: readonly Row[], claims: readonly Capture[]): TimelineData {
  const total = rows.reduce((sum, { entry }) => sum + entry.statuses.length, 0);
  const times = (length: number) => new Float64Array(length);
  const [issued, notBefore, notAfter] = [times(rows.length), times(rows.length), times(rows.length)];
  const verdict = new Uint8Array(rows.length);
  const firstAnswer = new Int32Array(rows.length + 1);
  const answers = {
    of: new Int32Array(total),
    producedAt: times(total),
    thisUpdate: times(total),
    nextUpdate: times(total),
    status: new Uint8Array(total),
  };
  let at = 0;
  for (const [index, { entry }] of rows.entries()) {
    notBefore[index] = readUtc(entry.notBefore);
    notAfter[index] = readUtc(entry.notAfter);
    issued[index] = entry.issued.instant === entry.notBefore ? notBefore[index]! : readUtc(entry.issued.instant);
    verdict[index] = VERDICTS.indexOf(entry.verdict);
    firstAnswer[index] = at;
    for (const { producedAt, thisUpdate, nextUpdate, certStatus } of entry.statuses) {
      answers.of[at] = index;
      answers.producedAt[at] = readUtc(producedAt);
      answers.thisUpdate[at] = thisUpdate === producedAt ? answers.producedAt[at]! : readUtc(thisUpdate);
      answers.nextUpdate[at] = nextUpdate === null ? answers.thisUpdate[at]! : readUtc(nextUpdate);
      answers.status[at] = STATUSES.indexOf(certStatus);
      at++;
    }
  }
  firstAnswer[rows.length] = at;
  const captures = capturesOf(rows, claims);
  const extent = extentOf(issued, answers, captures);
  return { rows, issued, notBefore, notAfter, verdict, answers, firstAnswer, captures, extent };
}

function capturesOf(rows: readonly Row[], claims: readonly Capture[]): Captures {
  const byEvidence = new Map<string, Set<number>>();
  for (const { sha256, capturedAt } of claims)
    if (capturedAt !== undefined && Number.isFinite(capturedAt))
      byEvidence.set(sha256, (byEvidence.get(sha256) ?? new Set()).add(capturedAt));
  const found: [number, number][] = [];
  if (byEvidence.size > 0)
    for (const [index, { entry }] of rows.entries())
      for (const { evidence } of entry.statuses)
        for (const at of byEvidence.get(evidence) ?? []) found.push([at, index]);
  found.sort(([a, i], [b, k]) => a - b || i - k);
  return { of: Int32Array.from(found, ([, of]) => of), at: Float64Array.from(found, ([at]) => at) };
}

/** Which rows are listed in the table, 1 for those that are; `null` when all are. */
export function shownOf(data: TimelineData, listed: readonly Row[]): Uint8Array | null {
  if (listed.length === data.rows.length) return null;
  const shown = new Uint8Array(data.rows.length);
  for (const { index } of listed) shown[index] = 1;
  return shown;
}

/** A validity longer than this (ms) says more about its author than about the case, and must not squeeze all the rest. */
const LONG = 400 * DAY;

/** The span that shows all there is: issuance, answers, captures and events, and the moment of evaluation where it is near. */
export function fit({ extent }: TimelineData, events: readonly number[], evaluatedAt: number | null): Span {
  const moments = [...(extent ? [extent.from, extent.until] : []), ...events];
  const all = around(moments) ?? around([evaluatedAt ?? Date.UTC(2022, 9, 1)])!;
  if (evaluatedAt === null) return all;
  const near = (all.until - all.from) * 0.25;
  const isNear = evaluatedAt > all.from - near && evaluatedAt < all.until + near;
  return isNear ? around([...moments, evaluatedAt])! : all;
}

/** The first and the last moment of all that is drawn; `null` when nothing is. */
function extentOf(
  issued: Float64Array,
  { producedAt, thisUpdate, nextUpdate }: Answers,
  { at }: Captures,
): Span | null {
  let [from, until] = [Infinity, -Infinity];
  const see = (moment: number) => {
    if (moment < from) from = moment;
    if (moment > until) until = moment;
  };
  issued.forEach(see);
  producedAt.forEach(see);
  thisUpdate.forEach(see);
  for (let answer = 0; answer < nextUpdate.length; answer++)
    if (nextUpdate[answer]! - thisUpdate[answer]! <= LONG) see(nextUpdate[answer]!);
  at.forEach(see);
  return from <= until ? { from, until } : null;
}
