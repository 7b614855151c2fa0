/** What is larger has a buffer of its own. */
const SMALL = 64 * 1024;
/** Octets of the first buffer, and of the largest: what lies in one came together and is kept together. */
const FIRST = SMALL;
const LARGEST = 1024 * 1024;

/**
 * Keeps many small pieces of octets in few buffers: a buffer of its own costs a browser as much again as a certificate
 * has. Nothing that is not kept stays in memory with them.
 */
export class Arena {
  readonly #buffers = new WeakSet<ArrayBufferLike>();
  #buffer = new Uint8Array(0);
  #used = 0;

  /** The same octets, sharing no buffer with anything that was not placed here. */
  place(octets: Uint8Array): Uint8Array {
    if (this.#buffers.has(octets.buffer)) return octets;
    const isAlone = octets.byteLength === octets.buffer.byteLength;
    if (octets.length > SMALL) return isAlone ? octets : octets.slice();
    if (this.#used + octets.length > this.#buffer.length) {
      this.#buffer = new Uint8Array(Math.min(LARGEST, Math.max(FIRST, 2 * this.#buffer.length)));
      this.#buffers.add(this.#buffer.buffer);
      this.#used = 0;
    }
    const place = this.#buffer.subarray(this.#used, (this.#used += octets.length));
    place.set(octets);
    return place;
  }
}
