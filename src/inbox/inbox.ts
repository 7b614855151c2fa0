/**
 * Where the service worker leaves what another app shared, until a page takes it: a database of its own, so that neither
 * needs to know which version of the cases' database the other speaks.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A shared file, or shared text under the name `shared text`. */
export interface Shared {
  readonly name: string;
  readonly data: Blob | string;
}

interface Parcel {
  readonly left: readonly Shared[];
  /** ms UTC. */
  readonly at: number;
}

interface Schema extends DBSchema {
  parcels: { key: string; value: Parcel };
}

/** What nobody came for within this time (ms) is thrown away when the next parcel arrives. */
const KEPT = 24 * 3_600_000;

/**
 * Keeps a parcel and resolves to the id under which it can be taken, once. Rejects where there is no room or no IndexedDB.
 * @param at ms UTC
 */
export async function leave(left: readonly Shared[], at: number, id: string = crypto.randomUUID()): Promise<string> {
  await withDatabase(async (database) => {
    const writing = database.transaction('parcels', 'readwrite');
    for await (const cursor of writing.store) if (cursor.value.at < at - KEPT) await cursor.delete();
    await writing.store.put({ left, at }, id);
    await writing.done;
  });
  return id;
}

/** The parcel with this id, which is then gone; empty when there is none (any more). */
export function take(id: string): Promise<readonly Shared[]> {
  return withDatabase(async (database) => {
    const writing = database.transaction('parcels', 'readwrite');
    const parcel = await writing.store.get(id);
    await writing.store.delete(id);
    await writing.done;
    return parcel?.left ?? [];
  });
}

/** What a share-target request carries: files, then title, text and address as one text, where there are any. */
export function readShare(form: FormData): Shared[] {
  const files = form.getAll('files').filter((value) => value instanceof File && (value.size > 0 || value.name !== ''));
  const words = ['title', 'text', 'url'].flatMap((field) => {
    const value = form.get(field);
    return typeof value === 'string' && value.trim() !== '' ? value : [];
  });
  return [
    ...(files as File[]).map((file) => ({ name: file.name || 'shared file', data: file })),
    ...(words.length > 0 ? [{ name: 'shared text', data: words.join('\n') }] : []),
  ];
}

async function withDatabase<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const database = await openDB<Schema>('presumed-inbox', 1, {
    upgrade: (fresh) => void fresh.createObjectStore('parcels'),
  });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
