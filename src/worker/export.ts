/** Octets of a part of a file. Parts of this size leave the worker's own memory as they are made. */
const PART = 8 * 1024 * 1024;
/** Octets from which a file goes to the disk: browsers keep a Blob of any size in memory. */
const LARGE = 64 * 1024 * 1024;

/** A file on the disk that is written from its start to its end. */
export interface ScratchFile {
  /** @throws {DOMException} when there is no more room */
  write(octets: Uint8Array<ArrayBuffer>): void;
  /** What was written. */
  finish(): Promise<File>;
}

type Piece = string | Uint8Array<ArrayBuffer>;
type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * A file of these pieces, none of which is in memory for long: the verdict of 100,000 certificates is larger than a string
 * may be.
 * @param turn lets other work of this thread be done
 * @param openScratch a file on the disk, for one that is large; `null` where there is none
 */
export async function fileOf(
  pieces: Pieces,
  type: string,
  turn: () => Promise<unknown>,
  openScratch: () => Promise<ScratchFile | null> = async () => null,
): Promise<Blob> {
  const parts = new Parts(openScratch);
  let part: Piece[] = [];
  let size = 0;
  // Nothing here is ever in shared memory, which is all that the cast says.
  for await (const piece of pieces as AsyncIterable<Piece>) {
    part.push(piece);
    size += piece.length;
    if (size < PART) continue;
    await parts.add(part, size);
    [part, size] = [[], 0];
    await turn();
  }
  await parts.add(part, size);
  return new Blob(await parts.all(), { type });
}

/** Parts in their order: in memory while they are few, on the disk from then on. */
class Parts {
  readonly #openScratch: () => Promise<ScratchFile | null>;
  readonly #encoder = new TextEncoder();
  #inMemory: Blob[] = [];
  /** Characters or octets so far. */
  #size = 0;
  #scratch: ScratchFile | null = null;
  #mayOpen = true;
  /** Octets on the disk. */
  #written = 0;

  constructor(openScratch: () => Promise<ScratchFile | null>) {
    this.#openScratch = openScratch;
  }

  async add(part: readonly Piece[], size: number): Promise<void> {
    this.#size += size;
    if (this.#mayOpen && this.#size >= LARGE) {
      this.#mayOpen = false;
      this.#scratch = await this.#openScratch();
      const before = this.#inMemory;
      this.#inMemory = [];
      for (const blob of before) await this.#put([new Uint8Array(await blob.arrayBuffer())]);
    }
    await this.#put(part);
  }

  /** A Blob for every part would be in memory until the next collection of garbage, which nothing else here calls for. */
  async #put(part: readonly Piece[]): Promise<void> {
    if (this.#scratch)
      for (const [at, piece] of part.entries()) {
        const octets = typeof piece === 'string' ? this.#encoder.encode(piece) : piece;
        try {
          this.#scratch.write(octets);
          this.#written += octets.length;
        } catch {
          // No more room on the disk: what could be written stands there, the rest in memory. A write may be half done.
          const onDisk = (await this.#scratch.finish()).slice(0, this.#written);
          this.#scratch = null;
          this.#inMemory = [onDisk, new Blob(part.slice(at))];
          return;
        }
      }
    else this.#inMemory.push(new Blob([...part]));
  }

  async all(): Promise<Blob[]> {
    return this.#scratch ? [await this.#scratch.finish()] : this.#inMemory;
  }
}
