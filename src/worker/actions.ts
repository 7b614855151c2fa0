import type { Case } from '../core/model/case.ts';
import type { CaseHead } from '../core/model/case-head.ts';
import type { Problem } from '../core/model/evidence.ts';
import type { Instant } from '../core/model/time.ts';
import type { Reading } from '../core/model/verdict.ts';
import type { Result } from '../core/model/result.ts';
import type { Chain } from '../core/issuers/index.ts';
import type { Reproduction } from '../core/reproduce/index.ts';
import type { OcspExchange, RequestHash } from '../core/todo/index.ts';
import type { ReportAsked, ReportFile } from './report.ts';
import type { StorageUse } from '../store/usage.ts';
import type { ListedAs } from '../core/model/stated.ts';
import type { Line, ListKey, ReconcileAsked, Reconciled } from './reconciled.ts';
import type { LastView } from './last-view.ts';
import type { PackedRows } from './packed-rows.ts';
import type { Questions } from './questions.ts';
import type { ToDo } from './to-do.ts';
import type { Evaluated } from './view.ts';

/** A file, or pasted text under a name of its own (`pasted text`). */
export interface HandedIn {
  readonly name: string;
  readonly data: Blob | string;
}

export interface EvaluateOptions {
  /** ms UTC. */
  readonly evaluatedAt: Instant;
  readonly reading: Reading;
  /** Lets certificates of the issuer library join the case's evidence where the verdict cannot be told without them. */
  readonly fromLibrary?: true;
  /** Lets evidence of other cases join this one where it names the SHA-256 and lacks the bytes. */
  readonly fromCases?: true;
}

/** What became of a backup. */
export interface Restored {
  /** Cases that were brought back. */
  readonly restored: number;
  /** Cases that were here already, just as they are in the backup. */
  readonly unchanged: number;
  /** What could not be brought back, or not wholly. */
  readonly problems: readonly Problem[];
}

/**
 * Everything the page can ask of the worker: the one typed table. Every action may be run twice with the same effect
 * as once, so a call that was under way when its worker was ended is simply sent again to the next one.
 */
export interface Actions extends Questions {
  /** All cases, the one worked on last first. */
  listCases(): Promise<CaseHead[]>;
  openCase(id: string): Promise<CaseHead | null>;
  createCase(title: string): Promise<CaseHead>;
  updateCase(
    id: string,
    changes: Partial<Pick<Case, 'title' | 'description' | 'evaluateAsOf' | 'reading' | 'events' | 'stated'>>,
  ): Promise<CaseHead>;
  /** The same case once more, under another title and to go its own way; the evidence is kept once. Fails when there is no such case. */
  duplicateCase(id: string, title: string): Promise<CaseHead>;
  /** Can be undone by `restoreCase`, until the app is opened anew. */
  deleteCase(id: string): Promise<void>;
  restoreCase(id: string): Promise<void>;
  /**
   * Reads, recognises and saves what was handed in: all of it or, when that fails or is aborted, nothing. `problems` are
   * what went wrong before, about files that never came; they are kept with the case.
   */
  addEvidence(caseId: string, handed: readonly HandedIn[], problems?: readonly Problem[]): Promise<CaseHead>;
  /** Fetches what reading evidence takes, for somebody who is about to hand some in. */
  prepare(): Promise<void>;
  /** A new case made of the sample evidence. */
  openSample(): Promise<CaseHead>;
  /** What the case showed when it was evaluated last, where that is kept: to be shown until it is evaluated again. */
  lastView(caseId: string): Promise<LastView | null>;
  /** A portion of the rows of the last view that was asked for. */
  lastRows(caseId: string, portion: number): Promise<PackedRows | null>;
  /** The verdicts are then asked for (questions.ts). */
  evaluate(caseId: string, options: EvaluateOptions): Promise<Evaluated>;
  /** Makes the verdict JSONs handed into this case again, each with its own date, reading and title, and compares. */
  reproduce(caseId: string): Promise<Reproduction[]>;
  /** The way up from a certificate of the case to a root that Mozilla's programme has; `null` when it is not in hand. */
  chain(caseId: string, sha256: string): Promise<Chain | null>;
  /** The case as one ZIP, with the verdict of this date and reading. */
  exportBundle(caseId: string, options: EvaluateOptions): Promise<Blob>;
  /** All cases as one ZIP of bundles. `evaluatedAt` (ms UTC): for cases that have no date of their own. */
  backup(evaluatedAt: Instant): Promise<Uint8Array>;
  /** Brings the cases of a backup back, every byte checked. A case that was changed here since stays; the backup's comes beside it. */
  restoreBackup(file: Blob): Promise<Restored>;
  /** What the last evaluation of this case found missing, the first `most` lines; `null` when there is no such evaluation any more. */
  toDo(caseId: string, most: number): Promise<ToDo | null>;
  /** The shell script that fetches all of it; `null` when there is nothing that a script can fetch. */
  toDoScript(caseId: string): Promise<string | null>;
  /** An OCSPRequest about a certificate of the last evaluation. A failure says what is missing to build one. */
  ocspRequest(
    caseId: string,
    sha256: string,
    options: { readonly hash: RequestHash; readonly nonce: Uint8Array | null },
  ): Promise<Result<OcspExchange>>;
  /** Keeps a list that somebody states with the case. Fails with `stated/…` when it is no text. */
  addStatedList(
    caseId: string,
    list: { readonly name: string; readonly listedAs: ListedAs; readonly data: Blob | string },
  ): Promise<CaseHead>;
  /** What was stated beside the last evaluation of this case; `null` when there is no such evaluation any more. */
  reconcile(caseId: string, asked: ReconcileAsked): Promise<Reconciled | null>;
  /** Some lines of what a number of a reconciliation counts; `null` when there was another reconciliation since. */
  reconciledLines(serial: number, key: ListKey, from: number, count: number): Promise<Line[] | null>;
  /** All of them as text. */
  reconciledFile(serial: number, key: ListKey): Promise<Blob | null>;
  /** A report on the last evaluation of this case; `null` when there is no such evaluation any more. */
  report(caseId: string, asked: ReportAsked): Promise<ReportFile | null>;
  /** The exact bytes, checked against their hash; `null` when they are not kept. */
  readEvidence(sha256: string): Promise<Uint8Array | null>;
  storage(): Promise<StorageUse>;
}

export type ActionName = keyof Actions;
export type Answer<K extends ActionName> = Awaited<ReturnType<Actions[K]>>;

/** How far a long action has come. `step` is one of a few words the page has a sentence for. */
export interface Progress {
  readonly step: 'reading' | 'recognising' | 'saving' | 'loading' | 'evaluating' | 'reconciling';
  readonly done: number;
  readonly total: number;
}

/** What the worker tells the page without being asked. */
export type EngineEvent =
  /** Something about the storage that the user should know until they dismiss it. */
  | { readonly type: 'notice'; readonly code: string; readonly message: string }
  /** The issuer library has certificates without which this case cannot be told. They join only when asked to, so that a verdict rests on what was handed in and on nothing that this browser happens to remember. */
  | { readonly type: 'issuers-known'; readonly known: number; readonly id: string }
  /** Certificates of the issuer library joined the evidence of this case, which is now as given: it could not be told without them. */
  | { readonly type: 'issuers-added'; readonly added: number; readonly case: CaseHead }
  /** Other cases have bytes that this case knows by fingerprint only; `title` is that of the case with the most. They, too, join only when asked to. */
  | { readonly type: 'evidence-known'; readonly known: number; readonly title: string; readonly id: string }
  /** Evidence of other cases joined this case, which is now as given. */
  | { readonly type: 'evidence-added'; readonly added: number; readonly case: CaseHead }
  /** Another tab changed, added or removed this case. */
  | { readonly type: 'case-changed'; readonly id: string };
