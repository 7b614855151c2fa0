import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { Case } from '../core/model/case.ts';
import { version1 } from './migrations/version-1.ts';
import type { StoredEvidence } from './store.ts';

/** The newest shape of the database. */
export interface Schema extends DBSchema {
  /** Append-only; key: `sha256`. */
  evidence: { key: string; value: StoredEvidence };
  /** Key: `id`. */
  cases: { key: string; value: Case };
  /** Which evidence deleted cases referred to: what garbage collection has to look at. Key: `id`. */
  deleted: { key: string; value: { readonly id: string; readonly sha256s: readonly string[] } };
}

export const DATABASE_NAME = 'presumed';

export type Database = IDBPDatabase<Schema>;
export type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

/** Makes the database of the version before into that of this one, inside the upgrade's own transaction. */
export type Migration = (database: Database, transaction: Upgrade) => void | Promise<void>;

/** One a version, oldest first. A released one never changes again: a new shape is a new entry. */
export const MIGRATIONS: readonly Migration[] = [version1];

/** Runs the steps from `oldVersion` (0: no database yet) on, in order. */
export async function migrate(database: Database, oldVersion: number, transaction: Upgrade): Promise<void> {
  for (const migration of MIGRATIONS.slice(oldVersion)) await migration(database, transaction);
}
