import { equalBytes } from '../core/model/bytes.ts';
import type { Transaction } from './schema.ts';
import type { StoredEvidence, StoreProgress } from './store.ts';

/**
 * Evidence in packs of a few megabytes. IndexedDB charges by the record: 20,000 responses in a record each take five times
 * as long to save as in packs (1.9 s and 0.4 s in Chromium), and longer than all their signatures take to verify. Every
 * function here works inside the transaction it is given.
 */
const PACK_BYTES = 4 * 1024 * 1024;

/** Packs read or written at a time. */
const BATCH = 8;

type Reading = Transaction<'readonly'> | Transaction<'readwrite'>;
type Writing = Transaction<'readwrite'>;

/** Where bytes lie: from `start` to `end` in that pack. */
export interface Place {
  readonly pack: number;
  readonly start: number;
  readonly end: number;
}

/** Where all evidence lies. Of a hash that is kept twice the later pack counts: it repaired the earlier one. */
export async function directory(transaction: Reading): Promise<Map<string, Place>> {
  const contents = transaction.objectStore('contents');
  const [packs, all] = await Promise.all([contents.getAllKeys(), contents.getAll()]);
  const places = new Map<string, Place>();
  for (const [at, { sha256s, ends }] of all.entries())
    for (const [index, sha256] of sha256s.entries())
      places.set(sha256, { pack: packs[at]!, start: ends[index - 1] ?? 0, end: ends[index]! });
  return places;
}

/** Saves what is not kept yet, and what is kept with other bytes than these. */
export async function writeEvidence(
  transaction: Writing,
  evidence: readonly StoredEvidence[],
  onProgress?: StoreProgress,
): Promise<void> {
  if (evidence.length === 0) return;
  const places = await directory(transaction);
  const there = await readEvidence(
    transaction,
    places,
    evidence.map(({ sha256 }) => sha256),
  );
  const wanting = evidence.filter(({ sha256, bytes }) => {
    const kept = there.get(sha256);
    return !kept || !equalBytes(kept.bytes, bytes);
  });
  await writePacks(transaction, wanting, onProgress);
}

/** Puts these into new packs, whatever is kept already. */
export async function writePacks(
  transaction: Writing,
  evidence: readonly StoredEvidence[],
  onProgress?: StoreProgress,
): Promise<void> {
  let done = 0;
  for (const items of inPacks(evidence)) {
    const { bytes, contents } = pack(items);
    const key = await transaction.objectStore('packs').add(bytes);
    await transaction.objectStore('contents').add(contents, key);
    done += items.length;
    onProgress?.(done, evidence.length);
  }
}

/** Reads the evidence with these hashes; what is not kept is left out. The bytes are views into their packs. */
export async function readEvidence(
  transaction: Reading,
  places: ReadonlyMap<string, Place>,
  sha256s: readonly string[],
  onProgress?: StoreProgress,
): Promise<Map<string, StoredEvidence>> {
  const wanted = new Map<number, string[]>();
  for (const sha256 of new Set(sha256s)) {
    const place = places.get(sha256);
    if (!place) continue;
    const beside = wanted.get(place.pack);
    if (beside) beside.push(sha256);
    else wanted.set(place.pack, [sha256]);
  }
  const found = new Map<string, StoredEvidence>();
  const packs = [...wanted];
  for (let from = 0; from < packs.length; from += BATCH) {
    const batch = packs.slice(from, from + BATCH);
    const read = await Promise.all(batch.map(([key]) => transaction.objectStore('packs').get(key)));
    for (const [at, [, hashes]] of batch.entries())
      for (const sha256 of read[at] ? hashes : []) {
        const { start, end } = places.get(sha256)!;
        found.set(sha256, { sha256, bytes: read[at]!.subarray(start, end) });
      }
    onProgress?.(found.size, sha256s.length);
  }
  return found;
}

function* inPacks(evidence: readonly StoredEvidence[]): Generator<StoredEvidence[]> {
  let items: StoredEvidence[] = [];
  let size = 0;
  for (const item of evidence) {
    if (items.length > 0 && size + item.bytes.length > PACK_BYTES) {
      yield items;
      items = [];
      size = 0;
    }
    items.push(item);
    size += item.bytes.length;
  }
  if (items.length > 0) yield items;
}

function pack(items: readonly StoredEvidence[]) {
  const bytes = new Uint8Array(items.reduce((sum, item) => sum + item.bytes.length, 0));
  let end = 0;
  const ends = items.map((item) => {
    bytes.set(item.bytes, end);
    return (end += item.bytes.length);
  });
  return { bytes, contents: { sha256s: items.map(({ sha256 }) => sha256), ends } };
}
