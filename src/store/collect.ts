import type { Store } from './store.ts';

/** Held, shared, by every open tab. */
const LOCK = 'presumed/open';

/**
 * Collects garbage when no other tab is open (another one might still offer to undo a deletion), then marks this tab
 * as open for as long as the worker lives. Without Web Locks nothing is collected: keeping too much is the safe side.
 *
 * @param collect false when the worker is a replacement, whose tab may still offer to undo.
 * @param alsoCollect what else can be cleared away then
 */
export async function collectWhenAlone(
  store: Store,
  locks: LockManager | undefined,
  collect: boolean,
  alsoCollect: () => Promise<void> = async () => undefined,
): Promise<void> {
  if (!store.keeps || !locks) return;
  if (collect) {
    await locks.request(LOCK, { mode: 'exclusive', ifAvailable: true }, async (lock) => {
      // A failure costs nothing but room, and the next start tries again.
      if (lock) await Promise.all([store.collectGarbage(), alsoCollect()]);
    });
  }
  // The promise never settles: the lock ends with the worker.
  void locks.request(LOCK, { mode: 'shared' }, () => new Promise<never>(() => undefined));
}
