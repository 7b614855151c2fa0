import type { Migration } from '../schema.ts';

/** The issuer library: certificates that sign for others, kept across cases, found by name and by key. */
export const version2: Migration = (database) => {
  const issuers = database.createObjectStore('issuers', { keyPath: 'sha256' });
  issuers.createIndex('bySubject', 'subjectSha256');
  issuers.createIndex('bySpki', 'spkiSha256');
  issuers.createIndex('byKey', 'keySha1');
};
