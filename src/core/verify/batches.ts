/** How many objects are under way at once: enough to keep WebCrypto's queue full, few enough to bound memory. */
const BATCH = 512;

/** Maps asynchronously, in order, a bounded number at a time; `onDone` hears how many have finished since the last call. */
export async function inBatches<Item, Value>(
  items: readonly Item[],
  work: (item: Item) => Promise<Value>,
  onDone?: (count: number) => void,
): Promise<Value[]> {
  const values: Value[] = [];
  for (let at = 0; at < items.length; at += BATCH) {
    const batch = items.slice(at, at + BATCH);
    values.push(...(await Promise.all(batch.map(work))));
    onDone?.(batch.length);
  }
  return values;
}
