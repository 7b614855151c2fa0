import type { CaseHead } from '../../core/model/case-head.ts';
import type { Reproduction } from '../../core/reproduce/index.ts';
import type { Engine } from '../../worker/client.ts';

/** The verdicts that were handed into the open case, made again; anew when evidence or verdicts change, not with date and reading. */
export class Reproducing {
  /** `null` while they are being made. */
  all = $state.raw<readonly Reproduction[] | null>(null);

  readonly #engine: Engine;
  #key = '';
  #turn = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  follow(of: CaseHead | null, isEvaluated: boolean): void {
    const { id = '', revision = '', earlierVerdicts = [] } = of ?? {};
    if (!isEvaluated || earlierVerdicts.length === 0) return;
    const key = JSON.stringify([id, revision, earlierVerdicts]);
    if (key === this.#key) return;
    this.#key = key;
    void this.#ask(id);
  }

  async #ask(id: string): Promise<void> {
    const turn = ++this.#turn;
    this.all = null;
    const all = await this.#engine.call('reproduce', [id]).catch(() => null);
    if (turn !== this.#turn) return;
    this.all = all;
    // A worker that was ended meanwhile has no answer; the next evaluation asks again.
    if (!all) this.#key = '';
  }
}
