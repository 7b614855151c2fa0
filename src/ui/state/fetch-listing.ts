import type { Engine } from '../../worker/client.ts';
import { Listing } from './listing.ts';

/** Rows asked for at a time: taking in so many holds up the page for a few milliseconds. */
const PORTION = 500;

/**
 * Fetches the rows of an evaluation from the worker, portion by portion, the next already on its way. `null` when the
 * worker has another evaluation by now, or when `isWanted` says that nobody waits for them any more.
 */
export async function fetchListing(
  engine: Engine,
  caseId: string,
  { serial, size }: { readonly serial: number; readonly size: number },
  isWanted: () => boolean,
): Promise<Listing | null> {
  const listing = new Listing(size);
  const ask = (from: number) =>
    from < size ? engine.call('rows', [caseId, serial, from, PORTION]) : Promise.resolve([]);
  let next = ask(0);
  for (let from = 0; from < size; from += PORTION) {
    const rows = await next;
    if (!rows || !isWanted()) return null;
    next = ask(from + PORTION);
    // Its failure is told when it is waited for, which may be never.
    next.catch(() => undefined);
    listing.add(rows);
  }
  return listing;
}
