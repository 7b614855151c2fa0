import type { CaseEvent } from '../core/model/event.ts';
import { parseInstant } from '../core/model/time.ts';
import { choose, makeReport, type Choice, type MadeReport, type Report } from '../core/report/index.ts';
import type { Judgement } from './current.ts';
import { digestOf } from './digest-of-findings.ts';
import { particularsOf } from './particulars.ts';

/** A report that somebody asks for. */
export interface ReportAsked {
  readonly report: Report;
  readonly choice: Choice;
  /** Of the choice `shown`: `Row.key` of the rows. */
  readonly shown: readonly string[];
  /** Leaves out what had expired at the moment of the evaluation. */
  readonly unexpiredOnly: boolean;
  /** The case's title of this moment. */
  readonly title: string;
  readonly events: readonly CaseEvent[];
}

/** A report as a file, and the beginning of it for the screen: the whole may have a hundred megabytes. */
export interface ReportFile extends Omit<MadeReport, 'text'> {
  readonly file: Blob;
  readonly preview: string;
  /** Lines that the preview leaves out. */
  readonly moreLines: number;
  /** How many certificates it is about. */
  readonly certificates: number;
  /** CA and responder certificates that it leaves out. */
  readonly apart: number;
  /** Certificates it is about that had expired. */
  readonly expired: number;
}

const PREVIEW_LINES = 400;
const PREVIEW_CHARACTERS = 200_000;

/** Makes a report of an evaluation. */
export function reportOf(judged: Judgement, asked: ReportAsked): ReportFile {
  const { evaluation } = judged;
  const { head } = evaluation;
  const all = [...evaluation.rows];
  const shown = asked.shown.flatMap((key) => all[evaluation.indexOf(key)] ?? []);
  const at = asked.unexpiredOnly ? parseInstant(head.evaluatedAt) : null;
  const { rows, apart } = choose(asked.choice, all, shown, at);
  const { text, fileName, type } = makeReport(asked.report, {
    head: { ...head, title: asked.title },
    choice: asked.choice,
    rows,
    // Only Markdown tells findings, and they take their time.
    digest: asked.report in TELLS_FINDINGS ? digestOf(evaluation, rows) : [],
    particulars: particularsOf(judged),
    events: asked.events,
  });
  const preview = beginning(text);
  return {
    fileName,
    type,
    file: new Blob([text], { type: `${type};charset=utf-8` }),
    preview,
    moreLines: preview.length === text.length ? 0 : linesIn(text) - linesIn(preview),
    certificates: rows.length,
    apart,
    expired: rows.filter(({ entry }) => entry.notAfter < head.evaluatedAt).length,
  };
}

const TELLS_FINDINGS: Partial<Record<Report, true>> = { preliminary: true, full: true, questions: true };

/** Whole lines from the start, as many as a screen can hold. */
function beginning(text: string): string {
  let end = 0;
  for (let lines = 0; lines < PREVIEW_LINES; lines++) {
    const next = text.indexOf('\n', end) + 1;
    if (next === 0) return text;
    if (next > PREVIEW_CHARACTERS && lines > 0) break;
    end = next;
  }
  return text.slice(0, end);
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
