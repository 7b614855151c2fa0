import type { StoreNames } from 'idb';
import type { Case } from '../core/model/case.ts';
import { joinCase, type CaseHead } from '../core/model/case-head.ts';
import { release } from '../core/model/release.ts';
import { ok, type Result } from '../core/model/result.ts';
import { ListsCache, readCase, writeCase } from './case-parts.ts';
import type { Connection } from './connection.ts';
import { storeFailure } from './failures.ts';
import { collect } from './garbage.ts';
import { directory, readEvidence, writeEvidence } from './packs.ts';
import type { Schema, Transaction } from './schema.ts';
import {
  eachOnce,
  newestFirst,
  type IssuerQuery,
  type Store,
  type StoredEvidence,
  type StoredIssuer,
  type StoredView,
  type StoreProgress,
} from './store.ts';

/** The store on IndexedDB. */
export class IDBStore implements Store {
  readonly keeps = true;
  readonly #connection: Connection;
  readonly #lists = new ListsCache();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async listCases(): Promise<Result<CaseHead[]>> {
    return this.#read(async (transaction) => (await transaction.objectStore('cases').getAll()).sort(newestFirst));
  }

  async getHead(id: string): Promise<Result<CaseHead | null>> {
    return this.#read(async (transaction) => (await transaction.objectStore('cases').get(id)) ?? null);
  }

  async getCase(id: string): Promise<Result<Case | null>> {
    return this.#read((transaction) => readCase(transaction, id, this.#lists));
  }

  async addCase(
    fresh: Case,
    evidence: readonly StoredEvidence[] = [],
    onProgress?: StoreProgress,
  ): Promise<Result<CaseHead>> {
    return this.#write(async (transaction) => {
      const there = await transaction.objectStore('cases').get(fresh.id);
      if (there) return there;
      await writeEvidence(transaction, evidence, onProgress);
      return (await writeCase(transaction, fresh, null)).head;
    });
  }

  async changeHead(id: string, change: (current: CaseHead) => CaseHead): Promise<Result<CaseHead>> {
    const changed = await this.#write(async (transaction) => {
      const current = await transaction.objectStore('cases').get(id);
      if (!current) return null;
      const next = change(current);
      await transaction.objectStore('cases').put(next);
      return next;
    });
    return present(changed);
  }

  async changeCase(
    id: string,
    change: (current: Case) => Case,
    evidence: readonly StoredEvidence[] = [],
    onProgress?: StoreProgress,
  ): Promise<Result<CaseHead>> {
    const changed = await this.#write(async (transaction) => {
      const before = await transaction.objectStore('cases').get(id);
      if (!before) return null;
      const next = change(joinCase(before, await this.#lists.read(transaction, before)));
      await writeEvidence(transaction, evidence, onProgress);
      return writeCase(transaction, next, before);
    });
    const parts = present(changed);
    if (!parts.ok) return parts;
    this.#lists.remember(parts.value.head, parts.value.lists);
    return ok(parts.value.head);
  }

  async deleteCase(id: string): Promise<Result<void>> {
    return this.#write(async (transaction) => {
      const head = await transaction.objectStore('cases').get(id);
      if (!head) return;
      await transaction.objectStore('deleted').put({ id, head });
      await transaction.objectStore('cases').delete(id);
      await transaction.objectStore('views').delete(id);
    });
  }

  async restoreCase(id: string): Promise<Result<void>> {
    return this.#write(async (transaction) => {
      const gone = await transaction.objectStore('deleted').get(id);
      // One that is there again is another one, and garbage collection still has to look at what this one left.
      if (!gone || !('head' in gone) || (await transaction.objectStore('cases').get(id))) return;
      await transaction.objectStore('deleted').delete(id);
      await transaction.objectStore('cases').add(gone.head);
    });
  }

  async putView(id: string, view: StoredView): Promise<Result<void>> {
    const written = await this.#write(async (transaction) => {
      if (await transaction.objectStore('cases').get(id)) await transaction.objectStore('views').put(view, id);
    });
    for (const portion of view.rows) release(portion);
    return written;
  }

  async getView(id: string): Promise<Result<StoredView | null>> {
    return this.#read(async (transaction) => (await transaction.objectStore('views').get(id)) ?? null);
  }

  async getEvidence(
    sha256s: readonly string[],
    onProgress?: StoreProgress,
  ): Promise<Result<ReadonlyMap<string, StoredEvidence>>> {
    return this.#read(async (transaction) =>
      readEvidence(transaction, await directory(transaction), sha256s, onProgress),
    );
  }

  async collectGarbage(): Promise<Result<number>> {
    return this.#write(collect);
  }

  async addIssuers(issuers: readonly StoredIssuer[]): Promise<Result<number>> {
    return this.#write(async (transaction) => {
      const kept = transaction.objectStore('issuers');
      const there = new Set(await kept.getAllKeys());
      const fresh = issuers.filter(({ sha256 }) => !there.has(sha256));
      await Promise.all(fresh.map((issuer) => kept.put(issuer)));
      return fresh.length;
    });
  }

  async findIssuers({ subjects = [], spkis = [], keys = [] }: IssuerQuery): Promise<Result<StoredIssuer[]>> {
    return this.#read(async (transaction) => {
      const kept = transaction.objectStore('issuers');
      const found = await Promise.all([
        ...subjects.map((subject) => kept.index('bySubject').getAll(subject)),
        ...spkis.map((spki) => kept.index('bySpki').getAll(spki)),
        ...keys.map((key) => kept.index('byKey').getAll(key)),
      ]);
      return eachOnce(found.flat());
    });
  }

  async countIssuers(): Promise<Result<number>> {
    return this.#read((transaction) => transaction.objectStore('issuers').count());
  }

  close(): void {
    this.#connection.close();
  }

  #read<T>(work: (transaction: Transaction<'readonly'>) => Promise<T>): Promise<Result<T>> {
    return this.#connection.use((database) => finish(database.transaction(STORES, 'readonly'), work));
  }

  /** Resolves when everything is committed; anything thrown undoes it. */
  #write<T>(work: (transaction: Transaction<'readwrite'>) => Promise<T>): Promise<Result<T>> {
    return this.#connection.use((database) => finish(database.transaction(STORES, 'readwrite'), work));
  }
}

/** Always all of them: every write is about a case and its evidence, and reads have to wait for it in any case. */
const STORES: StoreNames<Schema>[] = ['cases', 'contents', 'deleted', 'issuers', 'lists', 'packs', 'views'];

const present = <T>(found: Result<T | null>): Result<T> => {
  if (!found.ok) return found;
  return found.value === null ? storeFailure('store/no-such-case') : ok(found.value);
};

async function finish<Mode extends 'readonly' | 'readwrite', T>(
  transaction: Transaction<Mode>,
  work: (transaction: Transaction<Mode>) => Promise<T>,
): Promise<T> {
  // Awaited below; until then a rejection must not count as unhandled.
  transaction.done.catch(() => undefined);
  try {
    const value = await work(transaction);
    await transaction.done;
    return value;
  } catch (exception) {
    abort(transaction);
    await transaction.done.catch(() => undefined);
    // The transaction's own error is the cause (quota); what `work` saw may only be a request that fell with it.
    throw transaction.error ?? exception;
  }
}

function abort(transaction: Pick<IDBTransaction, 'abort'>): void {
  try {
    transaction.abort();
  } catch {
    // It is finished or aborted already, which is all that is wanted.
  }
}
