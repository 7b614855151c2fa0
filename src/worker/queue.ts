/**
 * Runs what is asked for under one id one after the other, in that order, and different ids side by side.
 */
export class CaseQueue {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Settles when everything asked for so far under this id has. */
  idle(id: string): Promise<void> {
    return this.run(id, async () => undefined);
  }

  /** Runs `work` when everything asked for earlier under this id has settled, however it ended. */
  run<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(id) ?? Promise.resolve();
    const result = before.then(work, work);
    this.#tails.set(id, result);
    const forget = () => {
      if (this.#tails.get(id) === result) this.#tails.delete(id);
    };
    result.then(forget, forget);
    return result;
  }
}
