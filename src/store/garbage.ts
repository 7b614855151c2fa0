import { bytesInUse, bytesOfDeleted } from './case-parts.ts';
import { directory, readEvidence, writePacks } from './packs.ts';
import type { Transaction } from './schema.ts';

/**
 * Drops deleted cases, and their evidence that no case refers to. Packs that held some of it are rewritten with what is
 * still in use. Answers how many pieces were dropped.
 */
export async function collect(transaction: Transaction<'readwrite'>): Promise<number> {
  const left = await transaction.objectStore('deleted').getAll();
  if (left.length === 0) return 0;
  const places = await directory(transaction);
  const garbage = new Set<string>();
  for (const gone of left)
    for (const sha256 of await bytesOfDeleted(transaction, gone)) if (places.has(sha256)) garbage.add(sha256);
  for await (const inUse of bytesInUse(transaction)) for (const sha256 of inUse) garbage.delete(sha256);

  const packs = new Set([...garbage].map((sha256) => places.get(sha256)!.pack));
  const survivors = [...places].filter(([sha256, { pack }]) => packs.has(pack) && !garbage.has(sha256));
  const saved = await readEvidence(
    transaction,
    places,
    survivors.map(([sha256]) => sha256),
  );
  for (const pack of packs) {
    await transaction.objectStore('packs').delete(pack);
    await transaction.objectStore('contents').delete(pack);
  }
  await writePacks(transaction, [...saved.values()]);
  for (const gone of left) if ('head' in gone) await transaction.objectStore('lists').delete(gone.head.revision);
  await transaction.objectStore('deleted').clear();
  return garbage.size;
}
