import { flushSync } from 'svelte';
import type { Case } from '../../core/model/case.ts';
import type { CaseEvent } from '../../core/model/event.ts';
import type { Problem } from '../../core/model/evidence.ts';
import type { Finding, Reading } from '../../core/model/verdict.ts';
import type { RequestBeside } from '../../worker/requests.ts';
import type { CaseView } from '../../worker/view.ts';
import type { Actions, Engine, EvaluateOptions, Progress } from '../../worker/client.ts';
import { keptAsOf, momentOf, readAsOf } from './as-of.ts';
import { fetchListing } from './fetch-listing.ts';
import { Listing } from './listing.ts';
import { reason, wasCancelled, type Notices } from './notices.svelte.ts';

export type Phase = 'idle' | 'evaluating' | 'done' | 'failed' | 'cancelled' | 'no-date';

export interface Handed {
  readonly name: string;
  readonly data: Blob | string;
}

interface Working {
  readonly abort: AbortController;
  evaluating: boolean;
}

/** While somebody types a date, the evaluation waits this long (ms) for the next key; the status does not wait. */
const TYPING = 200;

/** Certificates whose names the page itself can sort in no time. */
const MANY = 5000;

const NOTHING = new Listing(0);

/**
 * The open case and its evaluation, and the only writer of both. Every change (evidence, date, reading, another case)
 * passes through `#change`: it says `Evaluating…` before it returns (verdict-format section 5), runs the changes in order,
 * and lets only the last one evaluate.
 */
export class Workbench {
  case = $state.raw<Case | null>(null);
  /** As the last evaluation left it. */
  #judged = $state.raw<CaseView | null>(null);
  /** The certificates of it. */
  listing = $state.raw(NOTHING);
  /** Counts finished evaluations: whoever asks the worker about the last one asks again when this changes. */
  evaluation = $state.raw(0);
  phase = $state.raw<Phase>('idle');
  progress = $state.raw<Progress | null>(null);
  /** The field **Evaluate as of**, as typed. */
  asOf = $state.raw('');

  /** What is shown and exported. The title is the case's of this moment, so renaming needs no second evaluation. */
  readonly view = $derived<CaseView | null>(this.#judged && { ...this.#judged, title: this.case?.title ?? '' });
  readonly status = $derived(statusText(this.phase, this.#judged));

  /** What the next evaluation may let join the case: issuers of the library, evidence of other cases. */
  #taking: Pick<EvaluateOptions, 'fromLibrary' | 'fromCases'> = {};
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
      if (turn === this.#turn) this.#adopt(kept);
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
    handed: readonly Handed[] | Promise<readonly Handed[]>,
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
  joined(kept: Case): void {
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
    if (!this.case || title === this.case.title) return;
    const { id } = this.case;
    this.case = { ...this.case, title };
    this.#queue = this.#queue
      .then(() => this.#update(id, { title }))
      .catch((error: unknown) => this.#notices.error(`The title was not kept. ${reason(error)}`));
  }

  /** What happened when (src/core/model/event.ts). No verdict rests on it, so nothing is evaluated. */
  setEvents(events: readonly CaseEvent[]): void {
    if (!this.case) return;
    const { id } = this.case;
    this.case = { ...this.case, events };
    this.#queue = this.#queue
      .then(() => this.#update(id, { events }))
      .catch((error: unknown) => this.#notices.error(`The events were not kept. ${reason(error)}`));
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
  async finished(): Promise<CaseView | null> {
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
      const { id } = this.case;
      const { serial, ...judged } = await this.#engine.call('evaluate', [id, options], {
        signal,
        onProgress: this.#onProgress,
      });
      const size = judged.summary.certificates;
      const listing = await fetchListing(this.#engine, id, { serial, size }, () => turn === this.#turn);
      if (turn !== this.#turn) return;
      if (!listing) throw new Error('The evaluation was lost. Evaluate again.');
      this.#judged = judged;
      this.listing = listing;
      this.evaluation++;
      this.phase = 'done';
      if (size > MANY) void this.#rankNames(id, serial, listing);
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

  async #update(id: string | undefined, changes: Parameters<Actions['updateCase']>[1]): Promise<void> {
    if (!id) return;
    const kept = await this.#engine.call('updateCase', [id, changes]);
    if (this.case?.id === id) this.case = kept;
  }

  #adopt(kept: Case | null): void {
    this.case = kept;
    this.asOf = kept?.evaluateAsOf ?? '';
  }

  /** Findings that the document leaves out, about one certificate; empty when they cannot be had just now. */
  async quietFindings(sha256: string): Promise<readonly Finding[]> {
    if (!this.case) return [];
    return (await this.#engine.call('quietFindings', [this.case.id, sha256])) ?? [];
  }

  /** Requests in hand that this response may be the answer to. */
  async requestsBeside(response: string): Promise<readonly RequestBeside[]> {
    return this.case ? this.#engine.call('requestsBeside', [this.case.id, response]) : [];
  }

  #forget(): void {
    this.#visit++;
    this.#creating = null;
    this.#adopt(null);
    this.#judged = null;
    this.listing = NOTHING;
    this.#taking = {};
  }

  /** Sorting many names takes the worker a moment that the page has not; until then, and without it, the page sorts. */
  async #rankNames(id: string, serial: number, listing: Listing): Promise<void> {
    const ranks = await this.#engine.call('nameRanks', [id, serial]).catch(() => null);
    if (ranks) listing.rankNames(ranks);
  }

  readonly #onProgress = (progress: Progress): void => {
    this.progress = progress;
  };
}

function statusText(phase: Phase, judged: CaseView | null): string {
  switch (phase) {
    case 'idle':
      return '';
    case 'evaluating':
      return 'Evaluating…';
    case 'done':
      return `Evaluated ${judged?.summary.certificates ?? 0} certificates`;
    case 'failed':
      return 'Not evaluated';
    case 'cancelled':
      return 'Evaluation cancelled';
    case 'no-date':
      return 'Not evaluated: the date cannot be read';
  }
}
