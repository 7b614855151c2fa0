import { chromium, type Page } from 'playwright';
import { launchArguments } from '../../scripts/browser.mjs';
import { browserPath } from './browser.ts';
import { filesOf } from './evidence.ts';
import type { Bench } from './page/main.ts';
import type { KeyKind, Measured, Part } from './page/messages.ts';

/** The benchmark's own page in a browser of its own. */
export interface InPage {
  readonly version: string;
  load(kind: KeyKind): Promise<void>;
  /** @throws {Error} when anything but what must be found was found: a time for that would mean nothing */
  measure(kind: KeyKind, what: Part): Promise<Measured>;
  close(): Promise<void>;
}

type WithBench = typeof globalThis & { bench: Bench };

export async function openPage(url: string): Promise<InPage> {
  const browser = await chromium.launch({ executablePath: browserPath(), args: launchArguments() });
  const page: Page = await browser.newPage();
  await page.goto(url);
  return {
    version: browser.version(),
    load: (kind) =>
      page.evaluate(([of, files]) => (globalThis as WithBench).bench.load(of, files), [kind, filesOf(kind)] as const),
    async measure(kind, what) {
      const measured = await page.evaluate(([of, part]) => (globalThis as WithBench).bench.measure(of, part), [
        kind,
        what,
      ] as const);
      if (measured.right !== measured.wanted)
        throw new Error(`${kind} ${what.part}: ${measured.right} of ${measured.wanted} were right`);
      return measured;
    },
    close: () => browser.close(),
  };
}
