import { readBugNumber } from '../../bugzilla/bug-number.ts';
import { importBug, type ImportedBug, type ImportProgress, type Refusal } from '../../bugzilla/import-bug.ts';
import type { Notices } from '../state/notices.svelte.ts';
import type { Workbench } from '../state/workbench.svelte.ts';

export type Stage =
  | { readonly at: 'idle' }
  | { readonly at: 'fetching'; readonly bug: number; readonly progress: ImportProgress }
  | { readonly at: 'done'; readonly imported: ImportedBug }
  | { readonly at: 'failed'; readonly bug: number; readonly refusal: Refusal };

/**
 * The import of a bug into the open case, or into a new one. Typing asks nobody anything; only `fetch` does, which the
 * user calls after the screen said what goes where. It is all taken in at once, when everything is here: stopping, or
 * going to another case, leaves nothing behind.
 */
export class BugImport {
  /** Whether the region is unfolded. */
  open = $state(false);
  includeObsolete = $state(false);
  stage = $state.raw<Stage>({ at: 'idle' });
  #text = $state('');
  /** The bug that is meant; `null` while none can be read. */
  readonly number = $derived(readBugNumber(this.#text));

  readonly #workbench: Workbench;
  readonly #notices: Notices;
  readonly #importBug: typeof importBug;
  #abort: AbortController | null = null;

  constructor(workbench: Workbench, notices: Notices, run = importBug) {
    this.#workbench = workbench;
    this.#notices = notices;
    this.#importBug = run;
  }

  /** As typed or pasted. Another bug than the one that was imported makes the outcome of that one go. */
  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    if (this.stage.at !== 'fetching') this.stage = { at: 'idle' };
  }

  async fetch(): Promise<void> {
    const bug = this.number;
    if (bug === null || this.stage.at === 'fetching') return;
    const abort = (this.#abort = new AbortController());
    const onProgress = (progress: ImportProgress) => {
      if (!abort.signal.aborted) this.stage = { at: 'fetching', bug, progress };
    };
    onProgress({ step: 'bug', done: 0, total: 3 });
    const { includeObsolete } = this;
    const imported = await this.#importBug(bug, { includeObsolete, signal: abort.signal, onProgress });
    if (abort.signal.aborted) return;
    this.#abort = null;
    if (!imported.ok) {
      this.stage = { at: 'failed', bug, refusal: imported };
      return;
    }
    this.stage = { at: 'done', imported };
    const { handed, problems } = imported;
    if (handed.length + problems.length === 0) return;
    await this.#workbench.add(
      handed.map(({ name, bytes }) => ({ name, data: new Blob([bytes as Uint8Array<ArrayBuffer>]) })),
      { title: titleOf(imported), problems },
    );
  }

  stop(): void {
    if (this.stage.at !== 'fetching') return;
    this.#abort?.abort();
    this.#notices.show(`Stopped. Nothing of bug ${this.stage.bug} was added.`);
    this.stage = { at: 'idle' };
  }

  /** Another case is opened, or none: what was said here was about this one. */
  leave(): void {
    this.stop();
    this.stage = { at: 'idle' };
    this.#text = '';
    this.open = false;
  }
}

const titleOf = ({ bug: { number, summary } }: ImportedBug): string =>
  summary === '' ? `Bug ${number}` : `Bug ${number}: ${summary}`;
