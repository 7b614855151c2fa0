import { localCrypto, type CryptoEngine, type KeyUse, type Verification } from '../../core/verify/web-crypto.ts';
import { pack, VERIFICATIONS, type Answers, type Batch, type Signature } from './batch.ts';

/** The pool's end of the wire to a helper: a Worker, or one side of a MessageChannel in the tests. */
export interface HelperPort {
  postMessage(message: Batch, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<Answers>) => unknown) | null;
  onerror: ((event: never) => unknown) | null;
  terminate(): void;
}

/** Signatures in one message. */
const BATCH = 128;
/** Signatures that a helper has before it: some 10 ms of RSA, so it never waits and is soon done when the rest is. */
const BEFORE_HELPER = 512;
/** Signatures that this thread takes at a time when it has nothing else to do: about half a millisecond. */
const OWN = 32;
/** With fewer waiting, more may be asked for ahead of time. */
const HUNGRY = 4096;
/** ms: longer than any pause within an evaluation. What idle helpers keep is tens of megabytes. */
const IDLE = 2000;
/** As many as these waiting at once are worth a helper, which takes some 20 ms to start. */
const WORTH_A_HELPER = 512;

interface Waiting extends Signature {
  resolve(answer: Verification): void;
}

interface Helper {
  readonly port: HelperPort;
  /** What it has been sent and not answered, by the id of the batch. */
  readonly sent: Map<number, readonly Waiting[]>;
  readonly uses: Map<KeyUse, number>;
  before: number;
}

/**
 * Verifies signatures on all cores. In some browsers (Chromium) a worker's WebCrypto runs on the worker's own thread, so
 * a second core is only of use to a second worker. Helpers are started when there is much to do, and go when there is nothing; whenever this thread
 * has nothing else to do, it takes what is left. A helper that fails is given up and its work done here.
 */
export class CryptoPool implements CryptoEngine {
  readonly #start: () => HelperPort;
  readonly #most: number;
  readonly #idle: number;
  readonly #helpers: Helper[] = [];
  #queue: Waiting[] = [];
  /** Of the queue, how many have been taken already. */
  #taken = 0;
  /** Signatures under way in this thread. */
  #own = 0;
  /** How many say that this thread is busy. */
  #busy = 0;
  #lastId = 0;
  #ringing = false;
  #failed = false;
  #dismissal: ReturnType<typeof setTimeout> | undefined;
  readonly #bell = new MessageChannel();

  /**
   * @param most helpers, beside this thread
   * @param start makes one
   * @param idle ms after which helpers that were not asked for anything go
   */
  constructor(most: number, start: () => HelperPort, idle = IDLE) {
    this.#most = most;
    this.#start = start;
    this.#idle = idle;
    this.#bell.port1.onmessage = () => this.#turn();
  }

  get spare(): boolean {
    return this.#most > 0 && !this.#failed;
  }

  get hungry(): boolean {
    return this.spare && this.#left < HUNGRY;
  }

  verify(use: KeyUse, signature: Uint8Array, signed: Uint8Array): Promise<Verification> {
    const isIdle = this.#busy === 0 && this.#own < OWN && this.#left === 0;
    if (this.#most === 0 || isIdle) return this.#here({ use, signature, signed });
    return new Promise((resolve) => {
      this.#queue.push({ use, signature, signed, resolve });
      this.#enlist();
      if (this.#left >= BATCH) this.#share();
      this.#ring();
    });
  }

  async during<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#busy++;
    try {
      return await work();
    } finally {
      this.#busy--;
      this.#ring();
    }
  }

  get #left(): number {
    return this.#queue.length - this.#taken;
  }

  /** Verifies one in this thread. */
  async #here({ use, signature, signed }: Signature): Promise<Verification> {
    this.#own++;
    const answer = await localCrypto.verify(use, signature, signed);
    this.#own--;
    if (this.#left > 0) this.#ring();
    return answer;
  }

  /** Asks for a turn when this thread has nothing else to do. */
  #ring(): void {
    if (this.#ringing) return;
    this.#ringing = true;
    this.#bell.port2.postMessage(null);
  }

  /** Helpers first; what they have no room for is done here, a little at a time. */
  #turn(): void {
    this.#ringing = false;
    this.#share();
    if (this.#busy > 0 || this.#own >= OWN) return;
    for (const one of this.#take(OWN)) void this.#here(one).then(one.resolve);
  }

  #take(most: number): Waiting[] {
    const some = this.#queue.slice(this.#taken, this.#taken + most);
    this.#taken += some.length;
    if (this.#taken === this.#queue.length) {
      this.#queue = [];
      this.#taken = 0;
    }
    return some;
  }

  #enlist(): void {
    if (this.#failed || this.#helpers.length >= this.#most || this.#left < WORTH_A_HELPER) return;
    try {
      const port = this.#start();
      const helper: Helper = { port, sent: new Map(), uses: new Map(), before: 0 };
      port.onmessage = ({ data }) => this.#hear(helper, data);
      port.onerror = () => this.#giveUp(helper);
      this.#helpers.push(helper);
    } catch {
      // This browser lets no worker start another.
      this.#failed = true;
    }
  }

  #share(): void {
    for (const helper of this.#helpers)
      while (this.#left > 0 && helper.before + BATCH <= BEFORE_HELPER) this.#send(helper, this.#take(BATCH));
  }

  #send(helper: Helper, some: readonly Waiting[]): void {
    const id = ++this.#lastId;
    helper.sent.set(id, some);
    helper.before += some.length;
    const batch = pack(id, some, helper.uses);
    helper.port.postMessage(batch, [batch.rows.buffer, batch.octets.buffer]);
  }

  #hear(helper: Helper, { id, answers }: Answers): void {
    const some = helper.sent.get(id);
    if (!some) return;
    helper.sent.delete(id);
    helper.before -= some.length;
    this.#share();
    if (this.#left === 0) this.#dismissWhenIdle();
    for (const [at, one] of some.entries()) one.resolve(VERIFICATIONS[answers[at]!]!);
  }

  #dismissWhenIdle(): void {
    clearTimeout(this.#dismissal);
    this.#dismissal = setTimeout(() => {
      if (this.#helpers.some(({ sent }) => sent.size > 0)) return;
      for (const { port } of this.#helpers.splice(0)) port.terminate();
    }, this.#idle);
  }

  #giveUp(helper: Helper): void {
    this.#failed = true;
    helper.port.terminate();
    this.#helpers.splice(this.#helpers.indexOf(helper), 1);
    for (const some of helper.sent.values()) this.#queue.push(...some);
    helper.sent.clear();
    this.#ring();
  }
}
