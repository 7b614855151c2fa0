/** How full the browser's storage for this site is, as far as it tells. */
export interface StorageUse {
  /** Bytes. */
  readonly usage: number | null;
  /** Bytes. */
  readonly quota: number | null;
  /** Whether the browser promised not to evict it on its own. */
  readonly persisted: boolean | null;
}

/** Browsers only estimate; a value a browser does not tell is `null`. */
export async function storageUse(storage: StorageManager | undefined): Promise<StorageUse> {
  const [estimate, persisted] = await Promise.all([
    storage?.estimate?.().catch(() => null) ?? null,
    storage?.persisted?.().catch(() => null) ?? null,
  ]);
  return { usage: estimate?.usage ?? null, quota: estimate?.quota ?? null, persisted };
}
