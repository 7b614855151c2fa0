import type { Engine } from '../../worker/client.ts';
import type { ToDo } from '../../worker/to-do.ts';

const PORTION = 100;

/** What the open case lacks, as the worker has found it; asked for anew after every evaluation. */
export class Missing {
  /** `null` while it is not known. */
  list = $state.raw<ToDo | null>(null);

  readonly #engine: Engine;
  #caseId: string | null = null;
  #most = PORTION;
  /** Counts questions: only the newest is answered. */
  #turn = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** `evaluation`: as the workbench counts them. */
  follow(caseId: string | null, evaluation: number): void {
    if (caseId !== this.#caseId) {
      this.#caseId = caseId;
      this.#most = PORTION;
      this.list = null;
    }
    void this.#ask(evaluation > 0);
  }

  more(): void {
    this.#most += PORTION;
    void this.#ask(true);
  }

  async #ask(isEvaluated: boolean): Promise<void> {
    const turn = ++this.#turn;
    if (!this.#caseId || !isEvaluated) {
      this.list = null;
      return;
    }
    // A worker that was ended or closed meanwhile has no list; the next evaluation brings one.
    const list = await this.#engine.call('toDo', [this.#caseId, this.#most]).catch(() => null);
    if (turn === this.#turn) this.list = list;
  }
}
