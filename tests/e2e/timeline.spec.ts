import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from './support/test.ts';
import { drop, evaluated, exportVerdict, paste, rows, SAMPLE_TITLE } from './support/app.ts';

/** The timeline as its users use it: looked at, moved, narrowed down, written on, taken away as a file. */

const CERTIFICATES = 17;
const RULING = { what: 'The ruling is posted', when: '2022-08-08 16:20 PDT', utc: '2022-08-08 23:20:00' };

const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' });
const chart = (page: Page) => page.getByRole('application', { name: /^Timeline of / });
const events = (page: Page) => timeline(page).getByRole('list', { name: 'Events of the case' }).getByRole('listitem');
const readout = (page: Page) => timeline(page).getByText(/^\d{4}-\d{2}-\d{2}.* to \d{4}-.* UTC$/);

test.use({ reducedMotion: 'reduce' });

test.beforeEach(async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, CERTIFICATES);
  await expect(chart(page)).toBeVisible();
});

async function addEvent(page: Page, { what, when }: { what: string; when: string }): Promise<void> {
  await timeline(page).getByRole('button', { name: 'New event' }).click();
  await page.getByLabel('What happened').fill(what);
  await page.getByLabel('When, with its time zone').fill(when);
  await page.getByRole('button', { name: 'Add event', exact: true }).click();
}

async function download(page: Page, name: string): Promise<{ name: string; buffer: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), buffer: readFileSync(await file.path()) };
}

test('shows every certificate, the day that divides them, and the moment of evaluation', async ({ page }) => {
  await expect(chart(page)).toHaveAccessibleName('Timeline of 17 certificates');
  await expect(chart(page)).toHaveAccessibleDescription(/The table of certificates below says the same/);
  for (const words of ['eu.harbour.example', 'MRSP § 5.4, 2022-10-01', 'Evaluated as of 2022-11-15'])
    await expect(chart(page).getByText(words)).toBeVisible();
  await expect(readout(page)).toHaveText(/^2022-07-\d\d to 2022-11-\d\d UTC$/);
});

test('an event is read in its own zone, shown in UTC, kept, changed, and deleted with a way back', async ({ page }) => {
  const { text } = await exportVerdict(page);
  await timeline(page).getByRole('button', { name: 'New event' }).click();
  await page.getByLabel('What happened').fill(RULING.what);
  await page.getByLabel('When, with its time zone').fill('2022-08-08 16:20 CST');
  await expect(timeline(page).getByText(/CST is .*China/)).toBeVisible();
  await page.getByLabel('When, with its time zone').fill(RULING.when);
  await expect(timeline(page).getByText(`${RULING.utc} UTC`)).toBeVisible();
  await page.getByRole('button', { name: 'Add event', exact: true }).click();

  await expect(events(page)).toHaveText([
    /2022-08-08.*23:20:00 Z.*The ruling is posted.*written “2022-08-08 16:20 PDT”/s,
  ]);
  await expect(chart(page).getByText(RULING.what)).toBeVisible();
  await page.reload();
  await evaluated(page, CERTIFICATES);
  await expect(events(page)).toHaveCount(1);
  // No rule looks at an event.
  expect((await exportVerdict(page)).text).toBe(text);

  await page.getByRole('button', { name: `Edit ${RULING.what}` }).click();
  await page.getByLabel('When, with its time zone').fill('August 9, 2022 at 4:20 PM PT');
  await page.getByRole('button', { name: 'Save event' }).click();
  await expect(events(page)).toHaveText([/2022-08-09.*23:20:00 Z/s]);

  await page.getByRole('button', { name: `Delete ${RULING.what}` }).click();
  await expect(events(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(events(page)).toHaveText([/2022-08-09/]);
});

test('events go along in the bundle', async ({ page, browser }) => {
  await addEvent(page, RULING);
  await expect(events(page)).toHaveCount(1);
  const bundle = await download(page, 'Export evidence bundle');
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto('./');
  await drop(other, [bundle]);
  await evaluated(other, CERTIFICATES);
  await expect(events(other)).toHaveText([/23:20:00 Z.*The ruling is posted.*16:20 PDT/s]);
  await elsewhere.close();
});

test('a time that stands in what was pasted becomes an event with one click', async ({ page }) => {
  await paste(
    page,
    'Comment 3\nMozilla ruled on this on 2022-08-08 16:20 PDT, see https://crt.sh/?id=7351234567 for one.',
  );
  await evaluated(page, CERTIFICATES);
  await timeline(page)
    .getByText(/^\d+ times? written in what was handed in$/)
    .click();
  const offered = timeline(page).getByRole('button', { name: /^Add event: 2022-08-08 16:20 PDT/ });
  await offered.click();
  await expect(events(page)).toHaveText([/2022-08-08.*23:20:00 Z.*Mozilla ruled on this/s]);
  await expect(offered).toHaveCount(0);
});

test('the keyboard zooms, moves, reads and opens', async ({ page }) => {
  const all = await readout(page).textContent();
  await chart(page).focus();
  await page.keyboard.press('+');
  await expect(readout(page)).not.toHaveText(all!);
  const near = await readout(page).textContent();
  await page.keyboard.press('ArrowRight');
  await expect(readout(page)).not.toHaveText(near!);
  await page.keyboard.press('Home');
  await expect(readout(page)).toHaveText(all!);

  const spoken = timeline(page).locator('[aria-live="polite"]').first();
  await page.keyboard.press('ArrowDown');
  await expect(spoken).toContainText(
    'www.harbour.example. No violation found · Final certificate. issued 2022-08-03 10:15:00 UTC',
  );
  await page.keyboard.press('ArrowDown');
  await expect(spoken).toContainText('shop.harbour.example');
  await expect(spoken).toContainText('unknown from 2022-10-02 08:10 to 2022-10-06 08:09:59 UTC');
  await page.keyboard.press('Escape');
  await expect(spoken).toHaveText('');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'www.harbour.example' })).toBeVisible();
});

test('Ctrl and the wheel zoom where the hand is; the wheel alone scrolls the page', async ({ page }) => {
  await chart(page).scrollIntoViewIfNeeded();
  const all = await readout(page).textContent();
  const box = (await chart(page).boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.7, box.y + 120);
  const before = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 100);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before);
  await expect(readout(page)).toHaveText(all!);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await expect(readout(page)).not.toHaveText(all!);
  await timeline(page).getByRole('button', { name: 'All', exact: true }).click();
  await expect(readout(page)).toHaveText(all!);
});

test('dragging moves; dragging with “Select a span” filters the table, and the filter can be taken away', async ({
  page,
}) => {
  await chart(page).scrollIntoViewIfNeeded();
  const box = (await chart(page).boundingBox())!;
  const drag = async (from: number, to: number) => {
    await page.mouse.move(box.x + box.width * from, box.y + box.height * 0.6);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * to, box.y + box.height * 0.6, { steps: 5 });
    await page.mouse.up();
  };
  const all = await readout(page).textContent();
  await drag(0.6, 0.5);
  await expect(readout(page)).not.toHaveText(all!);
  await expect(rows(page)).toHaveCount(CERTIFICATES);
  await timeline(page).getByRole('button', { name: 'All', exact: true }).click();

  await timeline(page).getByRole('button', { name: 'Select a span' }).click();
  await drag(0.18, 0.4);
  await expect(page.getByRole('search').getByText(/^Issued 2022-.* UTC/)).toBeVisible();
  const listed = await rows(page).count();
  expect(listed).toBeGreaterThan(0);
  expect(listed).toBeLessThan(CERTIFICATES);
  await expect(timeline(page).getByText(`${listed} certificates`)).toBeVisible();

  // By key, to the day: what was issued from 2022-10-01 on is precertificates only.
  const begin = page.getByRole('slider', { name: 'Begin of the span' });
  const was = await begin.getAttribute('aria-valuetext');
  await begin.press('ArrowLeft');
  await expect(begin).not.toHaveAttribute('aria-valuetext', was!);

  await timeline(page).getByLabel('What lies in the span').selectOption('answered');
  await expect(rows(page)).toHaveCount(0);
  await page.getByRole('button', { name: /^Remove the filter Answered/ }).click();
  await expect(rows(page)).toHaveCount(CERTIFICATES);
  await expect(page.getByRole('slider')).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('two fingers zoom, one moves, and a second touch opens what the first told', async ({ page }) => {
    await chart(page).scrollIntoViewIfNeeded();
    const box = (await chart(page).boundingBox())!;
    const hands = await page.context().newCDPSession(page);
    const y = box.y + 100;
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: number[]) =>
      hands.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((x, id) => ({ x: box.x + x, y, id })) });
    const all = await readout(page).textContent();
    await touch('touchStart', 160, 200);
    for (const apart of [30, 60, 90]) await touch('touchMove', 160 - apart, 200 + apart);
    await touch('touchEnd');
    await expect(readout(page)).not.toHaveText(all!);
    const near = await readout(page).textContent();
    await touch('touchStart', 250);
    for (const x of [220, 180, 120]) await touch('touchMove', x);
    await touch('touchEnd');
    await expect(readout(page)).not.toHaveText(near!);

    const name = chart(page).getByText('mail.quarry.example').first();
    await name.tap();
    await expect(chart(page).getByText('Violation · Final certificate')).toBeVisible();
    await name.tap();
    await expect(page.getByRole('region', { name: 'mail.quarry.example' })).toBeVisible();
  });
});

test('the span in view becomes the filter without any dragging', async ({ page }) => {
  await chart(page).focus();
  for (const key of ['+', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  await timeline(page).getByRole('button', { name: 'Filter to this view' }).click();
  await expect.poll(() => rows(page).count()).toBeLessThan(CERTIFICATES);
  await page.getByRole('search').getByRole('button', { name: 'Show all' }).click();
  await expect(rows(page)).toHaveCount(CERTIFICATES);
});

test('exports what is seen as a file that draws by itself', async ({ page }) => {
  await addEvent(page, { what: '<script>alert(1)</script>', when: '2022-10-03 10:00 UTC' });
  const file = await download(page, 'Export SVG');
  expect(file.name).toMatch(/\.timeline\.svg$/);
  const text = file.buffer.toString();
  // The app's own page lets nobody parse markup.
  const blank = await page.context().newPage();
  const drawn = await blank.evaluate((svg) => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    return {
      error: parsed.querySelector('parsererror')?.textContent ?? null,
      title: parsed.querySelector('title')?.textContent,
      scripts: parsed.querySelectorAll('script, style, a, image, foreignObject').length,
      texts: [...parsed.querySelectorAll('text')].map(({ textContent }) => textContent),
    };
  }, text);
  expect(drawn).toMatchObject({ error: null, title: `Timeline: ${SAMPLE_TITLE}`, scripts: 0 });
  expect(drawn.texts).toEqual(expect.arrayContaining(['eu.harbour.example', '<script>alert(1)</script>', 'unknown']));
});

test('stays folded when it was folded', async ({ page }) => {
  await timeline(page).getByRole('button', { name: 'Timeline', exact: true }).click();
  await expect(chart(page)).toHaveCount(0);
  await page.reload();
  await evaluated(page, CERTIFICATES);
  await expect(timeline(page).getByRole('button', { name: 'Timeline', exact: true })).toHaveAttribute(
    'aria-expanded',
    'false',
  );
  await expect(chart(page)).toHaveCount(0);
  await timeline(page).getByRole('button', { name: 'Timeline', exact: true }).click();
  await expect(chart(page)).toBeVisible();
});

test('neither it nor the table moves when it appears', async ({ page }) => {
  await page.addInitScript(() => {
    type Shift = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
    const own = ({ node }: { node: Node | null }) => node?.parentElement?.closest('.timeline, [role=grid], search');
    const shifts: number[] = ((window as unknown as { shifts: number[] }).shifts = []);
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as Shift[]) if (sources.some(own)) shifts.push(value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.reload();
  await evaluated(page, CERTIFICATES);
  await expect(chart(page)).toBeVisible();
  await expect(rows(page)).toHaveCount(CERTIFICATES);
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
});

for (const scheme of ['light', 'dark'] as const)
  test(`axe finds nothing with an event, its form, a selection and a tip, in ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await addEvent(page, RULING);
    await timeline(page).getByRole('button', { name: 'Filter to this view' }).click();
    await page.getByRole('button', { name: `Edit ${RULING.what}` }).click();
    await chart(page).focus();
    await page.keyboard.press('ArrowDown');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    const phone = await new AxeBuilder({ page }).include('.timeline').analyze();
    expect(phone.violations.map(({ id }) => id)).toEqual([]);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, 'px wider than the window').toBe(0);
  });
