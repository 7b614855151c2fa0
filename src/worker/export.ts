import { release } from '../core/model/release.ts';
import { Utf8 } from '../core/model/utf8.ts';

/** Octets that are collected before they leave the worker's own memory. */
const PART = 4 * 1024 * 1024;
/** Octets from which a file goes to the disk: browsers keep a Blob of any size in memory. */
export const LARGE = 16 * 1024 * 1024;

/** A file on the disk that is written from its start to its end. */
export interface ScratchFile {
  /** @throws {DOMException} when there is no more room */
  write(octets: Uint8Array<ArrayBuffer>): void;
  /**
   * Reads back what was written. @returns how many octets
   * @param at offset of the first
   */
  read(into: Uint8Array<ArrayBuffer>, at: number): number;
  /** What was written. */
  finish(): Promise<File>;
  /** Removes it. */
  discard(): Promise<void>;
}

type Piece = string | Uint8Array;

/**
 * A file of these pieces, none of which is in memory for long: the verdict of 100,000 certificates is larger than a string
 * may be.
 * @param turn lets other work of this thread be done
 * @param openScratch a file on the disk, for one that is large; `null` where there is none
 */
export async function fileOf(
  pieces: Iterable<Piece> | AsyncIterable<Piece>,
  type: string,
  turn: () => Promise<unknown>,
  openScratch: () => Promise<ScratchFile | null> = async () => null,
): Promise<Blob> {
  const writer = new Writer(new Parts(openScratch), turn);
  for await (const piece of pieces) await writer.write(piece);
  return new Blob(await writer.end(), { type });
}

/**
 * Puts everything through one buffer: octets made anew for every piece would be in memory until the next collection of
 * garbage, which nothing else here calls for.
 */
class Writer {
  readonly #parts: Parts;
  readonly #turn: () => Promise<unknown>;
  readonly #utf8 = new Utf8();
  readonly #buffer = new Uint8Array(PART);
  #used = 0;

  constructor(parts: Parts, turn: () => Promise<unknown>) {
    this.#parts = parts;
    this.#turn = turn;
  }

  async write(piece: Piece): Promise<void> {
    if (typeof piece === 'string') await this.#addAll(this.#utf8.add(piece));
    else {
      await this.#addAll(this.#utf8.rest());
      await this.#addAll([piece]);
    }
  }

  async end(): Promise<BlobPart[]> {
    await this.#addAll(this.#utf8.rest());
    await this.#flush();
    return this.#parts.all();
  }

  async #addAll(pieces: Iterable<Uint8Array>): Promise<void> {
    for (const octets of pieces)
      for (let rest = octets; rest.length > 0;) {
        rest = this.#add(rest);
        if (rest.length > 0) await this.#flush();
      }
  }

  /** Takes in as much as there is room for. @returns the rest */
  #add(octets: Uint8Array): Uint8Array {
    const now = octets.subarray(0, PART - this.#used);
    this.#buffer.set(now, this.#used);
    this.#used += now.length;
    return octets.subarray(now.length);
  }

  async #flush(): Promise<void> {
    await this.#parts.add(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
    await this.#turn();
  }
}

/** Parts in their order: in memory while they are few, on the disk from then on. */
class Parts {
  readonly #openScratch: () => Promise<ScratchFile | null>;
  /** The first, until it is known where the file goes: a Blob's octets are not in this thread, and come back as a copy. */
  #first: Uint8Array<ArrayBuffer>[] = [];
  #inMemory: Blob[] = [];
  #size = 0;
  #scratch: ScratchFile | null = null;
  #mayOpen = true;
  /** Octets on the disk. */
  #written = 0;

  constructor(openScratch: () => Promise<ScratchFile | null>) {
    this.#openScratch = openScratch;
  }

  /** The octets are copied or written: they may be overwritten then. */
  async add(part: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#size += part.length;
    if (this.#size < LARGE) {
      this.#first.push(part.slice());
      return;
    }
    if (this.#mayOpen) {
      this.#mayOpen = false;
      this.#scratch = await this.#openScratch();
      const before = this.#first;
      this.#first = [];
      for (const one of before) {
        await this.#put(one);
        release(one);
      }
    }
    await this.#put(part);
  }

  async #put(part: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#scratch)
      try {
        this.#scratch.write(part);
        this.#written += part.length;
        return;
      } catch {
        // No more room on the disk: what could be written stands there, the rest in memory. A write may be half done.
        this.#inMemory = [(await this.#scratch.finish()).slice(0, this.#written)];
        this.#scratch = null;
      }
    this.#inMemory.push(new Blob([part]));
  }

  async all(): Promise<BlobPart[]> {
    return this.#scratch ? [await this.#scratch.finish()] : [...this.#inMemory, ...this.#first];
  }
}
