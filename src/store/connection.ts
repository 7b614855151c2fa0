import { openDB, type OpenDBCallbacks } from 'idb';
import { fail, ok, type Failure, type Result } from '../core/model/result.ts';
import { FAILURES, fromException, storeFailure } from './failures.ts';
import { DATABASE_NAME, migrate, MIGRATIONS, type Database, type Schema } from './schema.ts';
import type { StoreNotice } from './store.ts';

/**
 * One connection to the database, and all that can happen to it: it is opened when first needed, again after the
 * browser closed it, and never again once another tab has upgraded or deleted the database.
 */
export class Connection {
  #database: Promise<Database> | null = null;
  #ended: Failure | null = null;
  readonly #notice: (notice: StoreNotice) => void;
  readonly #version: number;

  /** @param version of the schema; tests pass another to play the part of an older or newer app. */
  constructor(notice: (notice: StoreNotice) => void, version: number = MIGRATIONS.length) {
    this.#notice = notice;
    this.#version = version;
  }

  /** Runs `work`, which is one transaction. What it resolves to is committed; what it rejects with left no trace. */
  async use<T>(work: (database: Database) => Promise<T>): Promise<Result<T>> {
    for (let attempt = 1; ; attempt++) {
      if (this.#ended) return this.#ended;
      const opening = (this.#database ??= this.#open());
      try {
        return ok(await work(await opening));
      } catch (exception) {
        if (this.#ended) return this.#ended;
        // The browser closed the connection under us (WebKit does so to tabs in the background). A rejected
        // transaction left nothing behind, so it can be run again on a new connection; once, lest it goes on for ever.
        const closed = exception instanceof Error && exception.name === 'InvalidStateError';
        if (this.#database === opening && (closed || (await failed(opening)))) this.#database = null;
        if (!closed || attempt > 1) return fromException(exception);
      }
    }
  }

  close(): void {
    this.#ended = storeFailure('store/unavailable', 'closed');
    this.#leave();
  }

  #open(): Promise<Database> {
    const options: OpenDBCallbacks<Schema> = {
      upgrade: (database, oldVersion, _newVersion, transaction) => {
        // A step that fails undoes the whole upgrade; the opening fails with it and speaks for both.
        transaction.done.catch(() => undefined);
        migrate(database, oldVersion, transaction).catch(() => transaction.abort());
      },
      blocked: () =>
        this.#notice({
          code: 'store/blocked',
          message:
            'Another tab still uses the saved cases in their old form. Close the other tabs of Presumed: this one then goes on by itself.',
        }),
      // Polite: finishes what it is doing, then lets the other tab have the database.
      blocking: (_currentVersion, newVersion) =>
        this.#end(newVersion === null ? 'store/deleted' : 'store/outdated-tab'),
      terminated: () => {
        if (this.#database === opening) this.#database = null;
        this.#notice({
          code: 'store/reopened',
          message:
            'The browser closed its storage and it was opened again. If cases are missing now, the data of this site was cleared.',
        });
      },
    };
    // Where storage is switched off, even asking for it throws: here that becomes a rejection like any other.
    const opening = Promise.resolve().then(() => openDB<Schema>(DATABASE_NAME, this.#version, options));
    return opening;
  }

  #end(code: 'store/deleted' | 'store/outdated-tab'): void {
    this.#ended = fail(code, FAILURES[code]);
    this.#leave();
    this.#notice({ code, message: FAILURES[code] });
  }

  #leave(): void {
    this.#database?.then(
      (database) => database.close(),
      () => undefined,
    );
    this.#database = null;
  }
}

const failed = (opening: Promise<unknown>): Promise<boolean> =>
  opening.then(
    () => false,
    () => true,
  );
