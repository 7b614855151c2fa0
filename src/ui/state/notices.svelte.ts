import { EngineError } from '../../worker/client.ts';

/** Short messages at the edge of the page, each with at most one thing to do about it. */
export interface Notice {
  readonly id: number;
  readonly tone: 'plain' | 'error';
  /** What it is about; settled when that works again. */
  readonly topic?: string;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export class Notices {
  all = $state.raw<readonly Notice[]>([]);
  #next = 1;

  show(text: string, action?: Notice['action'], topic?: string): void {
    this.#push({ tone: 'plain', text, ...(action && { action }), ...(topic && { topic }) });
  }

  error(text: string, topic?: string): void {
    this.#push({ tone: 'error', text, ...(topic && { topic }) });
  }

  settle(topic: string): void {
    this.all = this.all.filter((notice) => notice.topic !== topic);
  }

  dismiss(id: number): void {
    this.all = this.all.filter((notice) => notice.id !== id);
  }

  #push(notice: Omit<Notice, 'id'>): void {
    // A message that repeats takes the old one's place, so a failing disk does not fill the page.
    this.all = [...this.all.filter((old) => old.text !== notice.text), { ...notice, id: this.#next++ }];
  }
}

/** One sentence about a thrown thing. */
export const reason = (error: unknown): string =>
  error instanceof Error && error.message ? error.message : String(error);

/** Whether a call ended because it was cancelled. */
export const wasCancelled = (error: unknown): boolean =>
  error instanceof EngineError && error.code === 'engine/aborted';
