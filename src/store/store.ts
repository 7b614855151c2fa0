import type { Case } from '../core/model/case.ts';
import type { CaseHead } from '../core/model/case-head.ts';
import type { Result } from '../core/model/result.ts';

/**
 * Evidence as it is kept: by the SHA-256 of its bytes, once, however many cases it belongs to. What kind it is and what
 * it was called belongs to each case.
 */
export interface StoredEvidence {
  /** Lower-case hex; the key. Nothing here checks it: whoever reads bytes for an evaluation hashes them again. */
  readonly sha256: string;
  /** May be a view into a larger buffer. */
  readonly bytes: Uint8Array;
}

/** A certificate of the issuer library, kept whatever becomes of the cases it came in. */
export interface StoredIssuer {
  /** Of its bytes, lower-case hex; the key. Like evidence, it is hashed again before it is used. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
  /** Over the DER of its subject Name. */
  readonly subjectSha256: string;
  /** Over its SubjectPublicKeyInfo. */
  readonly spkiSha256: string;
  /** Over the content of its subjectPublicKey. */
  readonly keySha1: string;
}

/** Whom to look for in the issuer library: whoever has one of these names or one of these keys. */
export interface IssuerQuery {
  /** `subjectSha256` values. */
  readonly subjects?: readonly string[];
  /** `spkiSha256` values. */
  readonly spkis?: readonly string[];
  /** `keySha1` values. */
  readonly keys?: readonly string[];
}

/** What a case showed last, to be shown again while it is checked anew. The worker alone reads it (src/worker/last-view.ts). */
export interface StoredView {
  /** JSON. */
  readonly head: string;
  /** Portions of its rows, compressed. */
  readonly rows: readonly Uint8Array<ArrayBuffer>[];
}

/** Something about the store itself that the user should know, though no call failed because of it. */
export interface StoreNotice {
  readonly code: 'store/blocked' | 'store/deleted' | 'store/memory-only' | 'store/outdated-tab' | 'store/reopened';
  /** What happened, and what to do. */
  readonly message: string;
}

/** `done` of `total` pieces of evidence. */
export type StoreProgress = (done: number, total: number) => void;

/**
 * Where cases and evidence are kept (design.md section 7). Two of them: IndexedDB, and plain memory for browsers
 * that offer none. Everything that may fail answers with a `Result`; the codes are in failures.ts. Each call is one
 * transaction: it happens whole or not at all, also when the tab is killed in the middle of it.
 */
export interface Store {
  /** Whether cases outlive the page. */
  readonly keeps: boolean;
  /** All cases, the one worked on last first. */
  listCases(): Promise<Result<CaseHead[]>>;
  getHead(id: string): Promise<Result<CaseHead | null>>;
  getCase(id: string): Promise<Result<Case | null>>;
  /** Saves a new case together with its evidence. When a case of that id is there already, it stays and is returned. */
  addCase(fresh: Case, evidence?: readonly StoredEvidence[], onProgress?: StoreProgress): Promise<Result<CaseHead>>;
  /** Changes a case without touching its lists. `change` as for `changeCase`. */
  changeHead(id: string, change: (current: CaseHead) => CaseHead): Promise<Result<CaseHead>>;
  /**
   * Replaces a case by what `change` makes of it, and saves the evidence that comes with the change. `change` is
   * called inside the transaction, so nobody, not even another tab, can write in between; it must be synchronous.
   * Evidence that is kept already is written again only when its bytes were damaged.
   */
  changeCase(
    id: string,
    change: (current: Case) => Case,
    evidence?: readonly StoredEvidence[],
    onProgress?: StoreProgress,
  ): Promise<Result<CaseHead>>;
  /** Removes the case. It stays in the background until `collectGarbage`, so that `restoreCase` can undo this. */
  deleteCase(id: string): Promise<Result<void>>;
  /** Undoes `deleteCase`. A case of that id that is there already stays as it is. */
  restoreCase(id: string): Promise<Result<void>>;
  /** Keeps what a case shows, as long as there is such a case; replaces what was kept before. The octets of `view` are given away. */
  putView(id: string, view: StoredView): Promise<Result<void>>;
  getView(id: string): Promise<Result<StoredView | null>>;
  /** The evidence with these hashes, as far as it is kept. */
  getEvidence(
    sha256s: readonly string[],
    onProgress?: StoreProgress,
  ): Promise<Result<ReadonlyMap<string, StoredEvidence>>>;
  /** Drops the evidence of deleted cases that no other case refers to; answers how many pieces. Ends every undo. */
  collectGarbage(): Promise<Result<number>>;
  /** Adds certificates to the issuer library; answers how many were new. */
  addIssuers(issuers: readonly StoredIssuer[]): Promise<Result<number>>;
  /** The library's certificates that fit, each once, sorted by SHA-256. */
  findIssuers(query: IssuerQuery): Promise<Result<StoredIssuer[]>>;
  /** How many certificates the library has. */
  countIssuers(): Promise<Result<number>>;
  close(): void;
}

/** The one worked on last first; ties by creation, then id, so that the order never jumps. */
export const newestFirst = (a: CaseHead, b: CaseHead): number =>
  b.updatedAt - a.updatedAt || b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1);

/** Sorted by SHA-256, without doubles. */
export const eachOnce = (issuers: readonly StoredIssuer[]): StoredIssuer[] =>
  [...new Map(issuers.map((issuer) => [issuer.sha256, issuer])).values()].sort((a, b) =>
    a.sha256 < b.sha256 ? -1 : 1,
  );
