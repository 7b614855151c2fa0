/** Octets of a part of a file. Parts of this size leave the worker's own memory as they are made. */
const PART = 8 * 1024 * 1024;

/** A file of these pieces, none of which is in memory for long: the verdict of 100,000 certificates is larger than a string may be. */
export async function fileOf(pieces: Iterable<string>, type: string, turn: () => Promise<unknown>): Promise<Blob> {
  const parts: Blob[] = [];
  let part: string[] = [];
  let size = 0;
  for (const piece of pieces) {
    part.push(piece);
    size += piece.length;
    if (size < PART) continue;
    parts.push(new Blob(part));
    [part, size] = [[], 0];
    await turn();
  }
  return new Blob([...parts, ...part], { type });
}
