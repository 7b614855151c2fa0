import type { Migration } from '../schema.ts';

/** The first shape: evidence by hash, cases by id, and what deleted cases left behind. */
export const version1: Migration = (database) => {
  database.createObjectStore('evidence', { keyPath: 'sha256' });
  database.createObjectStore('cases', { keyPath: 'id' });
  database.createObjectStore('deleted', { keyPath: 'id' });
};
