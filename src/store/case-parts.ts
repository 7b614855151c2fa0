import type { Case } from '../core/model/case.ts';
import { bytesOfParts, joinCase, splitCase, type CaseHead, type CaseLists } from '../core/model/case-head.ts';
import { CaseDamagedError } from './failures.ts';
import type { Deleted, Transaction } from './schema.ts';

/**
 * Cases in the two parts that they are kept in: a head, and the lists that its `revision` names. Every function here
 * works inside the transaction it is given.
 */
type Reading = Transaction<'readonly'> | Transaction<'readwrite'>;
type Writing = Transaction<'readwrite'>;

const NO_LISTS: CaseLists = { evidence: [], references: [], lookups: [], problems: [], claims: [] };
const LISTS = Object.keys(NO_LISTS) as (keyof CaseLists)[];

/** Lists never change under their revision, so those read or written last need not be read again. */
export class ListsCache {
  #last: { readonly revision: string; readonly lists: CaseLists } | null = null;

  /** Throws where they are not those that the head was written with: the case would look as if it held less. */
  async read(transaction: Reading, { revision, sizes, title }: CaseHead): Promise<CaseLists> {
    if (this.#last?.revision === revision) return this.#last.lists;
    const lists = await transaction.objectStore('lists').get(revision);
    if (!lists || LISTS.some((list) => lists[list]?.length !== sizes[list])) throw new CaseDamagedError(title);
    this.#last = { revision, lists };
    return lists;
  }

  /** Call it when what was written is committed. */
  remember({ revision }: CaseHead, lists: CaseLists): void {
    this.#last = { revision, lists };
  }
}

export async function readCase(transaction: Reading, id: string, cache: ListsCache): Promise<Case | null> {
  const head = await transaction.objectStore('cases').get(id);
  return head ? joinCase(head, await cache.read(transaction, head)) : null;
}

/** Writes a case under a new revision, in place of an earlier one. */
export async function writeCase(
  transaction: Writing,
  whole: Case,
  before: CaseHead | null,
): Promise<ReturnType<typeof splitCase>> {
  const parts = splitCase(whole, crypto.randomUUID());
  await transaction.objectStore('lists').add(parts.lists, parts.head.revision);
  await transaction.objectStore('cases').put(parts.head);
  if (before) await transaction.objectStore('lists').delete(before.revision);
  return parts;
}

/**
 * SHA-256 of all bytes that the cases there are need. One case at a time: each may have hundreds of thousands. Of a
 * damaged case nobody can say which these are, and none of it can be read in any case.
 */
export async function* bytesInUse(transaction: Reading): AsyncGenerator<readonly string[]> {
  for (const head of await transaction.objectStore('cases').getAll())
    yield bytesOfParts(head, (await transaction.objectStore('lists').get(head.revision)) ?? NO_LISTS);
}

/** SHA-256 of all bytes that a deleted case needed. */
export async function bytesOfDeleted(transaction: Reading, gone: Deleted): Promise<readonly string[]> {
  if ('sha256s' in gone) return gone.sha256s;
  return bytesOfParts(gone.head, (await transaction.objectStore('lists').get(gone.head.revision)) ?? NO_LISTS);
}
