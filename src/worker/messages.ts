import type { ActionName, Actions, EngineEvent, Progress } from './actions.ts';
import type { Failure } from '../core/model/result.ts';
import type { RowPortion } from './packed-rows.ts';

/** What travels between the page and the worker. Failures are values; nothing is thrown across. */
export type ToWorker =
  /** The first message. `replacement`: the tab had a worker before this one. */
  | { readonly type: 'start'; readonly replacement: boolean }
  | CallMessage
  /** The caller no longer wants the answer. */
  | { readonly type: 'cancel'; readonly id: number };

export interface CallMessage<K extends ActionName = ActionName> {
  readonly type: 'call';
  readonly id: number;
  /** A UUID that stays the same when the call is sent again, so that nothing is created twice. */
  readonly key: string;
  readonly action: K;
  readonly args: Parameters<Actions[K]>;
}

export type FromWorker =
  /** Sent once, before any answer. `keeps`: ending this worker loses nothing that was saved. */
  | { readonly type: 'ready'; readonly keeps: boolean }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly failure: Failure }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  /** The next rows of an evaluation that is under way. */
  | { readonly type: 'rows'; readonly id: number; readonly portion: RowPortion }
  | { readonly type: 'event'; readonly event: EngineEvent };
