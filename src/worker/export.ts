/** Octets of a part of a file. Parts of this size leave the worker's own memory as they are made. */
const PART = 8 * 1024 * 1024;

type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** A file of these pieces, none of which is in memory for long: the verdict of 100,000 certificates is larger than a string may be. */
export async function fileOf(pieces: Pieces, type: string, turn: () => Promise<unknown>): Promise<Blob> {
  const parts: Blob[] = [];
  let part: (string | Uint8Array<ArrayBuffer>)[] = [];
  let size = 0;
  // Nothing here is ever in shared memory, which is all that the cast says.
  for await (const piece of pieces as AsyncIterable<string | Uint8Array<ArrayBuffer>>) {
    part.push(piece);
    size += piece.length;
    if (size < PART) continue;
    parts.push(new Blob(part));
    [part, size] = [[], 0];
    await turn();
  }
  return new Blob([...parts, ...part], { type });
}
