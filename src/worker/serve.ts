import { fail, type Failure } from '../core/model/result.ts';
import type { EngineEvent, Progress } from './actions.ts';
import type { Handlers } from './handlers.ts';
import type { RowPortion } from './packed-rows.ts';
import type { CallMessage, FromWorker, ToWorker } from './messages.ts';

/** The worker's end of the wire: its own global scope, or one side of a MessageChannel in the tests. */
export interface WorkerPort {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => unknown) | null;
}

export interface Started {
  readonly handlers: Handlers;
  /** See `FromWorker`. */
  readonly keeps: boolean;
}

/** Milliseconds between two progress messages of one call: often enough to look alive, too rare to cost anything. */
const PROGRESS_EVERY = 80;

/**
 * Answers the page's calls, in parallel, as soon as `start` has opened what they need. An exception is our own bug: it
 * costs the one call and is reported as `engine/bug`.
 */
export function serve(
  port: WorkerPort,
  start: (replacement: boolean, emit: (event: EngineEvent) => void) => Promise<Started>,
): void {
  const cancellations = new Map<number, AbortController>();
  let started: Promise<Started>;

  const run = async (call: CallMessage, signal: AbortSignal): Promise<void> => {
    const { id, key } = call;
    const rows = (portion: RowPortion): void =>
      port.postMessage({ type: 'rows', id, portion }, transferable(portion.rows.cells));
    try {
      const { handlers } = await started;
      const result = await invoke(handlers, call, { key, signal, progress: throttled(port, id), rows });
      if (result.ok) port.postMessage({ type: 'answer', id, value: result.value }, transferable(result.value));
      else port.postMessage({ type: 'failure', id, failure: result });
    } catch (exception) {
      port.postMessage({ type: 'failure', id, failure: bug(call.action, exception) });
    } finally {
      cancellations.delete(id);
    }
  };

  port.onmessage = ({ data }) => {
    switch (data.type) {
      case 'start':
        started = start(data.replacement, (event) => port.postMessage({ type: 'event', event }));
        started.then(
          ({ keeps }) => port.postMessage({ type: 'ready', keeps }),
          () => undefined, // Every call says so.
        );
        break;
      case 'call': {
        const cancellation = new AbortController();
        cancellations.set(data.id, cancellation);
        void run(data, cancellation.signal);
        break;
      }
      case 'cancel':
        cancellations.get(data.id)?.abort();
        break;
    }
  };
}

type Invocable = (
  call: Parameters<Handlers['listCases']>[0],
  ...args: unknown[]
) => ReturnType<Handlers[keyof Handlers]>;

/** The table's type ties an action's name to its arguments; a message off the wire has lost that tie. */
function invoke(handlers: Handlers, { action, args }: CallMessage, call: Parameters<Handlers['listCases']>[0]) {
  return (handlers[action] as Invocable)(call, ...args);
}

/** Bytes are moved, not copied: an answer is made for its call alone. */
const transferable = (value: unknown): Transferable[] =>
  ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [];

function throttled(port: WorkerPort, id: number) {
  let step = '';
  let sent = 0;
  return (next: Progress['step'], done: number, total: number): void => {
    const now = performance.now();
    if (next === step && done < total && now - sent < PROGRESS_EVERY) return;
    step = next;
    sent = now;
    port.postMessage({ type: 'progress', id, progress: { step: next, done, total } });
  };
}

const bug = (action: string, exception: unknown): Failure =>
  fail(
    'engine/bug',
    `Something went wrong inside Presumed while doing "${action}": ${String(exception)}. Your saved cases are untouched. Please report it.`,
  );
