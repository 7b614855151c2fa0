import type { Handed } from '../state/workbench.svelte.ts';

/**
 * Everything in a drop or a paste: files, folders with all that is in them (named by their path), else the text.
 * Must be called while the event is handled: afterwards the browser empties the DataTransfer.
 */
export function readTransfer(data: DataTransfer): Promise<Handed[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null).filter((entry) => entry !== null);
  if (entries.some((entry) => entry.isDirectory)) return Promise.all(entries.map(walk)).then((parts) => parts.flat());
  if (data.files.length > 0) return Promise.resolve(handFiles(data.files));
  const text = data.getData('text/plain');
  return Promise.resolve(text ? [handText(text)] : []);
}

export const handFiles = (files: Iterable<File>): Handed[] =>
  [...files].map((file) => ({ name: file.name, data: file }));

export const handText = (text: string): Handed => ({ name: 'pasted text', data: text });

async function walk(entry: FileSystemEntry): Promise<Handed[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\//, ''), data: file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Handed[] = [];
  // A reader hands out a folder in pieces, and says it is through with an empty one.
  for (;;) {
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (piece.length === 0) return found;
    found.push(...(await Promise.all(piece.map(walk))).flat());
  }
}
