import type { Migration } from '../schema.ts';

/** The first shape: evidence in packs, cases by id, and what deleted cases left behind. */
export const version1: Migration = (database) => {
  database.createObjectStore('packs', { autoIncrement: true });
  database.createObjectStore('contents');
  database.createObjectStore('cases', { keyPath: 'id' });
  database.createObjectStore('deleted', { keyPath: 'id' });
};
