/** From what earlier versions left behind to this one: cases survive, the user decides when, and a verdict says by which rules. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type BrowserContext, type Page } from './support/test.ts';
import type { VerdictDocument } from '../../src/core/model/verdict.ts';
import { RULES_VERSION } from '../../src/core/rules/index.ts';
import { RELEASES } from '../../src/releases/releases.ts';
import { MIGRATIONS } from '../../src/store/schema.ts';
import { readInput, readText } from '../cases/folder.ts';
import { blankPage, records } from './engine.ts';
import { archive, dist, startStaticHost } from './static-host.ts';
import { addButton, asOf, choose, evaluated, exportVerdict, paste, reading, status } from './support/app.ts';
import { dumpDatabase, putDatabase, type Dump } from './support/database.ts';
import { watch } from './watch.ts';

const PAST = new URL('past/', import.meta.url);
const SLUG = 'precert-status-row-2-violation';
const AS_OF = '2026-11-23T08:00:00Z';
const TITLE = 'Bug 1 of long ago';

const expected = JSON.parse(readText(SLUG, 'expected.retroactive.verdict.json')!) as VerdictDocument;
const title = (page: Page) => page.locator('#case-title');

/** What no update may change. */
const lasting = ({ evaluatedAt, reading, certificates }: VerdictDocument) => ({
  evaluatedAt,
  reading,
  certificates: certificates.map(({ precertificateSha256, verdict }) => [precertificateSha256, verdict]),
});

async function isTheSame(page: Page): Promise<void> {
  await evaluated(page, 1);
  await expect(title(page)).toHaveValue(TITLE);
  await expect(asOf(page)).toHaveValue(AS_OF);
  await expect(reading(page)).toHaveValue('retroactive');
  expect((await exportVerdict(page)).document).toEqual({ ...expected, title: TITLE });
}

/** The states of the service workers. */
const workers = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return { waiting: registration.waiting?.state ?? null, active: registration.active?.state ?? null };
  });

test.describe('a release of the past', () => {
  const profile = mkdtempSync(join(tmpdir(), 'presumed-profile-'));
  let context: BrowserContext;
  /** The browser as its user starts it again. */
  const start = async (): Promise<BrowserContext> =>
    (context = await chromium.launchPersistentContext(profile, test.info().project.use.launchOptions));
  test.afterEach(() => context.close());
  test.afterAll(() => rmSync(profile, { recursive: true, force: true }));

  test('is updated when its user says so; its cases live on under the new rules', async ({ watched }) => {
    const host = await startStaticHost('/tools/presumed/', {}, archive(new URL('presumed-0.1.0.zip', PAST)));
    const first = await (await start()).newPage();
    await first.goto(host.url);
    await choose(
      first,
      readInput(SLUG).map(({ name, bytes }) => ({ name, buffer: Buffer.from(bytes) })),
    );
    await evaluated(first, 1);
    await asOf(first).fill(AS_OF);
    await asOf(first).press('Tab');
    await reading(first).selectOption('retroactive');
    await title(first).fill(TITLE);
    await title(first).press('Tab');
    await evaluated(first, 1);
    const before = (await exportVerdict(first)).document;
    expect(before.tool).toMatchObject({ version: '0.1.0', rulesVersion: '2026-11-23' });
    await expect.poll(() => workers(first)).toEqual({ waiting: null, active: 'activated' });
    await context.close();

    host.serve(dist);
    // The browser is one of its own.
    watch(await start(), watched);
    const [old, another] = [await context.newPage(), await context.newPage()];
    for (const page of [old, another]) {
      await page.goto(host.url);
      await evaluated(page, 1);
    }
    await expect.poll(() => workers(old)).toEqual({ waiting: 'installed', active: 'activated' });
    // However often it is loaded: until the user says so, it is the version that they know, by the rules that they know.
    await old.reload();
    await evaluated(old, 1);
    expect((await exportVerdict(old)).document).toEqual(before);

    const loaded = old.waitForEvent('load');
    await old.getByRole('button', { name: 'Start the new version' }).click();
    await loaded;
    await isTheSame(old);
    const after = (await exportVerdict(old)).document;
    expect(after.tool).toMatchObject({ version: RELEASES[0]!.version, rulesVersion: RULES_VERSION });
    expect(lasting(after)).toEqual(lasting(before));

    // The other tab is of the old version yet: it says so, and saves nothing into what it does not know.
    await expect(another.getByText(/A newer version of Presumed was opened in another tab/).first()).toBeVisible();
    await expect(another.getByRole('button', { name: 'Start the new version' })).toBeVisible();
    await paste(another, 'https://crt.sh/?id=1');
    await expect(status(another)).toHaveText('Not evaluated');
    await another.reload();
    await isTheSame(another);
    await host.close();
  });
});

const dumps = readdirSync(PAST)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, PAST), 'utf8')) as Dump);

test('the database of every version is there, the newest as it is written now', async ({ page }) => {
  expect(dumps.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, at) => at + 1));
  await page.goto('./');
  await expect(addButton(page)).toBeVisible();
  await expect(page.getByText('None yet.')).toBeVisible();
  const shape = ({ version, stores }: Dump) => ({ version, stores: stores.map(({ records: _, ...store }) => store) });
  expect(shape(await dumpDatabase(page))).toEqual(shape(dumps.at(-1)!));
});

for (const dump of dumps) {
  test(`the database of version ${dump.version}, as it was written then, is read as it was meant`, async ({ page }) => {
    await blankPage(page);
    await putDatabase(page, dump);
    await page.goto('./');
    await page.getByRole('link', { name: TITLE }).click();
    await isTheSame(page);
    // What was deleted then is gone with the first start, and takes nothing along.
    await expect.poll(() => records(page)).toMatchObject({ cases: 1, lists: 1, deleted: 0, contents: 1, packs: 1 });
    await page.reload();
    await isTheSame(page);
    await paste(page, 'https://crt.sh/?id=1');
    await evaluated(page, 1);
    expect((await exportVerdict(page)).document.certificates).toEqual(expected.certificates);
  });
}
