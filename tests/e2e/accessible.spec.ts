import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from './support/test.ts';
import { evaluated, paste, rows } from './support/app.ts';

/** Every screen, in both schemes, on a desk and on a phone: axe finds nothing, and nothing is wider than the page. */

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

async function inspect(page: Page, only: readonly string[] = []): Promise<void> {
  // What happens to lie half under the bar at the top counts as half as high.
  await page.evaluate(() => scrollTo(0, 0));
  const axe = new AxeBuilder({ page });
  const { violations } = await (only.length > 0 ? axe.withRules([...only]) : axe).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, 'px wider than the window').toBe(0);
}

const openSample = async (page: Page) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
};

const SCREENS: Record<string, (page: Page) => Promise<void>> = {
  'the first screen': async (page) => {
    await page.goto('./');
    await expect(page.getByText('None yet.')).toBeVisible();
  },
  'a to-do, a problem and no certificate': async (page) => {
    await page.goto('./');
    await paste(page, 'https://crt.sh/?id=1');
    await evaluated(page, 0);
    await page.getByRole('link', { name: 'To do 1' }).click();
    await expect(page.getByRole('link', { name: 'crt.sh' })).toBeVisible();
  },
  'a bug to be imported': async (page) => {
    await page.goto('./');
    await page.getByText('Import a bug', { exact: true }).click();
    await page.getByLabel('Bug number or link').fill('1793443');
    await expect(page.getByRole('button', { name: /^Fetch bug 1793443/ })).toBeVisible();
  },
  'the certificates': openSample,
  'a date that cannot be read': async (page) => {
    await openSample(page);
    await page.getByLabel('Evaluate as of').fill('no date');
  },
  'a certificate': async (page) => {
    await openSample(page);
    await rows(page).first().click();
    await expect(page.getByRole('heading', { name: 'The argument' })).toBeVisible();
    await page.getByText('Second opinion').last().click();
    await expect(page.getByText(/Both decoders agree/)).toBeVisible();
  },
  'the responses': async (page) => {
    await openSample(page);
    await page.getByRole('link', { name: /^Responses/ }).click();
    await page.getByText('Signature invalid', { exact: true }).click();
  },
  'the problems': async (page) => {
    await openSample(page);
    await page.getByRole('link', { name: /^Problems/ }).click();
  },
  'the help': async (page) => {
    await page.goto('./');
    await page.getByRole('button', { name: 'Keyboard' }).click();
    await expect(page.getByRole('heading', { name: 'Keyboard' })).toBeVisible();
  },
  'about the app': async (page) => {
    await page.goto('./#/about');
    await expect(page.getByText(/^The cases, their evidence and the app itself take about/)).toBeVisible();
    await page.getByText('@peculiar/x509').click();
  },
  'the evidence': async (page) => {
    await openSample(page);
    await page.getByRole('link', { name: /^Evidence/ }).click();
    await expect(page.getByRole('link', { name: 'Fields and bytes' }).first()).toBeVisible();
  },
  'a piece of evidence': async (page) => {
    await openSample(page);
    await page.getByRole('link', { name: /^Evidence/ }).click();
    await page.getByRole('link', { name: 'Fields and bytes' }).first().click();
    await page.getByRole('treeitem').nth(2).click();
    await expect(page.getByRole('grid', { name: 'Bytes' })).toBeVisible();
  },
  'a response': async (page) => {
    await openSample(page);
    await page.getByRole('link', { name: /^Responses/ }).click();
    await page.getByText('Signature invalid', { exact: true }).click();
    await page.getByRole('link', { name: 'The response’s page' }).click();
    await page.getByText(/^Fields and bytes of the/).click();
    await expect(page.getByRole('tree')).toBeVisible();
  },
  'the timeline with an event': async (page) => {
    await openSample(page);
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByRole('button', { name: 'New event' }).click();
    await page.getByLabel('What happened').fill('The ruling is posted');
    await page.getByLabel('When, with its time zone').fill('2022-08-08 16:20 PDT');
    await page.getByRole('button', { name: 'Add event', exact: true }).click();
    await expect(timeline.getByRole('list', { name: 'Events of the case' }).getByRole('listitem')).toHaveCount(1);
    await timeline.getByRole('button', { name: 'New event' }).click();
    await expect(page.getByLabel('What happened')).toBeVisible();
  },
  'a table in groups, with picked rows': async (page) => {
    await openSample(page);
    await page.getByLabel('Group by').selectOption('problem');
    await page.getByRole('checkbox', { name: /^Pick all 17 certificates/ }).check();
    await expect(page.getByRole('group', { name: 'Picked certificates' })).toBeVisible();
  },
  'a stated list and a stated count': async (page) => {
    await openSample(page);
    const keys = await rows(page).evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['key'] ?? ''));
    await page.getByRole('link', { name: 'Reconcile' }).click();
    await page.getByLabel('Stated list', { exact: true }).fill([...keys.slice(3), 'f'.repeat(64)].join('\n'));
    await page.getByRole('button', { name: 'Add list', exact: true }).click();
    await expect(page.getByText('pasted list').first()).toBeVisible();
    await expect(page.getByRole('table').first()).toBeVisible();
  },
  'the report': async (page) => {
    await openSample(page);
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await expect(page.getByText(/^About \d+ certificates/)).toBeVisible();
  },
  'the rules': async (page) => {
    await page.goto('./#/rules');
    await expect(page.getByRole('searchbox', { name: 'Search rules' })).toBeVisible();
  },
  'a rule': async (page) => {
    await page.goto('./#/rules/br/validity-max-10d');
    await expect(page.getByRole('article', { name: 'br/validity-max-10d' })).toBeVisible();
  },
  'the first screen with cases': async (page) => {
    await openSample(page);
    await page.getByRole('link', { name: 'Presumed, all cases' }).click();
    await expect(page.getByRole('button', { name: /^Duplicate / })).toBeVisible();
  },
};

for (const [screen, open] of Object.entries(SCREENS)) {
  test.describe(screen, () => {
    test.use({ reducedMotion: 'reduce', viewport: DESK });

    test('on a desk', async ({ page }) => {
      await open(page);
      await inspect(page);
    });

    test('on a phone, in the dark', async ({ page }) => {
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize(PHONE);
      await open(page);
      // What differs here: colours, and what does not fit.
      await inspect(page, ['color-contrast', 'scrollable-region-focusable', 'target-size']);
    });
  });
}
