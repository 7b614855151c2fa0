import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { CaseHead, CaseLists } from '../core/model/case-head.ts';
import { version1 } from './migrations/version-1.ts';
import { version2 } from './migrations/version-2.ts';
import { version3 } from './migrations/version-3.ts';
import type { StoredIssuer, StoredView } from './store.ts';

/** The newest shape of the database. */
export interface Schema extends DBSchema {
  /** The bytes of many pieces of evidence, one behind the other; see packs.ts. Key: counted up. */
  packs: { key: number; value: Uint8Array<ArrayBuffer> };
  /** What is in the pack of the same key. */
  contents: { key: number; value: PackContents };
  /** Key: `id`. */
  cases: { key: string; value: CaseHead };
  /** The long lists of cases, never changed in place. Key: the `revision` of their head. */
  lists: { key: string; value: CaseLists };
  /** What a case showed last. Key: its `id`. */
  views: { key: string; value: StoredView };
  /** Deleted cases, whose evidence garbage collection has to look at. Key: `id`. */
  deleted: { key: string; value: Deleted };
  /** The issuer library. Key: `sha256`. */
  issuers: { key: string; value: StoredIssuer; indexes: { bySubject: string; bySpki: string; byKey: string } };
}

/** Until version 2 only the evidence was noted, and undoing was up to the page. */
export type Deleted =
  { readonly id: string; readonly head: CaseHead } | { readonly id: string; readonly sha256s: readonly string[] };

export interface PackContents {
  /** In the order of their bytes. */
  readonly sha256s: readonly string[];
  /** Where each ends in the pack; the next one begins there. */
  readonly ends: readonly number[];
}

export const DATABASE_NAME = 'presumed';

export type Database = IDBPDatabase<Schema>;
export type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<Schema, StoreNames<Schema>[], Mode>;

/** Makes the database of the version before into that of this one, inside the upgrade's own transaction. */
export type Migration = (database: Database, transaction: Transaction<'versionchange'>) => void | Promise<void>;

/** One a version, oldest first. A released one never changes again: a new shape is a new entry. */
export const MIGRATIONS: readonly Migration[] = [version1, version2, version3];

/** Runs the steps from `oldVersion` (0: no database yet) on, in order. */
export async function migrate(
  database: Database,
  oldVersion: number,
  transaction: Transaction<'versionchange'>,
): Promise<void> {
  for (const migration of MIGRATIONS.slice(oldVersion)) await migration(database, transaction);
}
