/** Octets of a buffer. */
const SIZE = 32 * 1024;
/** UTF-16 code units that are encoded at once. */
const ENOUGH = 8 * 1024;

/**
 * Encodes texts, one behind the other, as UTF-8 into one buffer. For every call of a TextEncoder the browser makes an object
 * that stays until garbage is collected: with one for each of a million lines that is as much as the lines themselves.
 */
export class Utf8 {
  readonly #encoder = new TextEncoder();
  readonly #buffer = new Uint8Array(SIZE);
  #text = '';

  /** Takes in a text. Out: octets, when enough texts are there; the next piece overwrites them. */
  *add(text: string): Generator<Uint8Array, void> {
    this.#text += text;
    if (this.#text.length >= ENOUGH) yield* this.rest();
  }

  /** The octets of what was taken in since the last of them. */
  *rest(): Generator<Uint8Array, void> {
    while (this.#text !== '') {
      const { read, written } = this.#encoder.encodeInto(this.#text, this.#buffer);
      this.#text = this.#text.slice(read);
      yield this.#buffer.subarray(0, written);
    }
  }
}
