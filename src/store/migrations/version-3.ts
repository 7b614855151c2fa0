import type { Case } from '../../core/model/case.ts';
import { splitCase } from '../../core/model/case-head.ts';
import type { Migration } from '../schema.ts';

/**
 * Cases in two parts, so that the list of cases and a changed title move a few lines and not hundreds of thousands; and
 * what each case showed last.
 */
export const version3: Migration = async (database, transaction) => {
  const lists = database.createObjectStore('lists');
  database.createObjectStore('views');
  const cases = transaction.objectStore('cases');
  for (let cursor = await cases.openCursor(); cursor; cursor = await cursor.continue()) {
    const whole = cursor.value as unknown as Case;
    const parts = splitCase(whole, crypto.randomUUID());
    await lists.put(parts.lists, parts.head.revision);
    await cursor.update(parts.head);
  }
};
