import type { ScratchFile } from './export.ts';

/** Where files lie that are too large for memory, in the browser's file system that is private to this site. */
const FOLDER = 'exports';
/** ms after which no download can still be reading one. */
const READ_BY = 3_600_000;

/** `null` where the browser has no such files, or no room. Earlier ones that nobody reads any more make room first. */
export async function scratchFile(storage: StorageManager | undefined, now: number): Promise<ScratchFile | null> {
  try {
    const folder = await (await storage!.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
    await clear(folder, now - READ_BY);
    const file = await folder.getFileHandle(crypto.randomUUID(), { create: true });
    const access = await file.createSyncAccessHandle();
    return {
      write: (octets) => {
        for (let at = 0; at < octets.length;) at += access.write(octets.subarray(at));
      },
      finish: () => {
        access.close();
        return file.getFile();
      },
    };
  } catch {
    return null;
  }
}

/** Removes them all. To be called when no page is open that could still be reading one. */
export async function clearScratchFiles(storage: StorageManager | undefined): Promise<void> {
  try {
    await (await storage!.getDirectory()).removeEntry(FOLDER, { recursive: true });
  } catch {
    // There are none, or one is in use: the next start tries again.
  }
}

/** @param before ms UTC: those that were written before it */
async function clear(folder: FileSystemDirectoryHandle, before: number): Promise<void> {
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind !== 'file') continue;
    const { lastModified } = await (handle as FileSystemFileHandle).getFile();
    if (lastModified < before) await folder.removeEntry(name);
  }
}
