/**
 * A part of a larger object, known by the place where its octets stand. Objects are decoded by the hundred thousand, and
 * for every view on octets that is kept the browser keeps some sixty octets beside it: more than most parts have. So a
 * view is made when it is asked for, anew each time: nothing may depend on a view's being the same one.
 */
export class InPlace {
  readonly #object: Uint8Array;
  readonly #start: number;
  readonly #end: number;

  /** @param object of which this is the part from `start` up to `end` */
  constructor(object: Uint8Array, start: number, end: number) {
    this.#object = object;
    this.#start = start;
    this.#end = end;
  }

  /** The octets from `from` on, counted from the part's first. */
  protected octets(from = 0): Uint8Array {
    return this.#object.subarray(this.#start + from, this.#end);
  }

  /** The octets from one offset to another, both in the whole object. */
  protected elsewhere(start: number, end: number): Uint8Array {
    return this.#object.subarray(start, end);
  }
}
