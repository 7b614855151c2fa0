/** How many objects are under way at once: enough to keep WebCrypto's queue full, few enough to bound memory. */
const UNDER_WAY = 2048;

/** How many are finished between two calls of `onDone`. */
const STEP = 512;

/**
 * Maps asynchronously, in order, a bounded number at a time: whenever one is finished the next begins, so that the queue
 * never runs dry. `onDone` hears how many have finished since the last call; what it throws ends the rest.
 */
export async function inBatches<Item, Value>(
  items: readonly Item[],
  work: (item: Item) => Promise<Value>,
  onDone?: (count: number) => void,
): Promise<Value[]> {
  const values = Array.from<Value>({ length: items.length });
  let next = 0;
  let finished = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      try {
        values[at] = await work(items[at]!);
        finished++;
        if (finished % STEP === 0) onDone?.(STEP);
      } catch (exception) {
        // Nobody waits for the others any more.
        next = items.length;
        throw exception;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(UNDER_WAY, items.length) }, lane));
  if (finished % STEP !== 0) onDone?.(finished % STEP);
  return values;
}
