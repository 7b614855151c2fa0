import type { Keep } from '../core/bundle/index.ts';
import { LARGE, type ScratchFile } from './export.ts';

/** Octets that are read back at once. */
const PIECE = 256 * 1024;

/** What stands on the disk, from one offset to another. */
interface Section {
  readonly from: number;
  to: number;
}

/** Where the parts of a file wait for their turn: in memory while they are small, in a file on the disk from then on. */
export class PutAside {
  readonly #openScratch: () => Promise<ScratchFile | null>;
  #scratch: ScratchFile | null = null;
  #mayOpen = true;
  #inMemory = 0;
  #written = 0;
  #full = false;

  constructor(openScratch: () => Promise<ScratchFile | null> = async () => null) {
    this.#openScratch = openScratch;
  }

  /** Pieces that are read back from the disk are overwritten with the next. */
  readonly keep: Keep = async (pieces) => {
    const kept: (Uint8Array | Section)[] = [];
    for (const piece of pieces) {
      if (this.#inMemory >= LARGE && this.#mayOpen) {
        this.#mayOpen = false;
        this.#scratch = await this.#openScratch();
      }
      const section = this.#scratch && this.#put(piece as Uint8Array<ArrayBuffer>);
      const last = kept.at(-1);
      if (!section) {
        kept.push(piece);
        this.#inMemory += piece.length;
      } else if (last && !(last instanceof Uint8Array)) last.to = section.to;
      else kept.push(section);
    }
    return { [Symbol.iterator]: () => this.#read(kept) };
  };

  /** Nothing is asked for any more. */
  async end(): Promise<void> {
    await this.#scratch?.discard();
  }

  /** `null` when there is no room. */
  #put(piece: Uint8Array<ArrayBuffer>): Section | null {
    if (this.#full) return null;
    try {
      this.#scratch!.write(piece);
    } catch {
      // What was written so far can still be read.
      this.#full = true;
      return null;
    }
    const from = this.#written;
    this.#written += piece.length;
    return { from, to: this.#written };
  }

  *#read(kept: readonly (Uint8Array | Section)[]): Generator<Uint8Array, void> {
    const buffer = new Uint8Array(PIECE);
    for (const part of kept)
      if (part instanceof Uint8Array) yield part;
      else
        for (let at = part.from; at < part.to;) {
          const read = this.#scratch!.read(buffer.subarray(0, Math.min(PIECE, part.to - at)), at);
          if (read === 0) throw new DOMException('What was put aside on the disk is gone', 'NotReadableError');
          yield buffer.subarray(0, read);
          at += read;
        }
  }
}
