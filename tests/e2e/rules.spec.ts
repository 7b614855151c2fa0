import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from './support/test.ts';
import { RULES } from '../../src/core/rules/index.ts';
import { evaluated, exportVerdict, rows } from './support/app.ts';

/** The rule catalogue: complete, searchable, one click from every finding and back; an open case stays open. */

const IDS = [...new Set(RULES.map(({ id }) => id))];
const CERTIFICATES = 17;

const rulesLink = (page: Page) => page.getByRole('link', { name: 'Rules', exact: true });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search rules' });
const listed = (page: Page) => page.getByRole('main').locator('li a > code');

const openSample = async (page: Page) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, CERTIFICATES);
};

const openHarbour = async (page: Page) => {
  await openSample(page);
  await page.getByRole('searchbox', { name: 'Search certificates' }).fill('eu.harbour.example');
  await rows(page).click();
  return page.getByRole('region', { name: 'eu.harbour.example' });
};

test('lists every rule once', async ({ page }) => {
  await page.goto('./');
  await rulesLink(page).click();
  await expect(page).toHaveTitle('Rules · Presumed');
  await expect(listed(page)).toHaveCount(IDS.length);
  expect((await listed(page).allTextContents()).sort()).toEqual(IDS.toSorted());
  await expect(page.getByText(`${IDS.length} rules`, { exact: true })).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(0);
});

test('is narrowed by maker and by words, also by a name people mis-cite', async ({ page }) => {
  await page.goto('./#/rules');
  await page.getByLabel('Maker').selectOption('S/MIME Baseline Requirements');
  await expect(listed(page)).toHaveText(IDS.filter((id) => id.startsWith('sbr/')).sort());
  await page.getByLabel('Maker').selectOption('All makers');
  await search(page).fill('5.5');
  await expect(listed(page)).toHaveText(['mrsp/precert-status']);
  await listed(page).click();
  await page.goBack();
  await expect(search(page)).toHaveValue('5.5');
  await search(page).fill('phlogiston');
  await expect(page.getByText('No rule has all of this.')).toBeVisible();
});

test('a rule says what it demands, when, in whose words', async ({ page }) => {
  await page.goto('./#/rules/br/validity-max-10d');
  await expect(page).toHaveTitle('br/validity-max-10d · Presumed');
  const rule = page.getByRole('article', { name: 'br/validity-max-10d' });
  await expect(rule.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(rule).toContainText('at most ten days');
  await expect(rule.getByRole('img', { name: 'When each text of br/validity-max-10d was in force' })).toBeVisible();
  const windows = rule.getByRole('listitem');
  await expect(windows).toHaveCount(2);
  await expect(windows.nth(0)).toContainText('2020-09-30 until 2024-11-14');
  await expect(windows.nth(0)).toContainText('section 4.9.10 (1.7.1 to 2.0.3)');
  await expect(windows.nth(1)).toContainText('Since 2024-11-14');
  await expect(windows.nth(1).getByRole('blockquote')).toContainText('less than or equal to ten days');
  await expect(windows.nth(1).getByRole('link')).toHaveAttribute('href', /^https:\/\/cabforum\.org\//);
  await expect(rule).toContainText('when the response was signed (producedAt)');
  await expect(rule.getByRole('heading', { name: 'In this case' })).toHaveCount(0);
});

test('an address of no rule says so and lists all', async ({ page }) => {
  await page.goto('./#/rules/mrsp/no-such-rule');
  await expect(page.getByRole('alert')).toContainText('There is no rule mrsp/no-such-rule.');
  await expect(listed(page)).toHaveCount(IDS.length);
});

test('a finding leads to its rule, and the rule back to the finding’s place', async ({ page }) => {
  const detail = await openHarbour(page);
  const place = page.url();
  await detail.getByRole('link', { name: 'mrsp/precert-status' }).first().click();
  const rule = page.getByRole('article', { name: 'mrsp/precert-status' });
  await expect(rule).toContainText('evaluated as of 2022-11-15');
  await rule.getByRole('link', { name: /^← Back to/ }).click();
  await expect(page).toHaveURL(place);
  await expect(detail).toBeVisible();
  await evaluated(page, CERTIFICATES);
});

test('a rule leads to the certificates it touched, violations first', async ({ page }) => {
  await openSample(page);
  const { document } = await exportVerdict(page);
  const findings = [...document.certificates, ...document.responses, ...document.crls]
    .flatMap((subject) => subject.findings)
    .filter(({ outcome }) => !['pass', 'not-applicable', 'not-effective'].includes(outcome));
  const found = findings.filter(({ rule }) => rule === 'mrsp/precert-status');
  const violations = found.filter(({ outcome }) => outcome === 'violation').length;
  expect(violations).toBeGreaterThan(0);

  await rulesLink(page).click();
  await page.getByRole('checkbox', { name: 'Only rules that found something in this case' }).check();
  const touching = new Set(findings.map(({ rule }) => rule));
  await expect(listed(page)).toHaveCount(touching.size);
  expect(new Set(await listed(page).allTextContents())).toEqual(touching);

  await page.getByRole('link', { name: 'mrsp/precert-status' }).click();
  const touches = page.getByRole('region', { name: 'In this case' }).getByRole('listitem');
  await expect(touches).toHaveCount(found.length);
  for (let at = 0; at < violations; at++) await expect(touches.nth(at)).toContainText('Violation');
  const name = await touches.first().getByRole('link').textContent();
  await touches.first().getByRole('link').click();
  await expect(page.getByRole('region', { name: name!, exact: true })).toBeVisible();
});

test('a reload among the rules keeps the case', async ({ page }) => {
  await openSample(page);
  await rulesLink(page).click();
  await page.reload();
  await evaluated(page, CERTIFICATES);
  await page.getByRole('link', { name: /^← Back to/ }).click();
  await expect(rows(page)).toHaveCount(CERTIFICATES);
});

test('the rules are there without a network', async ({ page, context }) => {
  await page.goto('./');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await context.setOffline(true);
  await page.reload();
  await rulesLink(page).click();
  await expect(listed(page)).toHaveCount(IDS.length);
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [360, 1440])
    test(`accessible, ${colorScheme}, ${width} px wide`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await openSample(page);
      for (const place of ['./#/rules', './#/rules/mrsp/precert-status', './#/rules/br/validity-period']) {
        await page.goto(place);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)).toEqual([]);
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(wider, 'px wider than the window').toBe(0);
      }
    });
