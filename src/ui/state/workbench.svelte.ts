import { flushSync } from 'svelte';
import type { CaseHead } from '../../core/model/case-head.ts';
import type { CaseEvent } from '../../core/model/event.ts';
import type { Problem } from '../../core/model/evidence.ts';
import type { Reading } from '../../core/model/verdict.ts';
import type { Actions, Engine, EvaluateOptions, HandedIn, Progress } from '../../worker/client.ts';
import { keptAsOf, momentOf, readAsOf } from './as-of.ts';
import { Listing } from './listing.ts';
import { reason, wasCancelled, type Notices } from './notices.svelte.ts';
import { Pace, type Paced } from './pace.ts';
import { evaluateAndFetch, fetchLast, type Shown } from './shown.ts';
import { statusText, type Phase } from './status.ts';
import { breath } from './turns.ts';

export type { HandedIn as Handed } from '../../worker/client.ts';
export type { Phase } from './status.ts';

interface Working {
  readonly abort: AbortController;
  evaluating: boolean;
}

/** While somebody types a date, the evaluation waits this long (ms) for the next key; the status does not wait. */
const TYPING = 200;

const NOTHING = new Listing(0);

/** What the page keeps of a case beside its long lists. */
type Changes = Parameters<Actions['updateCase']>[1];

/**
 * The open case and its evaluation, and the only writer of both. Every change (evidence, date, reading, another case)
 * passes through `#change`: it says `Evaluating…` before it returns (verdict-format section 5), runs the changes in order,
 * and lets only the last one evaluate.
 */
export class Workbench {
  case = $state.raw<CaseHead | null>(null);
  #shown = $state.raw<Shown | null>(null);
  /** Counts finished evaluations: whoever asks the worker about the last one asks again when this changes. */
  evaluation = $state.raw(0);
  phase = $state.raw<Phase>('idle');
  progress = $state.raw<Paced | null>(null);
  /** The field **Evaluate as of**, as typed. */
  asOf = $state.raw('');

  /** What is shown and exported. The title is the case's of this moment, so renaming needs no second evaluation. */
  readonly view = $derived(
    this.#shown && { ...this.#shown.view, title: this.case?.title ?? '', cached: this.#shown.cached },
  );
  /** The certificates of it. */
  readonly listing = $derived(this.#shown?.listing ?? NOTHING);
  readonly status = $derived(statusText(this.phase, this.#shown?.view.summary.certificates ?? 0));

  /** What the next evaluation may let join the case: issuers of the library, evidence of other cases. */
  #taking: Pick<EvaluateOptions, 'fromLibrary' | 'fromCases'> = {};
  readonly #pace = new Pace();
  readonly #engine: Engine;
  readonly #notices: Notices;
  /** Told the id of a case that comes into being here, so that the address can follow. */
  readonly #opened: (id: string) => void;
  /** Counts changes: only the newest evaluates. */
  #turn = 0;
  /** Counts cases opened and closed: what was begun for one case must not land in the next. */
  #visit = 0;
  #queue: Promise<void> = Promise.resolve();
  #creating: Promise<string> | null = null;
  #working: Working | null = null;

  constructor(engine: Engine, notices: Notices, opened: (id: string) => void) {
    this.#engine = engine;
    this.#notices = notices;
    this.#opened = opened;
  }

  /** Opens a kept case; resolves to whether there is one. */
  async load(id: string): Promise<boolean> {
    let found = false;
    this.#forget();
    await this.#change(async (turn) => {
      const kept = await this.#engine.call('openCase', [id]);
      found = kept !== null;
      if (turn !== this.#turn) return;
      this.#adopt(kept);
      const last = kept && (await fetchLast(this.#engine, id, () => turn === this.#turn));
      if (last && turn === this.#turn) this.#shown = last;
    });
    return found;
  }

  openSample(): Promise<void> {
    this.#forget();
    return this.#change(async (turn, signal) => {
      const kept = await this.#engine.call('openSample', [], { signal, onProgress: this.#onProgress });
      if (turn !== this.#turn) return;
      this.#adopt(kept);
      this.#opened(kept.id);
    });
  }

  /**
   * Takes evidence into the open case, or into a new one of this title where none is open. `problems` are those of files
   * that could not even be handed in.
   */
  add(
    handed: readonly HandedIn[] | Promise<readonly HandedIn[]>,
    { title = '', problems = [] }: { title?: string; problems?: readonly Problem[] } = {},
  ): Promise<void> {
    const target = this.case ? Promise.resolve(this.case.id) : (this.#creating ??= this.#create(title));
    return this.#change(async (_turn, signal) => {
      const id = await target;
      const kept = await this.#engine.call('addEvidence', [id, await handed, problems], {
        signal,
        onProgress: this.#onProgress,
      });
      if (this.case?.id !== id) return;
      // A bundle that opens a case brings its own date.
      if (kept.evaluateAsOf !== this.case.evaluateAsOf) this.asOf = kept.evaluateAsOf;
      this.case = kept;
    });
  }

  /** The evaluation that is under way added to its case what this device knew; the case is now as given. */
  joined(kept: CaseHead): void {
    if (this.case?.id === kept.id) this.case = { ...kept, title: this.case.title };
  }

  setAsOf(text: string): void {
    this.asOf = text;
    const asOf = readAsOf(text);
    if (asOf.kind === 'unreadable') {
      this.#outdate();
      this.phase = 'no-date';
      return;
    }
    const id = this.case?.id;
    void this.#change(() => this.#update(id, { evaluateAsOf: keptAsOf(asOf) }), TYPING);
  }

  setReading(reading: Reading): Promise<void> {
    if (this.case) this.case = { ...this.case, reading };
    const id = this.case?.id;
    return this.#change(() => this.#update(id, { reading }));
  }

  rename(title: string): void {
    if (title !== this.case?.title) this.#note({ title }, 'The title was not kept.');
  }

  describe(description: string): void {
    if (description !== this.case?.description) this.#note({ description }, 'The description was not kept.');
  }

  /** What happened when (src/core/model/event.ts). */
  setEvents(events: readonly CaseEvent[]): void {
    this.#note({ events }, 'The events were not kept.');
  }

  /** Reads the case anew: another tab changed it. */
  refresh(): Promise<void> {
    const id = this.case?.id;
    if (!id) return Promise.resolve();
    return this.#change(async () => {
      const kept = await this.#engine.call('openCase', [id]);
      if (kept && this.case?.id === id) this.#adopt(kept);
    });
  }

  /** Lets what this device knows already join the case's evidence: issuers of the library, evidence of other cases. */
  take(what: Pick<EvaluateOptions, 'fromLibrary' | 'fromCases'>): Promise<void> {
    this.#taking = { ...this.#taking, ...what };
    return this.evaluateAgain();
  }

  /** The same again: after a cancel or a failure. */
  evaluateAgain(): Promise<void> {
    return this.#change(() => Promise.resolve());
  }

  cancel(): void {
    this.#working?.abort.abort();
  }

  close(): void {
    this.#forget();
    this.#outdate();
    this.phase = 'idle';
  }

  /** Resolves to the view of the newest inputs, after whatever is running; `null` where there can be none. */
  async finished(): Promise<Workbench['view']> {
    for (let last; last !== this.#queue;) await (last = this.#queue);
    return this.phase === 'done' ? this.view : null;
  }

  #change(work: (turn: number, signal: AbortSignal) => Promise<void>, pause = 0): Promise<void> {
    const turn = this.#outdate();
    this.phase = 'evaluating';
    this.progress = null;
    // On the screen before this task ends, not only in the next frame.
    flushSync();
    return (this.#queue = this.#queue.then(() => this.#run(turn, work, pause)));
  }

  async #run(turn: number, work: (turn: number, signal: AbortSignal) => Promise<void>, pause: number): Promise<void> {
    const working: Working = (this.#working = { abort: new AbortController(), evaluating: false });
    try {
      await work(turn, working.abort.signal);
      if (pause && turn === this.#turn) await new Promise((resolve) => setTimeout(resolve, pause));
      if (turn !== this.#turn) return;
      working.evaluating = true;
      await this.#evaluate(turn, working.abort.signal);
    } catch (error) {
      if (!wasCancelled(error)) this.#notices.error(reason(error));
      else if (!working.evaluating) this.#notices.show('Stopped. Nothing of what was handed in was kept.');
      if (turn === this.#turn) this.phase = wasCancelled(error) ? 'cancelled' : 'failed';
    } finally {
      this.#working = null;
      if (turn === this.#turn) this.progress = null;
    }
  }

  async #evaluate(turn: number, signal: AbortSignal): Promise<void> {
    const evaluatedAt = momentOf(readAsOf(this.asOf), Date.now);
    if (!this.case) this.phase = 'idle';
    else if (evaluatedAt === null) this.phase = 'no-date';
    else {
      const options = {
        evaluatedAt,
        reading: this.case.reading,
        ...this.#taking,
      };
      this.#taking = {};
      const call = { signal, onProgress: this.#onProgress };
      const isWanted = () => turn === this.#turn;
      const shown = await evaluateAndFetch(this.#engine, this.case.id, { options, call }, isWanted);
      if (!shown || !isWanted()) return;
      this.#shown = shown;
      // The table is made in a task of its own; what is asked of the worker, and the status, follow it.
      await breath();
      if (!isWanted()) return;
      this.evaluation++;
      this.phase = 'done';
    }
  }

  /** Makes whatever runs a thing of the past. An evaluation is stopped; taking in evidence is not, or it would be lost. */
  #outdate(): number {
    if (this.#working?.evaluating) this.#working.abort.abort();
    return ++this.#turn;
  }

  async #create(title: string): Promise<string> {
    const visit = this.#visit;
    try {
      const made = await this.#engine.call('createCase', [title]);
      if (visit === this.#visit) {
        this.#adopt(made);
        this.#opened(made.id);
      }
      return made.id;
    } finally {
      if (visit === this.#visit) this.#creating = null;
    }
  }

  /** Keeps something that no verdict rests on: nothing is evaluated. */
  #note(changes: Changes, failure: string): void {
    if (!this.case) return;
    const { id } = this.case;
    this.case = { ...this.case, ...changes };
    this.#queue = this.#queue
      .then(() => this.#update(id, changes))
      .catch((error: unknown) => this.#notices.error(`${failure} ${reason(error)}`));
  }

  async #update(id: string | undefined, changes: Changes): Promise<void> {
    if (!id) return;
    const kept = await this.#engine.call('updateCase', [id, changes]);
    if (this.case?.id === id) this.case = kept;
  }

  #adopt(kept: CaseHead | null): void {
    this.case = kept;
    this.asOf = kept?.evaluateAsOf ?? '';
  }

  #forget(): void {
    this.#visit++;
    this.#creating = null;
    this.#adopt(null);
    this.#shown = null;
    this.#taking = {};
  }

  readonly #onProgress = (progress: Progress): void => {
    this.progress = this.#pace.note(progress, performance.now());
  };
}
