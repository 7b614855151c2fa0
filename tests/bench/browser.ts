import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { launchArguments, provideBrowser } from '../../scripts/browser.mjs';
import { MemoryWatch } from './memory.ts';

let found: string | null = null;
/** Looked for once: a look starts every candidate. */
export const browserPath = (): string => (found ??= provideBrowser());

/** A browser that has never seen the app: a profile of its own on disk, as users have one, gone when it is closed. */
export interface FreshBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly memory: MemoryWatch;
  close(): Promise<void>;
}

/** @param folder in which the profile is made */
export async function freshBrowser(
  folder: string,
  { serviceWorkers = 'allow' }: { readonly serviceWorkers?: 'allow' | 'block' } = {},
): Promise<FreshBrowser> {
  const profile = mkdtempSync(join(folder, 'profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath(),
    args: launchArguments(),
    viewport: { width: 1280, height: 800 },
    serviceWorkers,
  });
  const memory = new MemoryWatch(`--user-data-dir=${profile}`);
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    memory,
    async close() {
      memory.stop();
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
