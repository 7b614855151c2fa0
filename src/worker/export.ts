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
  let part: (string | Uint8Array<ArrayBuffer>)[] = [];
  let size = 0;
  // Nothing here is ever in shared memory, which is all that the cast says.
  for await (const piece of pieces as AsyncIterable<string | Uint8Array<ArrayBuffer>>) {
    part.push(piece);
    size += piece.length;
    if (size < PART) continue;
    await parts.add(new Blob(part));
    [part, size] = [[], 0];
    await turn();
  }
  await parts.add(new Blob(part));
  return new Blob(await parts.all(), { type });
}

/** Parts in their order: in memory while they are few, on the disk from then on. */
class Parts {
  readonly #openScratch: () => Promise<ScratchFile | null>;
  #parts: Blob[] = [];
  #size = 0;
  #scratch: ScratchFile | null = null;
  #mayOpen = true;
  /** Octets on the disk. */
  #written = 0;

  constructor(openScratch: () => Promise<ScratchFile | null>) {
    this.#openScratch = openScratch;
  }

  async add(part: Blob): Promise<void> {
    this.#size += part.size;
    if (this.#mayOpen && this.#size >= LARGE) {
      this.#mayOpen = false;
      this.#scratch = await this.#openScratch();
    }
    this.#parts.push(part);
    if (this.#scratch) await this.#spill(this.#scratch);
  }

  async #spill(scratch: ScratchFile): Promise<void> {
    while (this.#parts.length > 0) {
      const octets = new Uint8Array(await this.#parts[0]!.arrayBuffer());
      try {
        scratch.write(octets);
      } catch {
        // No more room on the disk: what could be written stands there, the rest in memory. A write may be half done.
        return this.#giveUp(scratch);
      }
      this.#written += octets.length;
      this.#parts.shift();
    }
  }

  async #giveUp(scratch: ScratchFile): Promise<void> {
    this.#scratch = null;
    this.#parts.unshift((await scratch.finish()).slice(0, this.#written));
  }

  async all(): Promise<Blob[]> {
    return this.#scratch ? [await this.#scratch.finish(), ...this.#parts] : this.#parts;
  }
}
