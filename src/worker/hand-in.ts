import type { Handed } from '../core/intake/index.ts';
import type { Problem } from '../core/model/evidence.ts';
import type { HandedIn } from './actions.ts';

/**
 * Reads files and pasted text into bytes (text as UTF-8). A file that cannot be read, because it was moved, is a folder
 * or does not fit into memory, is a problem and costs nothing else.
 */
export async function readHandedIn(
  all: readonly HandedIn[],
  onProgress: (done: number, total: number) => void,
): Promise<{ handed: Handed[]; problems: Problem[] }> {
  const handed: Handed[] = [];
  const problems: Problem[] = [];
  for (const { name, data } of all) {
    try {
      const bytes =
        typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(await data.arrayBuffer());
      handed.push({ name, bytes });
    } catch (exception) {
      problems.push({
        name,
        code: 'intake/unreadable-file',
        message: `The browser could not read this file (${String(exception)}). Check that it is still there, is not a folder and is not too large, then add it again.`,
      });
    }
    onProgress(handed.length + problems.length, all.length);
  }
  return { handed, problems };
}
