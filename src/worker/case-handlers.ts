import { ok, type Result } from '../core/model/result.ts';
import { storeFailure } from '../store/failures.ts';
import type { Store } from '../store/store.ts';
import type { StorageUse } from '../store/usage.ts';
import type { Handlers } from './handlers.ts';
import { LastViews } from './last-view.ts';
import { newCase } from './new-case.ts';

export interface CaseParts {
  readonly store: Store;
  storageUse(): Promise<StorageUse>;
  /** ms UTC. */
  now(): number;
  /** Tells the other tabs that this case was changed, added or removed. */
  announce(caseId: string): void;
}

/** What needs nothing but the store: enough for the first screen, and there before all else is loaded. */
export const CASE_ACTIONS = [
  'listCases',
  'openCase',
  'createCase',
  'updateCase',
  'duplicateCase',
  'deleteCase',
  'restoreCase',
  'lastView',
  'lastRows',
  'storage',
] as const;

export function createCaseHandlers({
  store,
  storageUse,
  now,
  announce,
}: CaseParts): Pick<Handlers, (typeof CASE_ACTIONS)[number]> {
  const views = new LastViews(store);
  const announced = <T>(id: string, result: Result<T>): Result<T> => {
    if (result.ok) announce(id);
    return result;
  };

  return {
    listCases: () => store.listCases(),
    openCase: (_call, id) => store.getHead(id),
    createCase: async ({ key }, title) => announced(key, await store.addCase(newCase(key, title, now()))),
    updateCase: async (_call, id, changes) =>
      announced(id, await store.changeHead(id, (current) => ({ ...current, ...changes, updatedAt: now() }))),
    duplicateCase: async ({ key }, id, title) => {
      const found = await store.getCase(id);
      if (!found.ok) return found;
      if (!found.value) return storeFailure('store/no-such-case');
      const { lastSeen: _, ...same } = found.value;
      return announced(key, await store.addCase({ ...same, id: key, title, createdAt: now(), updatedAt: now() }));
    },
    deleteCase: async (_call, id) => announced(id, await store.deleteCase(id)),
    restoreCase: async (_call, id) => announced(id, await store.restoreCase(id)),
    lastView: (_call, caseId) => views.view(caseId),
    lastRows: async (_call, caseId, portion) => ok(await views.rows(caseId, portion)),
    storage: async () => ok(await storageUse()),
  };
}
