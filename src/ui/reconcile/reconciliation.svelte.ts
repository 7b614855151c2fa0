import type { Row } from '../../core/model/row.ts';
import { NOTHING_STATED, type KeptList, type ListedAs, type Stated } from '../../core/model/stated.ts';
import {
  guessListedAs,
  instantOf,
  understandingsOf,
  type Compared,
  type StatedWords,
} from '../../core/reconcile/index.ts';
import type { Engine, Progress } from '../../worker/client.ts';
import type { ListKey, Reconciled } from '../../worker/reconciled.ts';
import { reason, type Notices } from '../state/notices.svelte.ts';
import type { Workbench } from '../state/workbench.svelte.ts';
import { Opened } from './opened.svelte.ts';

/** How long somebody may pause while typing before the words are kept with the case (ms). */
const TYPING = 500;

/** All that a reconciliation depends on. */
interface Asked {
  /** Another number after every evaluation; `0`: there is none to compare with. */
  readonly evaluation: number;
  readonly lists: readonly KeptList[];
  readonly words: StatedWords;
  readonly compared: Compared;
  /** Of `shown`: the rows of the table. */
  readonly shown: readonly Row[];
}

/** What was stated about the open case, beside what its evidence says. One writer of both; made anew for each case. */
export class Reconciliation {
  /** As typed; the lists are those of the case. */
  words = $state.raw<StatedWords>(NOTHING_STATED);
  compared = $state.raw<Compared>('all');
  /** As the worker found it last; `null` until then. */
  found = $state.raw<Reconciled | null>(null);
  /** How far the comparison has come, while it takes its time. */
  progress = $state.raw<Progress | null>(null);
  failure = $state('');
  /** The list of certificates or lines that a number opened. */
  opened = $state.raw<Opened | null>(null);

  readonly #engine: Engine;
  readonly #workbench: Workbench;
  readonly #notices: Notices;
  readonly #shown: () => readonly Row[];
  readonly #caseId: string;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #answered: Asked | null = null;
  #wanted: Asked | null = null;
  #asking = false;

  /** `shown`: the rows of the table of the open case. */
  constructor(engine: Engine, workbench: Workbench, notices: Notices, shown: () => readonly Row[]) {
    this.#engine = engine;
    this.#workbench = workbench;
    this.#notices = notices;
    this.#shown = shown;
    this.#caseId = workbench.case?.id ?? '';
    this.words = workbench.case?.stated ?? NOTHING_STATED;
  }

  readonly kept = $derived.by(() => this.#workbench.case?.stated?.lists ?? []);
  /** What is wrong with the moments as typed is said while they are typed. */
  readonly expiredAt = $derived.by(() => instantOf(this.words.expiredAt, this.words.zone));
  readonly understandings = $derived.by(() => understandingsOf(this.words.moment, this.words.zone));

  get asked(): Asked {
    const { phase, view, evaluation } = this.#workbench;
    const { counts, moment, zone, expiredAt } = this.words;
    return {
      evaluation: phase === 'done' && view ? evaluation : 0,
      lists: this.kept,
      words: { counts, moment, zone, expiredAt },
      compared: this.compared,
      shown: this.compared === 'shown' ? this.#shown() : NONE,
    };
  }

  /** Compares anew, when it is something else that is asked. One question at a time: what is asked meanwhile waits, but for the last. */
  async ask(asked: Asked): Promise<void> {
    if (asked.evaluation === 0) return;
    this.#wanted = asked;
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#wanted && !same(this.#wanted, this.#answered)) {
        const now: Asked = this.#wanted;
        this.#answered = now;
        await this.#compare(now);
      }
    } finally {
      this.#asking = false;
    }
  }

  async #compare({ lists, words, compared, shown }: Asked): Promise<void> {
    try {
      const asked = { lists, words, compared, shown: Uint32Array.from(shown, ({ index }) => index) };
      const onProgress = (progress: Progress) => (this.progress = progress);
      const found = await this.#engine.call('reconcile', [this.#caseId, asked], { onProgress });
      this.found = found;
      this.failure = found ? '' : 'The evaluation is no longer there. Evaluate the case again.';
    } catch (error) {
      this.failure = `What was stated could not be compared. ${reason(error)}`;
    } finally {
      this.progress = null;
      // It was of what was stated and found before.
      this.opened = null;
    }
  }

  open(key: ListKey, title: string, n: number): void {
    if (this.found) this.opened = new Opened(this.#engine, this.found.serial, { key, title, n });
  }

  /** Keeps words with the case, when the typing pauses. */
  say(words: Partial<StatedWords>): void {
    this.words = { ...this.words, ...words };
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.settle(), TYPING);
  }

  /** Keeps at once what waits to be kept. */
  settle(): Promise<void> {
    if (this.#typing === undefined) return Promise.resolve();
    clearTimeout(this.#typing);
    this.#typing = undefined;
    return this.#keep(this.kept);
  }

  async add(name: string, data: Blob | string, listedAs: ListedAs = guessListedAs(name)): Promise<boolean> {
    try {
      await this.settle();
      this.#took(await this.#engine.call('addStatedList', [this.#caseId, { name, listedAs, data }]));
      return true;
    } catch (error) {
      this.#notices.error(`The list ${JSON.stringify(name)} was not kept. ${reason(error)}`);
      return false;
    }
  }

  remove(at: number): Promise<void> {
    this.opened = null;
    return this.#keep(this.kept.filter((_, index) => index !== at));
  }

  listAs(at: number, listedAs: ListedAs): Promise<void> {
    return this.#keep(this.kept.map((list, index) => (index === at ? { ...list, listedAs } : list)));
  }

  async #keep(lists: Stated['lists']): Promise<void> {
    const { counts, moment, zone, expiredAt } = this.words;
    const stated = { lists, counts, moment, zone, expiredAt };
    try {
      this.#took(await this.#engine.call('updateCase', [this.#caseId, { stated }]));
    } catch (error) {
      this.#notices.error(`What was stated was not kept. ${reason(error)}`);
    }
  }

  #took(kept: Parameters<Workbench['joined']>[0]): void {
    if (this.#workbench.case?.id === this.#caseId) this.#workbench.joined(kept);
  }
}

const NONE: readonly Row[] = [];

/** The same question: lists come anew with every change of the case, most often the same. */
function same(one: Asked, other: Asked | null): boolean {
  return (
    other !== null &&
    one.evaluation === other.evaluation &&
    one.compared === other.compared &&
    one.shown === other.shown &&
    JSON.stringify([one.lists, one.words]) === JSON.stringify([other.lists, other.words])
  );
}
