import { Connection } from './connection.ts';
import { IDBStore } from './idb-store.ts';
import { MemoryStore } from './memory-store.ts';
import type { Store, StoreNotice } from './store.ts';

/**
 * The store of this browser: IndexedDB, or memory when there is none or it cannot be opened (private windows, storage
 * switched off, a damaged profile, a full disk). A database that a newer version of the app wrote is never worked
 * around: the calls then fail with `store/newer-version`.
 *
 * @param notice hears what the user should know, at once and later: `store/memory-only`, `store/blocked`, …
 */
export async function openStore(notice: (notice: StoreNotice) => void): Promise<Store> {
  if (!isThere()) return inMemory(notice, 'this browser offers none here');
  const store = new IDBStore(new Connection(notice));
  const probe = await store.getCase('');
  if (probe.ok || (probe.code !== 'store/unavailable' && probe.code !== 'store/quota')) return store;
  store.close();
  return inMemory(notice, probe.message);
}

/** Where storage is switched off, some browsers have none and some throw when it is only named. */
function isThere(): boolean {
  try {
    return typeof indexedDB !== 'undefined';
  } catch {
    return false;
  }
}

function inMemory(notice: (notice: StoreNotice) => void, reason: string): Store {
  notice({
    code: 'store/memory-only',
    message: `The browser's storage cannot be used, so cases are gone when this tab closes: export what you want to keep. Private windows are the usual reason; cases saved earlier are untouched. (${reason})`,
  });
  return new MemoryStore();
}
