import '../trusted-types.ts';
import { evaluate } from '../core/evaluate.ts';
import { mergeTaken, takeIn } from '../core/intake/index.ts';
import { collectWhenAlone } from '../store/collect.ts';
import { openStore } from '../store/open.ts';
import { storageUse } from '../store/usage.ts';
import { createHandlers } from './engine.ts';
import { serve } from './serve.ts';

/** The worker: everything that reads, hashes, verifies and saves, away from the page's own thread. */
serve(self as DedicatedWorkerGlobalScope, async (replacement, emit) => {
  const store = await openStore((notice) => emit({ type: 'notice', ...notice }));
  await collectWhenAlone(store, navigator.locks, !replacement);
  // The case's id, to the workers of all other tabs.
  const otherTabs = new BroadcastChannel('presumed/case-changed');
  otherTabs.onmessage = ({ data }) => emit({ type: 'case-changed', id: String(data) });
  const handlers = createHandlers({
    store,
    core: { evaluate, mergeTaken, takeIn },
    loadSample: async () => (await import('../sample/sample.ts')).sampleCase,
    loadRoots: async () => (await import('./roots.json')).default,
    issuersKnown: (id, known) => emit({ type: 'issuers-known', id, known }),
    issuersAdded: (to, added) => emit({ type: 'issuers-added', added, case: to }),
    evidenceKnown: (id, known, title) => emit({ type: 'evidence-known', id, known, title }),
    evidenceAdded: (to, added) => emit({ type: 'evidence-added', added, case: to }),
    storageUse: () => storageUse(navigator.storage),
    now: () => Date.now(),
    announce: (caseId) => {
      if (store.keeps) otherTabs.postMessage(caseId);
    },
  });
  return { handlers, keeps: store.keeps };
});
