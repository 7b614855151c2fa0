import type { Engine, EnginePort } from '../../../src/worker/client.ts';
import type { Handlers } from '../../../src/worker/handlers.ts';
import type { FromWorker, ToWorker } from '../../../src/worker/messages.ts';
import { serve, type Started, type WorkerPort } from '../../../src/worker/serve.ts';
import type { EngineEvent } from '../../../src/worker/actions.ts';

export type Start = (replacement: boolean, emit: (event: EngineEvent) => void) => Promise<Started>;

/** A worker without a thread: the real two ends of the wire, with real structured cloning between them. */
export class FakeWorker implements EnginePort {
  onmessage: EnginePort['onmessage'] = null;
  onerror: EnginePort['onerror'] = null;
  readonly received: ToWorker[] = [];
  readonly sent: FromWorker[] = [];
  readonly #channel = new MessageChannel();

  constructor(start: Start) {
    const { port1, port2 } = this.#channel;
    port1.onmessage = (event: MessageEvent<FromWorker>) => {
      this.sent.push(event.data);
      this.onmessage?.(event);
    };
    const inside: WorkerPort = {
      postMessage: (message, transfer = []) => port2.postMessage(message, transfer),
      onmessage: null,
    };
    serve(inside, start);
    port2.onmessage = (event: MessageEvent<ToWorker>) => {
      this.received.push(event.data);
      inside.onmessage?.(event);
    };
  }

  postMessage(message: ToWorker): void {
    this.#channel.port1.postMessage(message);
  }

  terminate(): void {
    this.#channel.port1.onmessage = null;
    this.#channel.port2.onmessage = null;
    this.#channel.port1.close();
  }

  /** What the browser does when the worker dies of an exception or of memory. */
  crash(message: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }
}

/** Handlers of which only some are expected to be called. */
export const only = (some: Partial<Handlers>): Handlers =>
  new Proxy(some, {
    get(target, name) {
      const handler = Reflect.get(target, name) as unknown;
      if (handler === undefined) throw new Error(`unexpected action ${String(name)}`);
      return handler;
    },
  }) as Handlers;

/** The code with which a call is rejected. */
export const rejection = (call: ReturnType<Engine['call']>): Promise<unknown> =>
  call.then(
    () => 'no rejection',
    (error: { code?: unknown }) => error.code,
  );
