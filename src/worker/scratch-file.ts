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
    const name = crypto.randomUUID();
    const file = await folder.getFileHandle(name, { create: true });
    const access = await file.createSyncAccessHandle();
    let size = 0;
    return {
      write: (octets) => {
        for (let at = 0; at < octets.length;) {
          const written = access.write(octets.subarray(at), { at: size });
          at += written;
          size += written;
        }
      },
      read: (into, at) => access.read(into, { at }),
      finish: () => {
        access.close();
        return file.getFile();
      },
      discard: async () => {
        access.close();
        // One that cannot be removed now is cleared later, with the others.
        await folder.removeEntry(name).catch(() => undefined);
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
