import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { freshBrowser } from './browser.ts';
import type { Host } from './host.ts';

/** Nothing more is asked for so long (ms): what loads by itself has been loaded. */
const QUIET = 1_500;

/** Octets of script after gzip. */
export interface FirstVisit {
  readonly total: number;
  readonly files: readonly { readonly file: string; readonly size: number }[];
}

/**
 * What a first visit loads before anybody has touched anything: the page's scripts and its workers'. What is there at the
 * moment of the first paint would be less, and mere luck: the worker, without which the screen cannot do anything, is
 * asked for at about that time. The service worker is kept out: what it fetches for later comes after all that, and it
 * would hide what the page itself asks for.
 */
export async function measureFirstVisit(host: Host, path: string, folder: string): Promise<FirstVisit> {
  const { page, close } = await freshBrowser(folder, { serviceWorkers: 'block' });
  try {
    const from = host.asked.length;
    await page.goto(host.url + path);
    await page.getByRole('button', { name: 'Add', exact: true }).waitFor();
    for (let before = -1; before !== host.asked.length;) {
      before = host.asked.length;
      await page.waitForTimeout(QUIET);
    }
    const scripts = host.asked.slice(from).filter(({ destination }) => ['script', 'worker'].includes(destination));
    const files = [...new Set(scripts.map(({ file }) => file))].map((file) => ({
      file: basename(file),
      size: gzipSync(readFileSync(file), { level: 9 }).length,
    }));
    return { total: files.reduce((total, { size }) => total + size, 0), files };
  } finally {
    await close();
  }
}
