/** Larger octets are handed over as they are: there are few of them. */
const SMALL = 16 * 1024;

/**
 * Octets for one call of WebCrypto, which copies them before it returns (Web Cryptography API section 14.3, "get a copy of
 * the bytes"). For every view that is handed to the browser it keeps an object of its own, larger than the view and for
 * as long as that lives: views that are kept by the hundred thousand are copied to one that is used again instead.
 */
export class Lent {
  readonly #buffer = new ArrayBuffer(SMALL);
  readonly #views: (Uint8Array<ArrayBuffer> | undefined)[] = [];

  /** The same octets; they change with the next call. */
  of(octets: Uint8Array): Uint8Array<ArrayBuffer> {
    const { length } = octets;
    // Nothing here is ever in shared memory, which is all that the cast says.
    if (length > SMALL) return octets as Uint8Array<ArrayBuffer>;
    const view = (this.#views[length] ??= new Uint8Array(this.#buffer, 0, length));
    view.set(octets);
    return view;
  }
}
