import type { ActionName, Actions, Answer, EngineEvent, Progress } from './actions.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { RowPortion } from './packed-rows.ts';

/**
 * Why a call did not do what it should. `code` is `store/…` (src/store/failures.ts), `engine/aborted` (by the caller's
 * own signal), `engine/closed`, `engine/crashed` or `engine/bug`; `message` says what to do.
 */
export class EngineError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
  }
}

export interface CallOptions {
  /** Aborting rejects the call with `engine/aborted` at once. What it was to save is saved whole or not at all. */
  readonly signal?: AbortSignal;
  /** Called some ten times a second while the action runs. */
  onProgress?(progress: Progress): void;
  /** Called with the rows of an evaluation, portion by portion in their order, before it is answered. */
  onRows?(portion: RowPortion): void;
}

/** The page's way to everything that is not screen. */
export interface Engine {
  /** Rejects with an `EngineError` only. Arguments must be plain data (`$state.snapshot`), not proxies. */
  call<K extends ActionName>(action: K, args: Parameters<Actions[K]>, options?: CallOptions): Promise<Answer<K>>;
  /** Hears what the worker says unasked; notices said before are repeated. Returns the way to stop. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  close(): void;
}

/** What the engine needs of a `Worker`. */
export interface EnginePort {
  postMessage(message: ToWorker): void;
  onmessage: ((event: MessageEvent<FromWorker>) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
  terminate(): void;
}
