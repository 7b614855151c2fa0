import type { Failure } from '../model/result.ts';
import { fail } from '../model/result.ts';

/**
 * Reads TLS presentation language (RFC 5246 section 4) forward: big-endian numbers, opaque octets, vectors with their
 * length in front. The first failure sticks and every later read yields an empty value, as in `DerSession`.
 */
export class TlsReader {
  failure: Failure | null = null;
  readonly #bytes: Uint8Array;
  readonly #area: string;
  readonly #base: number;
  #at = 0;

  /**
   * @param area the first half of every code, such as `sct`
   * @param base where these octets begin in the object, so that offsets count from its start
   */
  constructor(bytes: Uint8Array, area: string, base = 0) {
    this.#bytes = bytes;
    this.#area = area;
    this.#base = base;
  }

  get more(): boolean {
    return this.failure === null && this.#at < this.#bytes.length;
  }

  /** Where the next read begins, counted from the start of the object. */
  get at(): number {
    return this.#base + this.#at;
  }

  fail(slug: string, message: string, offset = this.at): void {
    this.failure ??= fail(`${this.#area}/${slug}`, `${message}, at offset ${offset}`, offset);
  }

  /** An unsigned number of 1 to 8 octets; exact up to 2^53. */
  number(size: number, what: string): number {
    return this.octets(size, what).reduce((value, octet) => value * 256 + octet, 0);
  }

  octets(size: number, what: string): Uint8Array {
    const left = this.#bytes.length - this.#at;
    if (this.failure === null && size > left)
      this.fail('truncated', `${what} should have ${size} octets but only ${left} are left`);
    if (this.failure !== null) return new Uint8Array(0);
    this.#at += size;
    return this.#bytes.subarray(this.#at - size, this.#at);
  }

  /** `opaque what<minimum..2^(8*lengthSize)-1>` */
  vector(lengthSize: number, minimum: number, what: string): Uint8Array {
    const start = this.at;
    const size = this.number(lengthSize, `The length of ${what}`);
    if (this.failure === null && size < minimum)
      this.fail('too-short', `${what} has ${size} octets but needs at least ${minimum}`, start);
    return this.octets(size, what);
  }

  /** A reader over the vector that was read last. */
  into(vector: Uint8Array): TlsReader {
    return new TlsReader(vector, this.#area, this.at - vector.length);
  }

  /** Says that the structure ends here: anything left is an error. */
  finish(what: string): void {
    if (this.more)
      this.fail('trailing-bytes', `${this.#bytes.length - this.#at} octets are left over at the end of ${what}`);
  }
}

/** 9999-12-31T23:59:59.999Z: later moments have no RFC 3339 form. */
const LAST_INSTANT = 253_402_300_799_999;

/** `uint64 timestamp`: ms since 1970-01-01T00:00:00Z (RFC 6962 section 3.2). */
export function readTimestamp(reader: TlsReader): number {
  const offset = reader.at;
  const timestamp = reader.number(8, 'The timestamp');
  if (timestamp > LAST_INSTANT) reader.fail('timestamp', 'The timestamp lies after the year 9999', offset);
  return timestamp;
}
