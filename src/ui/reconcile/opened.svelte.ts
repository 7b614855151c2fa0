import type { Engine } from '../../worker/client.ts';
import type { Line, ListKey } from '../../worker/reconciled.ts';

/** Lines asked for at a time. */
const PORTION = 200;

/** What a number counts, shown when somebody follows it. The worker has it; the page fetches the lines that are looked at. */
export class Opened {
  readonly key: ListKey;
  readonly title: string;
  readonly size: number;
  /** Its lines say where something stands, or what is to be said of it: they are higher. */
  readonly noted: boolean;
  readonly #engine: Engine;
  /** Of the reconciliation. */
  readonly #serial: number;
  readonly #asked = new Set<number>();
  #portions = $state.raw<ReadonlyMap<number, readonly Line[]>>(new Map());

  constructor(
    engine: Engine,
    serial: number,
    list: { readonly key: ListKey; readonly title: string; readonly n: number },
  ) {
    this.#engine = engine;
    this.#serial = serial;
    this.key = list.key;
    this.title = list.title;
    this.size = list.n;
    this.noted = NOTED.has(list.key);
  }

  /** `null` while it is on its way. */
  line(at: number): Line | null {
    const portion = Math.floor(at / PORTION);
    const lines = this.#portions.get(portion);
    if (lines) return lines[at % PORTION] ?? null;
    void this.#fetch(portion);
    return null;
  }

  /** All lines. Fails when the reconciliation they are of is there no more. */
  async file(): Promise<Blob> {
    const file = await this.#engine.call('reconciledFile', [this.#serial, this.key]);
    if (!file) throw new Error('What was compared has changed. Open the list again.');
    return file;
  }

  async #fetch(portion: number): Promise<void> {
    if (this.#asked.has(portion)) return;
    this.#asked.add(portion);
    // One that cannot be had stays blank: whatever took its place opens a list of its own.
    const lines = await this.#engine
      .call('reconciledLines', [this.#serial, this.key, portion * PORTION, PORTION])
      .catch(() => null);
    if (lines) this.#portions = new Map(this.#portions).set(portion, lines);
  }
}

const NOTED: ReadonlySet<ListKey> = new Set<ListKey>([
  'notInEvidence',
  'doubles',
  'contradictions',
  'unmatchable',
  'ignored',
]);
