import type { Row } from '../../core/model/row.ts';
import { NOTHING_STATED, type ListedAs, type Stated } from '../../core/model/stated.ts';
import {
  byRule,
  byVerdict,
  compareCounts,
  divide,
  guessListedAs,
  matchLists,
  readStatedCounts,
  statedSum,
  wholeSecond,
  type NamedList,
} from '../../core/reconcile/index.ts';
import type { Engine } from '../../worker/client.ts';
import { momentOf, readAsOf } from '../state/as-of.ts';
import { reason, type Notices } from '../state/notices.svelte.ts';
import type { Workbench } from '../state/workbench.svelte.ts';
import { instantOf, understandingsOf } from './moments.ts';
import type { Opened } from './opened.ts';

/** Which certificates the lists are expected to name. */
export const COMPARED = ['all', 'violations', 'shown'] as const;
export type Compared = (typeof COMPARED)[number];

/** How long somebody may pause while typing before the words are kept with the case (ms). */
const TYPING = 500;

/** What was stated about the open case, beside what its evidence says. One writer of both; made anew for each case. */
export class Reconciliation {
  /** As typed; the lists are those of the case. */
  words = $state.raw<Omit<Stated, 'lists'>>(NOTHING_STATED);
  compared = $state.raw<Compared>('all');
  /** The lists, read; `null` while they are being read. */
  lists = $state.raw<readonly NamedList[] | null>(null);
  /** The list of certificates or lines that a number opened. */
  opened = $state.raw<Opened | null>(null);

  readonly #engine: Engine;
  readonly #workbench: Workbench;
  readonly #notices: Notices;
  readonly #rows: () => { readonly all: readonly Row[]; readonly shown: readonly Row[] };
  readonly #caseId: string;
  #typing: ReturnType<typeof setTimeout> | undefined;

  /** `rows` must be of the open case. */
  constructor(
    engine: Engine,
    workbench: Workbench,
    notices: Notices,
    rows: () => { readonly all: readonly Row[]; readonly shown: readonly Row[] },
  ) {
    this.#engine = engine;
    this.#workbench = workbench;
    this.#notices = notices;
    this.#rows = rows;
    this.#caseId = workbench.case?.id ?? '';
    this.words = workbench.case?.stated ?? NOTHING_STATED;
  }

  readonly kept = $derived.by(() => this.#workbench.case?.stated?.lists ?? []);
  /** All certificates that an incident can be about, and those of them that are compared. */
  readonly all = $derived.by(() => ends(this.#rows().all));
  readonly rows = $derived.by(() =>
    this.compared === 'shown'
      ? ends(this.#rows().shown)
      : this.compared === 'violations'
        ? this.all.filter(({ entry }) => entry.verdict === 'violation')
        : this.all,
  );
  readonly matching = $derived.by(() => matchLists(this.lists ?? [], this.all, this.rows));

  /** When expired ones are counted (ms UTC): as typed, else the moment of the evaluation. */
  readonly expiredAt = $derived.by(() => instantOf(this.words.expiredAt, this.words.zone));
  readonly evaluatedAt = $derived.by(() => {
    const text = this.#workbench.view?.evaluatedAt;
    return text ? momentOf(readAsOf(text), () => 0) : null;
  });
  readonly #expiry = $derived(this.expiredAt.at ?? this.evaluatedAt ?? 0);
  readonly expired = $derived.by(() => {
    const at = wholeSecond(this.#expiry);
    return this.rows.filter(({ entry }) => entry.notAfter < at);
  });

  readonly counts = $derived.by(() => {
    const read = readStatedCounts(this.words.counts);
    const readMoment = (text: string) => {
      const { at, day } = instantOf(text, this.words.zone);
      return at === null ? null : { at, day };
    };
    return { compared: compareCounts(read, this.rows, { expiredAt: this.#expiry, readMoment }), sum: statedSum(read) };
  });

  readonly understandings = $derived.by(() => understandingsOf(this.words.moment, this.words.zone));
  readonly divided = $derived.by(() => divide(this.rows, this.understandings.ways));
  readonly verdicts = $derived(byVerdict(this.rows));
  readonly rules = $derived(byRule(this.rows));

  /** Reads the lists of the case; to be called when they change. */
  async follow(lists: Stated['lists']): Promise<void> {
    if (lists.length === 0) {
      this.lists = [];
      return;
    }
    try {
      const read = await this.#engine.call('statedLists', [this.#caseId]);
      if (lists === this.kept) this.lists = read;
    } catch (error) {
      this.#notices.error(`The stated lists could not be read. ${reason(error)}`);
    }
  }

  /** Keeps words with the case, when the typing pauses. */
  say(words: Partial<Omit<Stated, 'lists'>>): void {
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

/** CA and responder certificates are evidence, never the certificates that an incident lists. */
const ends = (rows: readonly Row[]): readonly Row[] =>
  rows.filter(({ entry: { kind } }) => kind === 'final' || kind === 'precertificate-only');
