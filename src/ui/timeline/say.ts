import { VERDICTS } from '../../core/model/verdict.ts';
import { visibleText } from '../text/visible.ts';
import { count, KIND_WORD, STATUS_WORD, VERDICT_WORD } from '../text/words.ts';
import { STATUSES, type TimelineData } from './data.ts';
import { sayMoment, saySpan } from './utc.ts';

/** The words of what can be pointed at. */

const MOST_ANSWERS = 6;

/** All about one certificate. */
export function laneLines(data: TimelineData, row: number): readonly string[] {
  const { entry } = data.rows[row]!;
  const [first, end] = [data.firstAnswer[row]!, data.firstAnswer[row + 1]!];
  const answers = Array.from({ length: Math.min(MOST_ANSWERS, end - first) }, (_, at) => shortAnswer(data, first + at));
  const captures = [...data.captures.at].filter((_, at) => data.captures.of[at] === row);
  return [
    `${VERDICT_WORD[entry.verdict]} · ${KIND_WORD[entry.kind]}`,
    `issued ${sayMoment(data.issued[row]!)} (${BASIS[entry.issued.basis]})`,
    `valid until ${sayMoment(data.notAfter[row]!)}`,
    ...answers,
    ...(end - first > MOST_ANSWERS ? [`and ${count(end - first - MOST_ANSWERS, 'more answer')}`] : []),
    ...(end === first ? ['no authoritative answer in this case'] : []),
    ...captures.slice(0, 2).map((at) => `said to have been captured ${sayMoment(at)}`),
    ...(captures.length > 2 ? [`and ${count(captures.length - 2, 'more capture')}`] : []),
  ];
}

const BASIS = { notBefore: 'its notBefore', sct: 'by its SCT', 'log-entry': 'by its log entry' } as const;

const statusWord = (data: TimelineData, answer: number): string => STATUS_WORD[STATUSES[data.answers.status[answer]!]!];

function shortAnswer(data: TimelineData, answer: number): string {
  const [from, until] = [data.answers.thisUpdate[answer]!, data.answers.nextUpdate[answer]!];
  return until > from
    ? `${statusWord(data, answer)} from ${saySpan(from, until)}`
    : `${statusWord(data, answer)} at ${sayMoment(from)}, without nextUpdate`;
}

/** All about one answer. */
export function answerLines(data: TimelineData, answer: number): { title: string; lines: readonly string[] } {
  const [from, until] = [data.answers.thisUpdate[answer]!, data.answers.nextUpdate[answer]!];
  return {
    title: `${statusWord(data, answer)}, ${visibleText(data.rows[data.answers.of[answer]!]!.name)}`,
    lines: [
      `producedAt ${sayMoment(data.answers.producedAt[answer]!)}`,
      `thisUpdate ${sayMoment(from)}`,
      until > from ? `nextUpdate ${sayMoment(until)}` : 'no nextUpdate',
    ],
  };
}

const each = (counts: readonly number[], words: readonly string[]): string =>
  counts.flatMap((n, at) => (n > 0 ? [`${n} ${words[at]}`] : [])).join(', ');

/** `12 issued: 3 violation, 9 no violation found`; `of 40` where the table lists only some. */
export function sayIssued(counts: readonly number[], all: number): string {
  return sayCounts(
    counts,
    all,
    'issued',
    VERDICTS.map((verdict) => VERDICT_WORD[verdict].toLowerCase()),
  );
}

export const sayAnswers = (counts: readonly number[], all: number): string =>
  sayCounts(
    counts,
    all,
    all === 1 ? 'answer' : 'answers',
    STATUSES.map((status) => STATUS_WORD[status]),
  );

export const sayInForce = (counts: readonly number[]): string =>
  counts.some((n) => n > 0)
    ? `in force: ${each(
        counts,
        STATUSES.map((status) => STATUS_WORD[status]),
      )}`
    : 'no answer in force';

function sayCounts(counts: readonly number[], all: number, what: string, words: readonly string[]): string {
  const listed = counts.reduce((sum, n) => sum + n, 0);
  const head = listed === all ? `${all} ${what}` : `${listed} of ${all} ${what}`;
  return listed === 0 ? head : `${head}: ${each(counts, words)}`;
}
