import type { Engine } from '../../worker/client.ts';
import type { Capture } from './data.ts';

/** When the responses of the open case are said to have been captured: claims of the case, which the worker has. */
export class Captures {
  all = $state.raw<readonly Capture[]>([]);

  readonly #engine: Engine;
  #turn = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Asks again for every evaluation. Without an answer the timeline has no captures, and says nothing wrong. */
  follow(caseId: string | null, evaluation: number): void {
    const turn = ++this.#turn;
    if (!caseId || !evaluation) {
      this.all = [];
      return;
    }
    void this.#engine.call('captures', [caseId]).then(
      (found) => {
        // None stays the very same none: nothing is drawn again for it.
        if (turn === this.#turn && found && (found.length > 0 || this.all.length > 0)) this.all = found;
      },
      () => undefined,
    );
  }
}
