import { expect, test, type BrowserContext, type Page } from './support/test.ts';
import { CERTIFICATES, INCIDENT } from '../bugzilla/incident.ts';
import { rateLimited, startStandIn, type StandIn } from '../bugzilla/stand-in.ts';
import { asOf, evaluated, exportVerdict, paste, rows, SAMPLE_AS_OF, status } from './support/app.ts';
import type { Watched } from './watch.ts';

/**
 * Import bug over the real fetch path: the built app's own fetch, under its Content-Security-Policy; only the last step,
 * from the browser to Bugzilla, leads to a stand-in on loopback.
 */

const BUGZILLA = 'https://bugzilla.mozilla.org';
const FETCH = `Fetch bug ${INCIDENT.id} from bugzilla.mozilla.org`;

let bugzilla: StandIn;
let watched: Watched;

test.beforeEach(async ({ context, page, watched: seen }) => {
  bugzilla = await startStandIn([INCIDENT, { ...INCIDENT, id: 9, hidden: true }]);
  watched = seen;
  await lead(context, bugzilla);
  await page.goto('./');
});
test.afterEach(async () => {
  // Each test says how many of these it expects.
  const asked = watched.foreign.splice(0);
  expect(asked.filter((url) => !url.startsWith(`${BUGZILLA}/`))).toEqual([]);
  await bugzilla.close();
});

/** Leads what is asked of Bugzilla to the stand-in, and passes its answers on as they are. */
const lead = (context: BrowserContext, to: StandIn) =>
  context.route(`${BUGZILLA}/**`, async (route) => {
    try {
      const { pathname, search } = new URL(route.request().url());
      const answer = await fetch(to.url + pathname + search, { headers: { Accept: 'application/json' } });
      const body = Buffer.from(await answer.arrayBuffer());
      await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
    } catch {
      await route.abort().catch(() => undefined);
    }
  });

const region = (page: Page) => page.getByRole('region', { name: 'Import a bug' });
const field = (page: Page) => page.getByRole('textbox', { name: 'Bug number or link' });
async function name(page: Page, bug: string): Promise<void> {
  await region(page).getByText('Import a bug', { exact: true }).click();
  await field(page).fill(bug);
}

test('nothing is asked before the user agrees, and then a whole case comes', async ({ page }) => {
  await name(page, `${BUGZILLA}/show_bug.cgi?id=${INCIDENT.id}#c4`);
  await expect(region(page)).toContainText('Presumed will ask bugzilla.mozilla.org, and nobody else');
  await field(page).press('Enter');
  await expect(page.getByRole('button', { name: FETCH })).toBeFocused();
  await expect(status(page)).toHaveText('');
  expect(watched.foreign).toEqual([]);
  expect(bugzilla.asked).toEqual([]);

  await page.getByRole('button', { name: FETCH }).click();
  await evaluated(page, CERTIFICATES);
  await expect(rows(page)).toHaveCount(CERTIFICATES);
  await expect(page).toHaveTitle(/^Bug 1793443: Example Trust/);
  await expect(region(page)).toContainText(
    `Bug 1793443: ${INCIDENT.comments.length} comments and 1 attachment fetched.`,
  );
  await expect(region(page)).toContainText('Left out because they are marked obsolete: 1 attachment.');
  expect(watched.foreign.map((url) => url.slice(BUGZILLA.length))).toEqual(bugzilla.asked);
  expect(bugzilla.asked).toHaveLength(4);

  const { document } = await exportVerdict(page);
  expect(document.references).toHaveLength(13);
  expect(document.references.filter(({ resolved }) => resolved)).toEqual([]);
  for (const { from } of document.references)
    for (const place of from) expect(place).toMatch(/ \(bug 1793443 comment \d+\)$/);
  for (const { names } of document.evidence)
    for (const place of names) expect(place).toMatch(/^bug 1793443\/attachment 9299999 ocsp-responses\.zip\//);
  expect(document.problems.map(({ name, code }) => `${name} ${code}`)).toContain(
    'bug 1793443/attachment 9300003 removed.der bugzilla/no-data',
  );
  await expect(status(page)).toHaveCount(1);

  await page.getByRole('link', { name: /^To do/ }).click();
  const toDo = page.getByRole('region', { name: 'To do' }).getByRole('listitem');
  await expect(toDo.filter({ hasText: /\(bug 1793443 comment \d+\)/ })).toHaveCount(13);
});

test('into a case that is open, with what is obsolete, and twice is as good as once', async ({ page }) => {
  await paste(page, 'https://crt.sh/?id=1');
  await evaluated(page, 0);
  await name(page, 'bug 1793443');
  await page.getByLabel('Also attachments marked obsolete').check();
  await page.getByRole('button', { name: FETCH }).click();
  await evaluated(page, CERTIFICATES);
  await asOf(page).fill(SAMPLE_AS_OF);
  await evaluated(page, CERTIFICATES);
  const first = await exportVerdict(page);
  await page.getByRole('button', { name: FETCH }).click();
  await expect.poll(() => bugzilla.asked.length).toBe(10);
  await evaluated(page, CERTIFICATES);
  expect((await exportVerdict(page)).text).toBe(first.text);
  expect(
    first.document.evidence.flatMap(({ names }) => names).filter((name) => !name.startsWith('bug 1793443/')),
  ).toEqual([]);
  expect(bugzilla.asked).toContain('/rest/bug/attachment/9300001');
});

test('what is no bug of Bugzilla offers nothing to fetch', async ({ page }) => {
  await name(page, 'https://bugzilla.redhat.com/show_bug.cgi?id=1');
  await expect(region(page)).toContainText('This is no bug of bugzilla.mozilla.org');
  await expect(region(page).getByRole('button')).toHaveCount(0);
});

test('stopping leaves nothing behind, and so does going elsewhere', async ({ page }) => {
  bugzilla.misbehave = (path) => (path.startsWith('/rest/bug/attachment/') ? 'hang' : undefined);
  await name(page, '1793443');
  await page.getByRole('button', { name: FETCH }).click();
  await expect(region(page)).toContainText('Asking for attachment 1 of 2: ocsp-responses.zip');
  await page.getByRole('button', { name: 'Stop fetching' }).click();
  await expect(page.getByLabel('Messages')).toContainText('Stopped. Nothing of bug 1793443 was added.');
  await expect(page.getByRole('button', { name: FETCH })).toBeEnabled();
  await expect(status(page)).toHaveText('');

  await page.getByRole('button', { name: FETCH }).click();
  await expect(region(page)).toContainText('Asking for attachment 1 of 2');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
  await expect(field(page)).toBeHidden();
});

test('refusals say why', async ({ page }) => {
  await name(page, '9');
  await page.getByRole('button', { name: 'Fetch bug 9 from bugzilla.mozilla.org' }).click();
  await expect(region(page)).toContainText('Bugzilla does not show bug 9 to the public');
  await expect(region(page)).toContainText('bugzilla/not-public');
  await expect(region(page)).not.toContainText('curl');

  await field(page).fill('404404');
  await expect(region(page)).not.toContainText('bugzilla/not-public');
  await page.getByRole('button', { name: 'Fetch bug 404404 from bugzilla.mozilla.org' }).click();
  await expect(region(page)).toContainText('Bugzilla has no bug 404404.');

  bugzilla.misbehave = () => rateLimited;
  await field(page).fill('1793443');
  await page.getByRole('button', { name: FETCH }).click();
  await expect(region(page)).toContainText('Waiting 60 seconds, then going on by itself');
  bugzilla.misbehave = null;
  await page.getByRole('button', { name: 'Stop fetching' }).click();
  await expect(page.getByRole('button', { name: FETCH })).toBeEnabled();
});

test('without a network, and with one that refuses to be read: the same by hand', async ({ page, context }) => {
  await name(page, '1793443');
  await context.setOffline(true);
  // What a route answers, it answers offline too.
  bugzilla.misbehave = () => 'cut';
  await page.getByRole('button', { name: FETCH }).click();
  await expect(region(page)).toContainText('This device is offline');
  await context.setOffline(false);

  bugzilla.misbehave = () => ({ headers: { 'Access-Control-Allow-Origin': 'https://watch.example' }, body: {} });
  await page.getByRole('button', { name: FETCH }).click();
  await expect(region(page)).toContainText('The browser got no answer about bug 1793443 that this page may read');
  await expect(region(page)).toContainText('bugzilla/blocked');
  await expect(region(page)).toContainText(`curl -fo bug-1793443-comments.json ${BUGZILLA}/rest/bug/1793443/comment`);
});

test('the policy lets the page ask nobody else', async ({ page }) => {
  const asked = await page.evaluate(() =>
    fetch('https://bugzilla.mozilla.org.watch.example/rest/bug/1').then(
      () => 'asked',
      (error: unknown) => String(error),
    ),
  );
  expect(asked).toMatch(/^TypeError/);
  expect(watched.foreign).toEqual([]);
  const [violation] = watched.violations.splice(0);
  expect(violation).toContain("connect-src 'self' https://bugzilla.mozilla.org");
});
