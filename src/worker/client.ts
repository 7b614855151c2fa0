import type { ActionName, Actions, Answer, EngineEvent } from './actions.ts';
import { EngineError, type CallOptions, type Engine, type EnginePort } from './api.ts';
import type { FromWorker, ToWorker } from './messages.ts';

export type { ActionName, Actions, Answer, EngineEvent, EvaluateOptions, HandedIn, Progress } from './actions.ts';
export { EngineError, type CallOptions, type Engine, type EnginePort } from './api.ts';

/** Starts the worker. The parameters are for tests; `patience`: see {@link STOPS_ITSELF}, ms. */
export function startEngine(
  createPort: () => EnginePort = createWorker,
  persist: () => Promise<unknown> = askToPersist,
  patience = 2000,
): Engine {
  return new WorkerEngine(createPort, persist, patience);
}

/**
 * Asks the browser not to evict the cases on its own. Only pages may ask, and some browsers then ask the user: so it is
 * done once, when the user's first evidence has been saved. Whatever the answer, the app goes on as before.
 */
const askToPersist = async (): Promise<unknown> => navigator.storage?.persist?.().catch(() => false);

const createWorker = (): EnginePort => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

/**
 * Actions that hear of it while they run when they are no longer wanted. They get a moment to stop, because ending the
 * worker throws away evidence that it has read and checked; one that does not stop is ended with its worker after all.
 */
const STOPS_ITSELF: ReadonlySet<ActionName> = new Set<ActionName>(['evaluate']);

interface Waiting {
  readonly message: Extract<ToWorker, { type: 'call' }>;
  readonly hearing: Pick<CallOptions, 'onProgress' | 'onRows'>;
  resolve(value: unknown): void;
  reject(error: EngineError): void;
}

class WorkerEngine implements Engine {
  readonly #createPort: () => EnginePort;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  readonly #notices = new Map<string, EngineEvent>();
  /** Calls that were told to stop, until they have. */
  readonly #stopping = new Map<number, ReturnType<typeof setTimeout>>();
  readonly #patience: number;
  #port: EnginePort | null = null;
  #workers = 0;
  #lastId = 0;
  /** False from the moment the worker says that its store is mere memory, which must not be ended. */
  #keeps = true;
  #closed = false;
  #persist: (() => Promise<unknown>) | null;

  constructor(createPort: () => EnginePort, persist: () => Promise<unknown>, patience: number) {
    this.#patience = patience;
    this.#createPort = createPort;
    this.#persist = persist;
    this.#port = this.#start();
  }

  call<K extends ActionName>(
    action: K,
    args: Parameters<Actions[K]>,
    { signal, ...hearing }: CallOptions = {},
  ): Promise<Answer<K>> {
    return new Promise<Answer<K>>((resolve, reject) => {
      if (this.#closed) return reject(new EngineError('engine/closed', 'Presumed was closed. Reload the page.'));
      if (signal?.aborted) return reject(stopped());
      const id = ++this.#lastId;
      const message = { type: 'call', id, key: crypto.randomUUID(), action, args } as const;
      const abort = () => this.#abort(id);
      signal?.addEventListener('abort', abort, { once: true });
      const settle = () => signal?.removeEventListener('abort', abort);
      // Posted before it is noted: what cannot be posted throws here, and must not be tried again later.
      (this.#port ??= this.#start()).postMessage(message);
      this.#waiting.set(id, {
        message,
        hearing,
        resolve: (value) => (settle(), resolve(value as Answer<K>)),
        reject: (error) => (settle(), reject(error)),
      });
    });
  }

  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener);
    for (const notice of this.#notices.values()) listener(notice);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
    this.#end(new EngineError('engine/closed', 'Presumed was closed. Reload the page.'));
  }

  #start(): EnginePort {
    const port = this.#createPort();
    port.onmessage = ({ data }) => this.#hear(data);
    port.onerror = (event) => this.#crash(event.message);
    port.postMessage({ type: 'start', replacement: this.#workers++ > 0 });
    return port;
  }

  #hear(message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        this.#keeps = message.keeps;
        break;
      case 'answer':
        this.#answer(message.id, message.value);
        break;
      case 'failure':
        this.#settle(message.id)?.reject(new EngineError(message.failure.code, message.failure.message));
        break;
      case 'progress':
        this.#waiting.get(message.id)?.hearing.onProgress?.(message.progress);
        break;
      case 'rows':
        this.#waiting.get(message.id)?.hearing.onRows?.(message.portion);
        break;
      case 'event':
        if (message.event.type === 'notice') this.#notices.set(message.event.code, message.event);
        for (const listener of this.#listeners) listener(message.event);
        break;
    }
  }

  #answer(id: number, value: unknown): void {
    const waiting = this.#settle(id);
    waiting?.resolve(value);
    if (waiting?.message.action !== 'addEvidence' || !this.#keeps) return;
    void this.#persist?.();
    this.#persist = null;
  }

  #settle(id: number): Waiting | undefined {
    clearTimeout(this.#stopping.get(id));
    this.#stopping.delete(id);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #abort(id: number): void {
    const waiting = this.#settle(id);
    waiting?.reject(stopped());
    const stopsItself = waiting !== undefined && STOPS_ITSELF.has(waiting.message.action);
    if (stopsItself || !this.#keeps) this.#port?.postMessage({ type: 'cancel', id });
    if (!this.#keeps) return;
    if (stopsItself)
      this.#stopping.set(
        id,
        setTimeout(() => this.#replace(), this.#patience),
      );
    else this.#replace();
  }

  /** Ends the worker, because nothing else stops a busy one, and sends the other calls to a fresh one. */
  #replace(): void {
    this.#forgetStopping();
    this.#port?.terminate();
    const port = (this.#port = this.#start());
    for (const { message } of this.#waiting.values()) port.postMessage(message);
  }

  /** A call may be what brought the worker down, so none is sent again by itself. */
  #crash(reason: string): void {
    const lost = this.#keeps
      ? 'Saved cases are untouched: try again, with less at once if it was a lot.'
      : 'This browser saves nothing, so the open cases are lost: add the evidence again.';
    this.#end(
      new EngineError('engine/crashed', `The background worker stopped (${reason || 'no reason given'}). ${lost}`),
    );
    this.#keeps = true;
  }

  #forgetStopping(): void {
    for (const timer of this.#stopping.values()) clearTimeout(timer);
    this.#stopping.clear();
  }

  #end(error: EngineError): void {
    this.#forgetStopping();
    this.#port?.terminate();
    this.#port = null;
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(error);
  }
}

const stopped = (): EngineError => new EngineError('engine/aborted', 'This was stopped as asked.');
