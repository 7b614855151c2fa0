import { gzipSync } from 'node:zlib';
import { licences } from '../../scripts/licences.mjs';
import { expect, test, type Page } from './support/test.ts';
import { evaluated, pasteBox } from './support/app.ts';

/** What auditors of web pages look at, asked of the built app itself: no service of anybody is needed. */

const FIRST_SCRIPTS_GZIP_BYTES = 100_000;
const MOST_SHIFT = 0.02;
const WIDTHS = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

interface Manifest {
  name: string;
  short_name: string;
  start_url: string;
  display: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
  screenshots?: { src: string; sizes: string; type: string; form_factor?: string; label?: string }[];
}

type Shifts = { shifts: { value: number; at: string }[]; deprecated: string[] };

/** Puts observers into every document before its first script. */
const observe = (page: Page) =>
  page.addInitScript(() => {
    const seen: Shifts = { shifts: [], deprecated: [] };
    Object.assign(window, { seen });
    type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node?: Node | null }[] };
    const place = (node: Node | null | undefined) => {
      const element = node instanceof Element ? node : (node?.parentElement ?? null);
      return element ? `${element.localName}.${element.className}` : 'gone';
    };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[])
        if (!entry.hadRecentInput)
          seen.shifts.push({ value: entry.value, at: entry.sources.map(({ node }) => place(node)).join(', ') });
    }).observe({ type: 'layout-shift', buffered: true });
    new ReportingObserver((reports) => seen.deprecated.push(...reports.map(({ body }) => JSON.stringify(body))), {
      types: ['deprecation', 'intervention'],
      buffered: true,
    }).observe();
  });

const seen = (page: Page) => page.evaluate(() => (window as unknown as { seen: Shifts }).seen);

/** All that moved without a deed; more than the windows of the standard count, so never less than its CLS. */
async function expectStill(page: Page): Promise<void> {
  const { shifts } = await seen(page);
  const total = shifts.reduce((sum, { value }) => sum + value, 0);
  test.info().annotations.push({ type: 'layout shift', description: total.toFixed(4) });
  expect(total, JSON.stringify(shifts)).toBeLessThanOrEqual(MOST_SHIFT);
}

test('the document says what it is, in which language, and fits its screen', async ({ page }) => {
  await page.goto('./');
  await expect(page).toHaveTitle(/Presumed/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('meta[name=viewport]')).toHaveAttribute(
    'content',
    /width=device-width(?!.*user-scalable=no)/,
  );
  const description = await page.locator('meta[name=description]').getAttribute('content');
  expect(description!.length).toBeGreaterThan(50);
  expect(description!.length).toBeLessThan(160);
  expect(await page.evaluate(() => document.compatMode)).toBe('CSS1Compat');
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
});

for (const [where, viewport] of Object.entries(WIDTHS))
  test.describe(`on a ${where}`, () => {
    test.use({ viewport });

    test('nothing shifts on a first visit, when the sample opens, and when its address is loaded', async ({ page }) => {
      await observe(page);
      await page.goto('./');
      await expect(page.getByText('None yet.')).toBeVisible();
      await expectStill(page);

      await page.getByRole('button', { name: 'Open the sample case' }).click();
      await evaluated(page, 17);
      await expect(page.getByRole('application', { name: /^Timeline of / })).toBeVisible();
      await expectStill(page);

      await page.reload();
      await evaluated(page, 17);
      await expect(page.getByRole('application', { name: /^Timeline of / })).toBeVisible();
      await expectStill(page);
    });
  });

test('a first visit fetches little before its screen works', async ({ page }) => {
  const scripts: Promise<[string, number]>[] = [];
  page.on('response', (response) => {
    if (!response.request().serviceWorker() && /javascript/.test(response.headers()['content-type'] ?? ''))
      scripts.push(response.body().then((body) => [response.url(), gzipSync(body).length]));
  });
  await page.goto('./');
  // The list of cases has come from the engine, so the page and its worker both run.
  await expect(page.getByText('None yet.')).toBeVisible();
  await expect(pasteBox(page)).toBeEditable();
  const sizes = await Promise.all(scripts);
  expect(sizes.length).toBeGreaterThan(1);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  test.info().annotations.push({ type: 'scripts', description: `${total} B gzip` });
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(FIRST_SCRIPTS_GZIP_BYTES);
});

test('the licences of all that ships are listed in the app, with their words', async ({ page }) => {
  await page.goto('./#/about');
  const listed = page.locator('.licences').getByRole('listitem');
  const all = licences(new URL('../../', import.meta.url).pathname);
  await expect(listed).toHaveCount(all.length);
  for (const [at, { name, version, licence, text }] of all.entries()) {
    await expect(listed.nth(at).locator('summary')).toHaveText(`${name} ${version}, ${licence}`);
    // White space is the page's own.
    expect((await listed.nth(at).locator('pre').textContent())?.trim()).toBe(text);
  }
});

test('nothing complains, and nothing old is used, on the way through the app', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  await observe(page);
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
  for (const tab of ['Responses', 'To do', 'Problems', 'Evidence', 'Reconcile', 'Report']) {
    await page.getByRole('link', { name: new RegExp(`^${tab}( \\d+)?$`) }).click();
    await expect(page.getByRole('link', { name: new RegExp(`^${tab}( \\d+)?$`) })).toHaveAttribute('aria-current');
    // Until the room is furnished, nothing of it could complain.
    await expect(page.getByRole('main').locator('section').last()).toBeVisible();
    const unsized = await page
      .locator('img')
      .evaluateAll((all) => all.filter((one) => !one.hasAttribute('width') || !one.hasAttribute('height')).length);
    expect(unsized, `pictures without a size in ${tab}`).toBe(0);
  }
  expect(complaints).toEqual([]);
  expect((await seen(page)).deprecated).toEqual([]);
});

test('the app can be installed: its manifest names what is there', async ({ page, request }) => {
  await page.goto('./');
  const address = await page.locator('link[rel=manifest]').evaluate((link) => (link as HTMLLinkElement).href);
  const manifest = (await (await request.get(address)).json()) as Manifest;
  expect(manifest.name).toBeTruthy();
  expect(manifest.short_name.length).toBeLessThanOrEqual(12);
  expect(['standalone', 'minimal-ui', 'fullscreen']).toContain(manifest.display);
  expect(new URL(manifest.start_url, address).href).toBe(new URL('./', page.url()).href);
  const sizes = manifest.icons.map((icon) => `${icon.sizes} ${icon.purpose ?? 'any'}`);
  expect(sizes).toEqual(expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']));

  const pictures = [...manifest.icons, ...(manifest.screenshots ?? [])];
  for (const { src, sizes, type } of pictures) {
    const url = new URL(src, address).href;
    const response = await request.get(url);
    expect(response.status(), src).toBe(200);
    expect(response.headers()['content-type'], src).toContain(type);
    if (sizes === 'any') continue;
    const png = await response.body();
    // Width and height stand in the first chunk of every PNG.
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes);
  }

  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = (await session.send('Page.getInstallabilityErrors')) as {
    installabilityErrors: { errorId: string }[];
  };
  // A private window never installs; that is of the test's browser.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});
