import type { Row } from '../core/model/row.ts';
import { ok, type Result } from '../core/model/result.ts';
import { parseInstant } from '../core/model/time.ts';
import { reconcile, type Found, type StatedList } from '../core/reconcile/index.ts';
import type { Current } from './current.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import { fileOf } from './export.ts';
import type { Call } from './handlers.ts';
import { particularsOf } from './particulars.ts';
import { told, type Line, type ListKey, type ReconcileAsked, type Reconciled } from './reconciled.ts';
import { linesOf, plainLines, type Lines } from './reconciled-lines.ts';
import { readLists } from './stated.ts';

interface Last {
  readonly serial: number;
  readonly found: Found;
  readonly names: readonly string[];
  readonly rows: readonly Row[];
  /** The list that was looked at last: somebody walks through it portion by portion. */
  opened: { readonly key: ListKey; readonly lines: Lines | null } | null;
}

/**
 * What was stated beside the last evaluation. Lists of 100,000 lines are read, matched and kept here; the page gets
 * numbers, and the lines it shows.
 */
export class ReconcileDesk {
  readonly #current: Current;
  readonly #reader: EvidenceReader;
  /** The lists of the last reconciliation by their SHA-256: a word that changes does not read them again. */
  readonly #read = new Map<string, StatedList>();
  #last: Last | null = null;
  #serial = 0;

  constructor(current: Current, reader: EvidenceReader) {
    this.#current = current;
    this.#reader = reader;
  }

  /** `null`: the last evaluation was of another case. */
  async reconcile(call: Call, caseId: string, asked: ReconcileAsked): Promise<Result<Reconciled | null>> {
    if (!this.#current.of(caseId)) return ok(null);
    const lists = await readLists(asked.lists, this.#reader, this.#read, (done, total) =>
      call.progress('loading', done, total),
    );
    if (!lists.ok) return lists;
    for (const sha256 of this.#read.keys())
      if (!asked.lists.some((list) => list.sha256 === sha256)) this.#read.delete(sha256);
    const judged = this.#current.of(caseId);
    if (!judged) return ok(null);
    const total = lists.value.reduce((sum, { list }) => sum + list.entries.length, 0);
    const { head } = judged.evaluation;
    const rows = [...judged.evaluation.rows];
    const found = reconcile({
      lists: lists.value,
      words: asked.words,
      rows,
      compared: asked.compared,
      shown: [...asked.shown].flatMap((at) => rows[at] ?? []),
      evaluatedAt: parseInstant(head.evaluatedAt)!,
      revocation: particularsOf(judged).revocation,
      onLines: (done) => call.progress('reconciling', done, total),
    });
    const names = lists.value.map(({ name }) => name);
    this.#last = { serial: ++this.#serial, found, names, rows, opened: null };
    return ok(told(found, this.#serial));
  }

  /** Some lines of a list that a number of this reconciliation counts; `null` when there is another by now. */
  lines(serial: number, key: ListKey, from: number, count: number): Line[] | null {
    const lines = this.#open(serial, key);
    if (!lines) return null;
    const end = Math.min(lines.size, from + count);
    return Array.from({ length: Math.max(0, end - from) }, (_, at) => lines.at(from + at));
  }

  /** All of it as text. */
  async file(serial: number, key: ListKey): Promise<Blob | null> {
    const lines = this.#open(serial, key);
    const { rows } = this.#last ?? {};
    return lines && rows ? fileOf(plainLines(lines, rows), 'text/plain;charset=utf-8', turn) : null;
  }

  #open(serial: number, key: ListKey): Lines | null {
    const last = this.#last;
    if (last?.serial !== serial) return null;
    if (last.opened?.key !== key) last.opened = { key, lines: linesOf(last.found, last.names, key) };
    return last.opened.lines;
  }
}

/** Lets messages of the page have their turn. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
