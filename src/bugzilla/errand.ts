import { ask, type Answer, type Refusal } from './ask.ts';
import { Pace } from './pace.ts';

/** What one import may cost. Bugzilla itself takes attachments of some 10 MB. */
export interface ImportBudget {
  readonly attachments: number;
  /** Octets of all answers together; an attachment's is a third larger than the attachment. */
  readonly bytes: number;
}

export const DEFAULT_IMPORT_BUDGET: ImportBudget = { attachments: 200, bytes: 256 * 1024 * 1024 };

/** A minute without a sign of life. */
const SILENCE = 60_000;

export interface ImportProgress {
  readonly step: 'bug' | 'attachments' | 'comments' | 'attachment' | 'waiting';
  /** Requests answered, and how many there will be as far as is known. */
  readonly done: number;
  readonly total: number;
  /** For `attachment`: its file name. */
  readonly name?: string;
  /** For `waiting`: how long Bugzilla asks to be left alone. */
  readonly seconds?: number;
}

export interface ErrandOptions {
  readonly signal?: AbortSignal;
  readonly budget?: Partial<ImportBudget>;
  onProgress?(progress: ImportProgress): void;
  readonly pace?: Pace;
  /** ms after which a request that brings nothing is given up. */
  readonly silence?: number;
  isOnline?(): boolean;
}

const sharedPace = new Pace();

/** The requests of one import: one after another, at Bugzilla's pace, within the budget. */
export class Errand {
  /** Octets that further answers may have. */
  left: number;
  /** How many requests there will be: at first the bug, its attachments' list and its comments. */
  total = 3;
  #done = 0;
  readonly #options: ErrandOptions;
  readonly #pace: Pace;

  constructor(options: ErrandOptions) {
    this.#options = options;
    this.#pace = options.pace ?? sharedPace;
    this.left = options.budget?.bytes ?? DEFAULT_IMPORT_BUDGET.bytes;
  }

  /** Where Bugzilla asks for a pause, waits once and asks again. `what` as in `AskOptions`. */
  async run(url: string, what: string, progress: Pick<ImportProgress, 'step' | 'name'>): Promise<Answer | Refusal> {
    this.#report(progress);
    let answer = await this.#ask(url, what);
    if (!answer.ok && answer.waitSeconds !== undefined) {
      this.#report({ step: 'waiting', seconds: answer.waitSeconds });
      await this.#pace.pause(answer.waitSeconds, this.#options.signal);
      this.#report(progress);
      answer = await this.#ask(url, what);
    }
    if (answer.ok) this.left -= answer.bytes.length;
    this.#done++;
    return answer;
  }

  async #ask(url: string, what: string): Promise<Answer | Refusal> {
    const { signal, silence = SILENCE, isOnline = () => navigator.onLine } = this.#options;
    await this.#pace.turn(signal);
    return ask(url, { what, signal, silence, most: this.left, isOnline });
  }

  #report(progress: Omit<ImportProgress, 'done' | 'total'>): void {
    this.#options.onProgress?.({ ...progress, done: this.#done, total: this.total });
  }
}
