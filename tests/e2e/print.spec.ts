import { expect, test, type Locator, type Page } from './support/test.ts';
import { issuingA } from '../pki/authority.ts';
import { precertificate } from '../pki/leaves.ts';
import { choose, evaluated, rows } from './support/app.ts';

/** A verdict on paper: light, whole, with its sources written out, and nothing that only a screen can do. */

/** Where the paper ends: A4 less its margins, at 96 dpi. */
const PAPER = { width: 688, height: 1000 };

test.use({ colorScheme: 'dark' });

async function openSample(page: Page): Promise<void> {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
  await expect(page.getByRole('application', { name: 'Timeline of 17 certificates' })).toBeVisible();
}

/** As the browser does it: the styles of paper, whatever was laid out for the window. */
async function paper(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
}

async function expectPaper(page: Page): Promise<void> {
  const { ink, ground, cut, wide } = await page.evaluate((width) => {
    const light = (colour: string) => {
      const [r = 0, g = 0, b = 0] = colour.match(/[\d.]+/g)!.map(Number);
      return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    };
    const shown = [...document.querySelectorAll<HTMLElement>('main *')].filter((one) => one.checkVisibility());
    const place = (one: Element) => `${one.tagName}.${one.className}: ${one.textContent?.trim().slice(0, 60)}`;
    return {
      ink: light(getComputedStyle(document.querySelector('main h1 textarea, main h2')!).color),
      ground: light(getComputedStyle(document.documentElement).backgroundColor),
      cut: shown
        .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
        .filter((one) => getComputedStyle(one).overflowX === 'hidden')
        .map(place),
      wide: shown.filter((one) => one.getBoundingClientRect().right > width + 1).map(place),
    };
  }, page.viewportSize()!.width);
  expect(ink).toBeLessThan(0.3);
  expect(ground).toBeCloseTo(1);
  expect(cut).toEqual([]);
  expect(wide).toEqual([]);
  for (const role of ['combobox', 'searchbox', 'checkbox', 'navigation'] as const)
    await expect(page.getByRole(role).filter({ visible: true })).toHaveCount(0);
  await expect(page.locator('.button:visible')).toHaveCount(0);
}

test('a case', async ({ page }) => {
  await openSample(page);
  await paper(page);
  await page.setViewportSize(PAPER);
  await expectPaper(page);
  await expect(
    page.getByText(/^Evaluated as of 2022-11-15\s+12:00:00 Z · Reading: Mozilla's ruling · 17\s+certificates/),
  ).toBeVisible();
  // Every rule of a row, its whole serial number, and the picture no wider than the sheet.
  const first = rows(page).first();
  await expect(first.locator('.rules .all')).toBeVisible();
  await expect(first.locator('.rules .all')).toContainText(/mrsp\/\S+ .*br\/\S+/);
  const picture = await page.locator('.chart svg').first().boundingBox();
  expect(picture!.x + picture!.width).toBeLessThanOrEqual(PAPER.width);
});

test('one certificate, its argument whole and its sources written out', async ({ page }) => {
  await openSample(page);
  await rows(page).first().click();
  await expect(page.getByRole('heading', { name: 'The argument' })).toBeVisible();
  const folded = page.locator('.detail article.brief blockquote').first();
  await expect(folded).toBeHidden();
  await paper(page);
  await page.setViewportSize(PAPER);
  await expectPaper(page);
  await expect(folded).toBeVisible();
  expect(await page.locator('.detail article blockquote:visible').count()).toBe(
    await page.locator('.detail article blockquote').count(),
  );
  const source = page.locator('.detail figcaption a').first();
  const written = (link: Locator) => link.evaluate((one) => getComputedStyle(one, '::after').content);
  expect(await written(source)).toBe(`" <" "${await source.getAttribute('href')}" ">"`.replace(/" "/g, ''));
  await expect(page.getByRole('heading', { name: 'The certificate', exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: /octet by octet/ })).toHaveCount(0);
});

test('rows that the window does not show are printed, too', async ({ page }) => {
  const issuer = issuingA();
  const files = Array.from({ length: 70 }, (_, n) => ({
    name: `${n}.crt`,
    buffer: Buffer.from(precertificate({ issuer, host: `h${n}.example.test` })),
  }));
  await page.goto('./');
  await choose(page, [...files, { name: 'ca.crt', buffer: Buffer.from(issuer.certificate) }]);
  await evaluated(page, 70);
  expect(await rows(page).count()).toBeLessThan(70);
  await paper(page);
  await expect(rows(page)).toHaveCount(70);
  // In the flow of the page, so that a sheet ends between two of them.
  const [one, next] = await Promise.all([0, 1].map((at) => rows(page).nth(at).boundingBox()));
  expect(next!.y).toBeGreaterThanOrEqual(one!.y + one!.height);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: null });
  await expect.poll(() => rows(page).count()).toBeLessThan(70);
});
