/** Storage that is not there, or not as usual, in one engine that is not Chromium: all works, and what is not kept is said. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { headers } from '../../scripts/csp.mjs';
import { dist, startStaticHost, type Files, type StaticHost } from '../e2e/static-host.ts';
import type { Engine } from './engine.ts';
import type { Installed } from './engines.ts';
import { addMegabytes, keepDownloads, lastDownload, press, settled, statusText, textOf } from './page.ts';

const golden = readFileSync(new URL('../e2e/golden/sample.verdict.json', import.meta.url), 'utf8');
const NOT_KEPT = 'cases are gone when this tab closes';

/** What was built, but its worker begins with this script. */
const beginning =
  (script: string): Files =>
  (name) => {
    const content = dist(name);
    return content && /^assets\/worker-.*\.js$/.test(name)
      ? Buffer.concat([Buffer.from(`${script}\n`), content])
      : content;
  };

const FAULTS = {
  'without IndexedDB': "Object.defineProperty(self, 'indexedDB', { configurable: true, value: undefined });",
  'with an IndexedDB that cannot be opened':
    "IDBFactory.prototype.open = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };",
};

export function storagePaths({ title, start, withStorage }: Installed): void {
  describe(`${title}, storage`, () => {
    let engine: Engine;
    let host: StaticHost;
    beforeEach(async () => void (host = await startStaticHost('/presumed/', headers)));
    afterEach(async () => {
      await engine?.close();
      await host.close();
    });

    /** Opens the sample case and exports it. */
    const exported = async (): Promise<string | null> => {
      await engine.run(keepDownloads);
      await expect.poll(() => engine.run(press, 'Open the sample case')).toBe(true);
      await expect.poll(() => engine.run(statusText), { timeout: 60_000 }).toBe('Evaluated 17 certificates');
      await engine.run(press, 'Export verdict JSON');
      await expect.poll(() => engine.run(lastDownload), { timeout: 30_000 }).not.toBeNull();
      return engine.run(lastDownload);
    };

    test.each(Object.entries(FAULTS))('%s', async (_, script) => {
      engine = await start();
      host.serve(beginning(script));
      await engine.open(host.url);
      expect(await exported()).toBe(golden);
      expect(await engine.run(textOf)).toContain(NOT_KEPT);
    });

    for (const setting of withStorage) {
      test(setting.title, async () => {
        engine = await setting.start();
        await engine.open(host.url);
        expect(await exported()).toBe(golden);
        expect((await engine.run(textOf)).includes(NOT_KEPT)).toBe(!setting.keeps);
        if (!setting.keeps) return;
        await engine.run(settled);
        await engine.reload();
        await expect.poll(() => engine.run(statusText), { timeout: 60_000 }).toBe('Evaluated 17 certificates');
        if (!setting.small) return;
        await engine.run(addMegabytes, 40);
        await expect.poll(() => engine.run(statusText), { timeout: 60_000 }).toBe('Not evaluated');
        expect(await engine.run(textOf)).toContain('The browser has no room left for this, so all of it was undone');
        await engine.reload();
        await expect.poll(() => engine.run(statusText), { timeout: 60_000 }).toBe('Evaluated 17 certificates');
        await engine.run(keepDownloads);
        await engine.run(press, 'Export verdict JSON');
        await expect.poll(() => engine.run(lastDownload), { timeout: 30_000 }).toBe(golden);
      });
    }
  });
}
