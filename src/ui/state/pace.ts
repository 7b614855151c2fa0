import type { Progress } from '../../worker/client.ts';

/** How far a long action is, and how long it will still take. */
export interface Paced extends Progress {
  /** Seconds until this step is done, as far as its pace so far tells; `null` when it does not tell yet. */
  readonly left: number | null;
}

/** Milliseconds of a step before its pace tells anything. */
const TELLING = 1500;

/** Guesses how long a step will still take. */
export class Pace {
  #step = '';
  #since = 0;
  #from = 0;

  /** @param now ms, of any clock that only goes forward */
  note(progress: Progress, now: number): Paced {
    const { step, done, total } = progress;
    if (step !== this.#step || done < this.#from) {
      this.#step = step;
      this.#since = now;
      this.#from = done;
    }
    const elapsed = now - this.#since;
    const came = done - this.#from;
    const left = elapsed >= TELLING && came > 0 ? Math.ceil((elapsed * (total - done)) / came / 1000) : null;
    return { ...progress, left };
  }
}
