/** Playwright's test, in which everything that a page must never do is watched for, in every context of every test. */
import { expect, test as base, type BrowserContext } from '@playwright/test';
import { nothingSeen, watch, type Watched } from '../watch.ts';

export * from '@playwright/test';

export const test = base.extend<{
  /** What was seen so far. A test that expects some of it takes it out. */
  watched: Watched;
}>({
  watched: [
    async ({ browser }, use) => {
      const watched = nothingSeen();
      const begin = (context: BrowserContext): void => watch(context, watched);
      browser.on('context', begin);
      await use(watched);
      browser.off('context', begin);
      expect(watched).toEqual(nothingSeen());
    },
    { auto: true },
  ],
});
