import type { CallOptions, Engine, EvaluateOptions } from '../../worker/client.ts';
import type { CaseView } from '../../worker/view.ts';
import { RowReader, type PackedRows, type RowPortion } from '../../worker/packed-rows.ts';
import { Listing } from './listing.ts';

/** A case as it is on the screen. */
export interface Shown {
  readonly view: CaseView;
  readonly listing: Listing;
  /** What the last evaluation of an earlier visit said: shown until it is checked again, and never exported. */
  readonly cached: boolean;
}

/** Certificates whose names the page itself can sort in no time. */
const MANY = 20_000;

/**
 * Evaluates. The rows come while the rest is judged, so that all are here when the answer is. `null` when `isWanted` says
 * that nobody waits for it any more.
 */
export async function evaluateAndFetch(
  engine: Engine,
  caseId: string,
  evaluate: { readonly options: EvaluateOptions; readonly call: CallOptions },
  isWanted: () => boolean,
): Promise<Shown | null> {
  let listing = new Listing(0);
  let reader = new RowReader();
  const onRows = ({ from, total, rows }: RowPortion): void => {
    if (!isWanted()) return;
    if (from === 0) {
      listing = new Listing(total);
      reader = new RowReader();
    }
    listing.add(reader.read(rows));
  };
  const { serial, ...view } = await engine.call('evaluate', [caseId, evaluate.options], { ...evaluate.call, onRows });
  if (!isWanted()) return null;
  const size = view.summary.certificates;
  if (listing.rows.length !== size) throw new Error('The evaluation was lost. Evaluate again.');
  if (size > MANY) void rankNames(engine, caseId, serial, listing);
  return { view, listing, cached: false };
}

/** Fetches what the case showed last. `null` when nothing of it is kept, or it is not wanted any more. */
export async function fetchLast(engine: Engine, caseId: string, isWanted: () => boolean): Promise<Shown | null> {
  // It only saves a wait: where it cannot be had, the evaluation that follows says why.
  const last = await engine.call('lastView', [caseId]).catch(() => null);
  if (!last) return null;
  const { portions, ...view } = last;
  // Portion by portion, the next already on its way.
  const ask = (portion: number): Promise<PackedRows | null> =>
    engine.call('lastRows', [caseId, portion]).catch(() => null);
  const listing = new Listing(view.summary.certificates);
  const reader = new RowReader();
  let next = portions > 0 ? ask(0) : null;
  for (let portion = 0; next; portion++) {
    const rows = await next;
    if (!rows || !isWanted()) return null;
    next = portion + 1 < portions ? ask(portion + 1) : null;
    listing.add(reader.read(rows));
  }
  return { view, listing, cached: true };
}

/** Sorting many names takes the worker a moment that the page has not; until then, and without it, the page sorts. */
async function rankNames(engine: Engine, caseId: string, serial: number, listing: Listing): Promise<void> {
  const ranks = await engine.call('nameRanks', [caseId, serial]).catch(() => null);
  if (ranks) listing.rankNames(ranks);
}
