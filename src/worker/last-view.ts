import { ok, type Result } from '../core/model/result.ts';
import type { Store, StoredView } from '../store/store.ts';
import type { Judgement } from './current.ts';
import { packRows, type PackedRows } from './packed-rows.ts';
import { viewOf, type CaseView } from './view.ts';

/** What a case showed when it was evaluated last. */
export interface LastView extends CaseView {
  /** Portions in which its rows are asked for. */
  readonly portions: number;
}

/** Fewer certificates are evaluated before anybody could read what they said last time. */
const WORTH_KEEPING = 1000;
/** Rows of a portion. */
const PORTION = 300;

/** Another form of what is kept: what has another one is not read. */
const FORM = 1;

/**
 * Keeps what large cases show, so that they show it again at once while all their bytes are read and every signature is
 * verified anew. It is shown as what it is, and is never a verdict: nothing is exported from it.
 */
export class LastViews {
  readonly #store: Store;
  #read: { readonly caseId: string; readonly view: StoredView } | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Notes what an evaluation shows. Nobody waits for it, and a failure costs nothing but the next quick beginning.
   *
   * @param turn lets others go first; resolves to whether it is still the last evaluation
   */
  async keep(judged: Judgement, turn: () => Promise<boolean>): Promise<void> {
    const { rows } = judged.evaluation;
    if (rows.length < WORTH_KEEPING || typeof CompressionStream === 'undefined') return;
    const portions: Uint8Array<ArrayBuffer>[] = [];
    const scribe = new Scribe();
    for (let from = 0; from < rows.length; from += PORTION) {
      portions.push(await compressed(scribe.octets(packRows(rows.slice(from, from + PORTION)))));
      if (!(await turn())) return;
    }
    const head = JSON.stringify({ form: FORM, view: viewOf(judged) });
    await this.#store.putView(judged.of.id, { head, rows: portions });
  }

  async view(caseId: string): Promise<Result<LastView | null>> {
    const found = await this.#store.getView(caseId);
    if (!found.ok) return found;
    if (!found.value) return ok(null);
    const { form, view } = JSON.parse(found.value.head) as { form: number; view: CaseView };
    if (form !== FORM) return ok(null);
    this.#read = { caseId, view: found.value };
    return ok({ ...view, portions: found.value.rows.length });
  }

  /** One portion of the rows of the view that was asked for last; with the last portion it is forgotten. */
  async rows(caseId: string, portion: number): Promise<PackedRows | null> {
    const bytes = this.#read?.caseId === caseId ? this.#read.view.rows[portion] : undefined;
    if (!bytes) return null;
    if (portion === this.#read!.view.rows.length - 1) this.#read = null;
    return decompressed(bytes);
  }
}

function through(bytes: Uint8Array<ArrayBuffer>, { readable, writable }: CompressionStream | DecompressionStream) {
  const writer = writable.getWriter();
  // What goes wrong with it is told by the other end.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  return new Response(readable);
}

/** Writes portions as JSON, all into one buffer: of its own each would be garbage that nobody collects for a while. */
class Scribe {
  readonly #encoder = new TextEncoder();
  #buffer = new Uint8Array(256 * 1024);

  /** They are overwritten with the next. */
  octets({ texts, cells }: PackedRows): Uint8Array<ArrayBuffer> {
    const text = JSON.stringify({ texts, cells: [...cells] });
    // UTF-8 takes at most three octets for a UTF-16 code unit.
    if (this.#buffer.length < 3 * text.length) this.#buffer = new Uint8Array(3 * text.length);
    return this.#buffer.subarray(0, this.#encoder.encodeInto(text, this.#buffer).written);
  }
}

const compressed = async (text: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await through(text, new CompressionStream('gzip')).arrayBuffer());

async function decompressed(bytes: Uint8Array<ArrayBuffer>): Promise<PackedRows> {
  const text = await through(bytes, new DecompressionStream('gzip')).text();
  const { texts, cells } = JSON.parse(text) as { texts: string[]; cells: number[] };
  return { texts, cells: Int32Array.from(cells) };
}
