import { expect, test, type Page } from './support/test.ts';
import { evaluated, rows } from './support/app.ts';
import { drawer, incomparable, noteDrawer } from './support/pictured.ts';

/**
 * The main screens as pictures, in both schemes, on a desk and on a phone. The kept ones are in `screens/`, with a note
 * of who drew them; elsewhere these tests are skipped and say so. What changed on purpose is drawn anew with
 * `PRESUMED_UPDATE=1` or `--update-snapshots`, and looked at before it is committed.
 */

const WIDTHS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const;

async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
  await expect(page.getByRole('application', { name: 'Timeline of 17 certificates' })).toBeVisible();
}

const SCREENS: Record<string, (page: Page) => Promise<void>> = {
  first: async (page) => {
    await expect(page.getByText('None yet.')).toBeVisible();
  },
  case: openSample,
  table: async (page) => {
    await openSample(page);
    await page.getByRole('searchbox', { name: 'Search certificates' }).scrollIntoViewIfNeeded();
    await page.getByRole('grid').evaluate((grid) => grid.scrollIntoView({ block: 'end' }));
  },
  certificate: async (page) => {
    await openSample(page);
    await rows(page).first().click();
    const heading = page.getByRole('heading', { name: 'The argument' });
    await expect(heading).toBeVisible();
  },
  report: async (page) => {
    await openSample(page);
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await expect(page.getByText(/^About \d+ certificates/)).toBeVisible();
    await page.getByRole('heading', { name: 'Report', exact: true }).evaluate((heading) => {
      heading.scrollIntoView();
      scrollBy(0, -100);
    });
  },
  rules: async (page) => {
    await page.getByRole('link', { name: 'All rules' }).click();
    await expect(page.getByRole('searchbox', { name: 'Search rules' })).toBeVisible();
  },
};

for (const [where, viewport] of Object.entries(WIDTHS))
  for (const colorScheme of ['light', 'dark'] as const)
    test.describe(`on a ${where}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, reducedMotion: 'reduce', deviceScaleFactor: 1 });

      for (const [screen, open] of Object.entries(SCREENS))
        test(screen, async ({ page }, { config }) => {
          await page.goto('./');
          const here = await drawer(page);
          if (config.updateSnapshots === 'all' || config.updateSnapshots === 'changed') noteDrawer(here);
          const reason = incomparable(here);
          test.skip(reason !== null, reason ?? '');
          await open(page);
          // Where the pointer rests after a click is no part of the picture.
          await page.mouse.move(0, 0);
          await expect(page).toHaveScreenshot(`${screen}-${where}-${colorScheme}.png`, {
            animations: 'disabled',
            caret: 'hide',
            maskColor: '#888888',
            // The version of the app.
            mask: [page.locator('footer p')],
            maxDiffPixelRatio: 0.002,
          });
        });
    });
