import { expect, test, type Page } from './support/test.ts';
import { asOf, drop, evaluated, rows } from './support/app.ts';
import { hostileEvidence, longEvidence } from './support/hostile.ts';

/** On a phone: the rooms of a case are in sight at once, and nothing has to be pushed sideways to be read. */

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

/** What reaches beyond the window, and does not scroll inside something that does. */
const beyond = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
    const told: string[] = [];
    const range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      range.selectNode(node);
      const holder = node instanceof Element ? node : node.parentElement!;
      if (range.getBoundingClientRect().right + scrollX > clientWidth + 1 && !scrolls(holder.parentElement))
        told.push(holder.outerHTML.slice(0, 200));
    }
    return scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px too wide`, ...told.slice(-4)] : [];
  });

const fits = async (page: Page, where: string) => expect.soft(await beyond(page), where).toEqual([]);

const room = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('link', { name }).click();

/** Opens everything that can be opened, what stands in it too. */
async function unfold(page: Page, within: string): Promise<void> {
  const closed = page.locator(`${within} details:not([open]) > summary`).filter({ visible: true });
  for (let most = 40; most > 0 && (await closed.count()) > 0; most--) await closed.first().click();
}

test('the parts of a case and what they begin with are seen without scrolling', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
  const rooms = page.getByRole('navigation', { name: 'Parts of the case' });
  for (const link of await rooms.getByRole('link').all()) await expect(link).toBeInViewport({ ratio: 1 });
  // What verdict-format section 5 names is there at once, not behind something to be opened.
  for (const control of [
    page.getByRole('textbox', { name: 'Paste evidence' }),
    page.getByRole('button', { name: 'Add', exact: true }),
    page.getByLabel('Add files'),
    page.getByLabel('Evaluate as of'),
    page.getByLabel('Reading'),
    page.getByRole('button', { name: 'Export verdict JSON' }),
    page.getByRole('status'),
  ])
    await expect(control).toBeInViewport({ ratio: 1 });
  for (const [name, first] of [
    ['Certificates', page.getByRole('heading', { name: 'Timeline' })],
    ['Responses', page.getByLabel('OCSP responses').getByRole('listitem')],
    ['Report', page.getByRole('heading', { name: 'Report', exact: true })],
  ] as const) {
    await room(page, name);
    await expect(first.first()).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => scrollY), name).toBe(0);
  }
  await room(page, 'Certificates');

  // A description is one line until somebody wants all of it.
  const words = page.getByText('A made-up incident in the manner');
  const height = async () => (await words.boundingBox())!.height;
  const line = await height();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  expect(await height()).toBeGreaterThan(2 * line);
  await expect(page.getByRole('button', { name: 'Edit description' })).toBeVisible();
  await page.getByRole('button', { name: 'Less', exact: true }).click();
  expect(await height()).toBe(line);
});

test('no screen of a hostile case is wider than a phone', async ({ page }) => {
  test.slow();
  await page.goto('./');
  await fits(page, 'home');
  const { files, certificates } = hostileEvidence();
  await drop(page, files);
  await evaluated(page, certificates);
  await asOf(page).fill('2022-12-02');
  await evaluated(page, certificates);
  await fits(page, 'certificates');
  for (const name of ['Responses', 'To do', 'Problems', 'Evidence', 'Reconcile', 'Report']) {
    await room(page, name);
    await expect(page.locator('.region section').first()).toBeVisible();
    await unfold(page, '.region');
    await fits(page, name);
  }
  for (const form of ['Full report', 'Preliminary report', 'The seven questions', 'CCADB appendix']) {
    await page.getByRole('radio', { name: form }).check();
    await fits(page, form);
  }
  await room(page, 'Evidence');
  await page.getByRole('link', { name: 'Fields and bytes' }).first().click();
  await expect(page.getByRole('tree')).toBeVisible();
  await fits(page, 'one piece of evidence');
  await room(page, 'Certificates');
  await page.getByRole('combobox', { name: 'Group by' }).selectOption('issuer');
  await fits(page, 'groups');
  await page.getByRole('combobox', { name: 'Group by' }).selectOption('');
  for (const text of ['onerror', 'h44.example', 'formaction', 'h20.example', 'h30.example', 'h46.example']) {
    await page.getByRole('searchbox', { name: 'Search certificates' }).fill(text);
    if ((await rows(page).count()) === 0) continue;
    await rows(page).first().click();
    await expect(page.getByText('Fields and bytes of the').first()).toBeVisible();
    await fits(page, `detail of ${text}`);
    await unfold(page, '.detail');
    await expect(page.getByRole('tree').first()).toBeVisible();
    await fits(page, `all of the detail of ${text}`);
    await page.getByRole('button', { name: 'ASN.1', exact: true }).last().click();
    await expect(page.getByRole('tree', { name: 'ASN.1 tree' })).toBeVisible();
    await fits(page, `ASN.1 of ${text}`);
    await page.keyboard.press('Escape');
  }
});

test('no name is long enough to widen it', async ({ page }) => {
  test.slow();
  await page.goto('./');
  const { files, certificates } = longEvidence();
  await drop(page, files);
  await evaluated(page, certificates);
  await page.getByRole('textbox', { name: 'Title of the case' }).fill('t'.repeat(400));
  await page.getByRole('textbox', { name: 'Title of the case' }).blur();
  await fits(page, 'certificates');
  for (const name of ['To do', 'Problems', 'Evidence', 'Reconcile', 'Report']) {
    await room(page, name);
    await fits(page, name);
  }
  await room(page, 'Certificates');
  await rows(page).first().click();
  await expect(page.getByText('Fields and bytes of the').first()).toBeVisible();
  await fits(page, 'detail');
  await page.goto('./#/');
  await expect(page.getByRole('heading', { name: 'Cases kept in this browser' })).toBeVisible();
  await fits(page, 'home');
});

test('neither are the pages about the rules and the app, nor the help', async ({ page }) => {
  await page.goto('./#/rules');
  await expect(page.getByRole('searchbox', { name: 'Search rules' })).toBeVisible();
  await fits(page, 'rules');
  await page.goto('./#/rules/mrsp/precert-status');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await fits(page, 'a rule');
  await page.goto('./#/about');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await fits(page, 'about');
  await page.getByRole('button', { name: 'Keyboard' }).click();
  await fits(page, 'help');
});
