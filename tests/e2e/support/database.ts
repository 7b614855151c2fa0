import type { Page } from '@playwright/test';

/** A whole IndexedDB database as JSON can carry it. */
export interface Dump {
  readonly version: number;
  readonly stores: readonly {
    readonly name: string;
    readonly keyPath: string | null;
    readonly autoIncrement: boolean;
    readonly indexes: readonly { readonly name: string; readonly keyPath: string }[];
    /** Octets stand as `{ "base64": … }`. */
    readonly records: readonly { readonly key: string | number; readonly value: unknown }[];
  }[];
}

/** The database of the app, read past the app. */
export function dumpDatabase(page: Page): Promise<Dump> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
    const plain = (value: unknown): unknown => {
      if (value instanceof Uint8Array)
        return { base64: btoa(Array.from(value, (octet) => String.fromCharCode(octet)).join('')) };
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, plain(inside)]));
    };
    const database = await done(indexedDB.open('presumed'));
    const transaction = database.transaction([...database.objectStoreNames]);
    const stores = await Promise.all(
      [...database.objectStoreNames].map(async (name) => {
        const store = transaction.objectStore(name);
        const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
        const indexes = [...store.indexNames].map((index) => ({
          name: index,
          keyPath: store.index(index).keyPath as string,
        }));
        return {
          name,
          keyPath: store.keyPath as string | null,
          autoIncrement: store.autoIncrement,
          indexes,
          records: keys.map((key, at) => ({ key: key as string | number, value: plain(values[at]) })),
        };
      }),
    );
    database.close();
    return { version: database.version, stores };
  });
}

/** Makes such a database in this origin, which has none yet. */
export function putDatabase(page: Page, dump: Dump): Promise<void> {
  return page.evaluate(
    ({ version, stores }) =>
      new Promise<void>((resolve, reject) => {
        const octets = (value: unknown): unknown => {
          if (Array.isArray(value)) return value.map(octets);
          if (typeof value !== 'object' || value === null) return value;
          if ('base64' in value) return Uint8Array.from(atob(String(value.base64)), (char) => char.charCodeAt(0));
          return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, octets(inside)]));
        };
        const request = indexedDB.open('presumed', version);
        request.onupgradeneeded = () => {
          for (const { name, keyPath, autoIncrement, indexes, records } of stores) {
            const store = request.result.createObjectStore(name, { keyPath, autoIncrement });
            for (const index of indexes) store.createIndex(index.name, index.keyPath);
            for (const { key, value } of records) {
              if (keyPath === null) store.put(octets(value), key);
              else store.put(octets(value));
            }
          }
        };
        request.onerror = () => reject(request.error!);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
    dump,
  );
}
