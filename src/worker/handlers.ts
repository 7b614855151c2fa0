import type { Result } from '../core/model/result.ts';
import type { ActionName, Actions, Answer, Progress } from './actions.ts';
import type { RowPortion } from './packed-rows.ts';

/** What an action knows about the call it serves. */
export interface Call {
  /** The same when the call is sent again: what the call creates takes its id from here. */
  readonly key: string;
  /** Aborted when the page no longer wants the answer; an action that has yet to save anything should then stop. */
  readonly signal: AbortSignal;
  /** Tells the page the next rows of what is evaluated; absent where nobody shows them. */
  rows?(portion: RowPortion): void;
  progress(step: Progress['step'], done: number, total: number): void;
}

/** An action's own function: its arguments behind the call, its answer a `Result`. */
export type Handler<K extends ActionName> = (call: Call, ...args: Parameters<Actions[K]>) => Promise<Result<Answer<K>>>;

/** The table of actions as the worker has it. */
export type Handlers = { readonly [K in ActionName]: Handler<K> };
