import '../trusted-types.ts';
import type { CaseHead } from '../core/model/case-head.ts';
import { collectWhenAlone } from '../store/collect.ts';
import { openStore } from '../store/open.ts';
import { storageUse } from '../store/usage.ts';
import { createCaseHandlers } from './case-handlers.ts';
import { lazily } from './lazily.ts';
import { clearScratchFiles, scratchFile } from './scratch-file.ts';
import { serve } from './serve.ts';

/** The worker: everything that reads, hashes, verifies and saves, away from the page's own thread. */
serve(self as DedicatedWorkerGlobalScope, async (replacement, emit) => {
  const store = await openStore((notice) => emit({ type: 'notice', ...notice }));
  await collectWhenAlone(store, navigator.locks, !replacement, () => clearScratchFiles(navigator.storage));
  // The case's id, to the workers of all other tabs. Cases that are not kept have none, and Firefox refuses this together
  // with storage.
  const otherTabs = store.keeps ? new BroadcastChannel('presumed/case-changed') : null;
  if (otherTabs) otherTabs.onmessage = ({ data }) => emit({ type: 'case-changed', id: String(data) });
  const parts = {
    store,
    loadSample: async () => (await import('../sample/sample.ts')).sampleCase,
    loadRoots: async () => (await import('./roots.json')).default,
    issuersKnown: (id: string, known: number) => emit({ type: 'issuers-known', id, known }),
    issuersAdded: (to: CaseHead, added: number) => emit({ type: 'issuers-added', added, case: to }),
    evidenceKnown: (id: string, known: number, title: string) => emit({ type: 'evidence-known', id, known, title }),
    evidenceAdded: (to: CaseHead, added: number) => emit({ type: 'evidence-added', added, case: to }),
    storageUse: () => storageUse(navigator.storage),
    openScratch: () => scratchFile(navigator.storage, Date.now()),
    now: () => Date.now(),
    announce: (caseId: string) => otherTabs?.postMessage(caseId),
  };
  const handlers = lazily(createCaseHandlers(parts), async () => (await import('./core.ts')).createCoreHandlers(parts));
  return { handlers, keeps: store.keeps };
});
