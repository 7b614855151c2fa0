import { unwrap, type IDBPObjectStore, type StoreNames } from 'idb';
import type { Schema } from './schema.ts';
import type { StoredEvidence, StoreProgress } from './store.ts';

type EvidenceStore<Mode extends IDBTransactionMode> = IDBPObjectStore<Schema, StoreNames<Schema>[], 'evidence', Mode>;

/** Requests under way at a time: enough to keep the browser's storage busy, few enough that memory stays flat. */
const BATCH = 2000;

/**
 * Writes evidence within the transaction that `store` belongs to. A failure shows in the transaction's `done`: a
 * promise for each record would cost more than the record.
 */
export async function writeEvidence(
  store: EvidenceStore<'readwrite'>,
  evidence: readonly StoredEvidence[],
  onProgress?: StoreProgress,
): Promise<void> {
  const bare = unwrap(store) as IDBObjectStore;
  for (let from = 0; from < evidence.length; from += BATCH) {
    const batch = evidence.slice(from, from + BATCH);
    const requests = batch.map((item) => bare.put(item));
    await finished(requests.at(-1)!);
    onProgress?.(from + batch.length, evidence.length);
  }
}

/** Reads these records in the order of their keys; those that are not there are left out. */
export async function readEvidence(
  store: EvidenceStore<'readonly'>,
  sha256s: readonly string[],
  onProgress?: StoreProgress,
): Promise<Map<string, StoredEvidence>> {
  const found = new Map<string, StoredEvidence>();
  const wanted = [...new Set(sha256s)].sort();
  // Hashes are spread evenly, so when most of what is kept is wanted, whole ranges are far cheaper than single reads.
  const inRanges = wanted.length * 2 >= (await store.count());
  const isWanted = new Set(wanted);
  for (let from = 0; from < wanted.length; from += BATCH) {
    const batch = wanted.slice(from, from + BATCH);
    const records = inRanges
      ? await store.getAll(IDBKeyRange.bound(batch[0]!, batch.at(-1)!))
      : await Promise.all(batch.map((sha256) => store.get(sha256)));
    for (const record of records) if (record && isWanted.has(record.sha256)) found.set(record.sha256, record);
    onProgress?.(from + batch.length, wanted.length);
  }
  return found;
}

function finished(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException('The request was aborted.', 'AbortError'));
  });
}
