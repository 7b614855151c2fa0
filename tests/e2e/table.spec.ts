import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from './support/test.ts';
import { evaluated, rows } from './support/app.ts';

/** The table of certificates: narrowed, put into groups, and picked from. */

test.beforeEach(async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
});

const axe = async (page: Page) =>
  expect((await new AxeBuilder({ page }).include('main').analyze()).violations.map(({ id }) => id)).toEqual([]);

test('it narrows to a rule and to a month, and says how many are left', async ({ page }) => {
  await page.getByLabel('Month of issuance').selectOption('2022-10');
  await expect(page.getByText(/^7 of 17/)).toBeVisible();
  await page.getByLabel('Rule', { exact: true }).selectOption('mrsp/precert-status');
  const left = await rows(page).count();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(7);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(rows(page)).toHaveCount(17);
});

test('groups by problem fold and unfold, by key too', async ({ page }) => {
  const grid = page.getByRole('grid');
  const head = (expanded: boolean) => grid.getByRole('button', { expanded }).first();
  await page.getByLabel('Group by').selectOption('problem');
  await expect(head(true)).toContainText(/^▾\s*[\w-]+\/[\w-]+\s*\d+ certificates$/);
  const all = Number(await grid.getAttribute('aria-rowcount'));
  const members = Number(/(\d+) certificates/.exec((await head(true).textContent())!)![1]);
  await head(true).click();
  await expect(head(false)).toBeVisible();
  await expect(grid).toHaveAttribute('aria-rowcount', String(all - members));
  await axe(page);

  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(grid).toHaveAttribute('aria-rowcount', String(all));
});

test('the links of those that are picked are copied, in the order of the table', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const grid = page.getByRole('grid');
  await grid.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('group', { name: 'Picked certificates' });
  await expect(bar).toContainText('2 certificates picked');
  await axe(page);
  await bar.getByRole('button', { name: 'Copy crt.sh links' }).click();
  await expect(bar.getByRole('button', { name: 'Copied' })).toBeVisible();
  const keys = await rows(page).evaluateAll((found) =>
    found.slice(0, 2).map((one) => (one as HTMLElement).dataset['key']),
  );
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    keys.map((key) => `https://crt.sh/?sha256=${key}\n`).join(''),
  );

  // What is narrowed away is not copied; it is picked still when it comes back.
  await page.getByRole('searchbox').fill('login.orchard');
  await expect(bar).toHaveCount(0);
  await page.getByRole('searchbox').fill('');
  await expect(bar).toContainText('2 certificates picked');

  await page.getByRole('checkbox', { name: 'Pick all 17 certificates listed' }).check();
  await expect(bar).toContainText('17 certificates picked');
  await bar.getByRole('button', { name: 'Let go of all' }).click();
  await expect(bar).toHaveCount(0);
  // Picking opens nothing.
  await expect(page.getByRole('heading', { name: 'The argument' })).toHaveCount(0);
});

const cells = (page: Page, column: string) => rows(page).locator(`.${column}`).allTextContents();
const sorted = (texts: readonly string[]) => [...texts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

test('the head of every column sorts, by key too, and says which way', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const grid = page.getByRole('grid');
  await expect(page.getByLabel('Sort by')).toHaveCount(0);
  for (const [name, column] of [
    ['Name and serial number', 'name'],
    ['Rules', 'rules'],
    ['Issuer', 'issuer'],
    ['Kind', 'kind'],
    ['Not before', 'issued'],
    ['Latest status', 'status'],
    ['Verdict', 'verdict'],
  ] as const) {
    const head = grid.getByRole('columnheader', { name });
    await expect(head).toHaveAttribute('aria-sort', 'none');
    const button = head.getByRole('button');
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(head).toHaveAttribute('aria-sort', 'ascending');
    const upwards = await cells(page, column);
    // Verdicts and statuses have an order of their own: the worst first.
    if (!['verdict', 'status', 'name'].includes(column)) expect(upwards).toEqual(sorted(upwards));
    await page.keyboard.press('Space');
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    const downwards = await cells(page, column);
    if (column !== 'status') expect(downwards).toEqual(upwards.toReversed());
    await expect(grid).toHaveAccessibleDescription(/^Sorted by .*, descending$/);
  }
  await axe(page);
});

test('where a column is not shown, its order can be chosen all the same', async ({ page }) => {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 });
    const grid = page.getByRole('grid');
    await page.getByLabel('Sort by').selectOption('Sort: Rule');
    await expect(grid).toHaveAccessibleDescription('Sorted by rule, ascending');
    const upwards = await cells(page, 'rules');
    expect(upwards).toEqual(sorted(upwards));
    await page.getByRole('button', { name: 'Sorted ascending: turn round' }).click();
    await expect(page.getByRole('button', { name: 'Sorted descending: turn round' })).toBeVisible();
    await expect(grid).toHaveAccessibleDescription('Sorted by rule, descending');
    await page.getByLabel('Sort by').selectOption('Sort: Issuer');
    await expect(grid).toHaveAccessibleDescription('Sorted by issuer, ascending');
    await axe(page);
  }
});
