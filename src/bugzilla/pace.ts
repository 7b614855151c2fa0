/**
 * Bugzilla answers 75 requests a minute of each kind to somebody who is not signed in, and then blocks the address for a
 * while. Ten requests may go at once, later ones wait for the next second: all kinds together never reach 70 a minute.
 */
const AT_ONCE = 10;
const REFILL = 1000;

export interface Clock {
  /** ms of a clock that never goes back. */
  now(): number;
  /** Resolves after so many ms, or as soon as the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: Clock = {
  now: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done);
    }),
};

/** Spreads requests over time; one for all imports of the page. */
export class Pace {
  readonly #clock: Clock;
  #left = AT_ONCE;
  #countedAt: number;

  constructor(clock: Clock = realClock) {
    this.#clock = clock;
    this.#countedAt = clock.now();
  }

  /** Resolves when the next request may go. */
  async turn(signal?: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    this.#left = Math.min(AT_ONCE, this.#left + (now - this.#countedAt) / REFILL);
    this.#countedAt = now;
    this.#left--;
    if (this.#left < 0) await this.#clock.wait(-this.#left * REFILL, signal);
  }

  /** Resolves after the pause that Bugzilla asked for. */
  pause(seconds: number, signal?: AbortSignal): Promise<void> {
    return this.#clock.wait(seconds * 1000, signal);
  }
}
