/** The built app on a plain static host, under a sub-path: service worker, policy, and no network. */
import { expect, test, type Page } from './support/test.ts';
import { headers } from '../../scripts/csp.mjs';
import { startStaticHost, type StaticHost } from './static-host.ts';

const PATH = '/tools/presumed/';

let host: StaticHost;
test.afterEach(() => host.close());

/** The script of the service worker that answers this page, once one does. */
const controller = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const answer = () => {
          if (navigator.serviceWorker.controller) resolve(navigator.serviceWorker.controller.scriptURL);
        };
        navigator.serviceWorker.addEventListener('controllerchange', answer);
        answer();
      }),
  );

const firstScreen = (page: Page) => expect(page.getByRole('button', { name: 'Add', exact: true })).toBeVisible();

const evaluated = (page: Page) =>
  expect(page.getByRole('status').filter({ hasText: /^Evaluated [1-9]\d* certificates$/ })).toBeVisible();

for (const [hosting, sent] of [
  ['without headers', {}],
  ['with the recommended headers', headers],
] as const) {
  test(`works under a sub-path ${hosting}, then without any host`, async ({ page, context }) => {
    host = await startStaticHost(PATH, sent);

    await page.goto(host.url);
    await firstScreen(page);
    expect(await controller(page)).toBe(`${host.url}sw.js`);
    await page.getByRole('button', { name: 'Open the sample case' }).click();
    await evaluated(page);

    await host.close();
    await page.reload();
    await evaluated(page);
    const later = await context.newPage();
    await later.goto(`${host.url}?a=link#with-a-fragment`);
    await firstScreen(later);
  });
}

test.describe('what watches every test', () => {
  test.use({ serviceWorkers: 'block' });
  test('sees what a worker may not do either', async ({ page, watched }) => {
    host = await startStaticHost(PATH, headers);
    await page.route('**/worker-*.js', async (route) => {
      const response = await route.fetch();
      const forbidden = "fetch('https://watch.example/').catch(() => undefined);\n";
      await route.fulfill({ response, body: forbidden + (await response.text()) });
    });
    await page.goto(host.url);
    await firstScreen(page);
    await expect.poll(() => watched.violations.length).toBeGreaterThan(0);
    expect(watched.violations.splice(0).filter((text) => !text.includes('watch.example'))).toEqual([]);
    expect(watched.foreign).toEqual([]);
  });
});

test('a new version waits for the user', async ({ page }) => {
  host = await startStaticHost(PATH);
  await page.goto(host.url);
  await controller(page);
  const state = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return { waiting: registration.waiting?.state ?? null, active: registration.active?.state ?? null };
    });
  await expect.poll(state).toEqual({ waiting: null, active: 'activated' });

  host.release('99.0.0', '2099-01-01', ['A responder may sleep on Sundays.']);
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await expect.poll(state).toEqual({ waiting: 'installed', active: 'activated' });
  await page.reload();
  await firstScreen(page);
  expect(await state()).toEqual({ waiting: 'installed', active: 'activated' });

  const prompt = page.getByRole('complementary', { name: 'New version' });
  await expect(prompt).toContainText('Presumed 99.0.0, rules 2099-01-01, is ready.');
  await expect(prompt.getByRole('listitem')).toHaveText(['A responder may sleep on Sundays.']);

  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Start the new version' }).click();
  await reloaded;
  await firstScreen(page);
  await expect.poll(state).toEqual({ waiting: null, active: 'activated' });
});
