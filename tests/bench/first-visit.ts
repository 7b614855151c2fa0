import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { freshBrowser } from './browser.ts';
import type { Host } from './host.ts';

/** Nothing more is asked for so long (ms): what loads by itself has been loaded. */
const QUIET = 1_500;

/** Octets of script after gzip. */
export interface FirstVisit {
  /** Asked for before the first screen was there and ready for evidence. */
  readonly firstScreen: number;
  /** Asked for without anybody touching anything. */
  readonly untouched: number;
  readonly files: readonly { readonly file: string; readonly size: number; readonly before: boolean }[];
}

/**
 * What a first visit loads. The service worker is kept out: what it fetches for later comes after the first screen, and
 * it would hide what the page itself asks for.
 */
export async function measureFirstVisit(host: Host, path: string, folder: string): Promise<FirstVisit> {
  const { page, close } = await freshBrowser(folder, { serviceWorkers: 'block' });
  try {
    const from = host.asked.length;
    await page.goto(host.url + path);
    await page.getByRole('button', { name: 'Add', exact: true }).waitFor();
    const there = host.asked.length;
    for (let before = -1; before !== host.asked.length;) {
      before = host.asked.length;
      await page.waitForTimeout(QUIET);
    }
    const scripts = new Map<string, { size: number; before: boolean }>();
    for (const [at, { file, destination }] of host.asked.entries()) {
      if (at < from || !['script', 'worker'].includes(destination) || scripts.has(file)) continue;
      scripts.set(file, { size: gzipSync(readFileSync(file), { level: 9 }).length, before: at < there });
    }
    const files = [...scripts].map(([file, said]) => ({ file: basename(file), ...said }));
    const sum = (some: typeof files): number => some.reduce((total, { size }) => total + size, 0);
    return { firstScreen: sum(files.filter(({ before }) => before)), untouched: sum(files), files };
  } finally {
    await close();
  }
}
