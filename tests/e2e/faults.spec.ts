/** What may go wrong beneath the app while somebody works in it: what the screen says, and what is kept. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Page } from './support/test.ts';
import type { CaseHead } from '../../src/core/model/case-head.ts';
import type { Restored } from '../../src/worker/actions.ts';
import { firstLine } from '../engines/engine.ts';
import { addMegabytes, blankPage, call, intact, records, startBareEngine, value } from './engine.ts';
import { addButton, choose, drop, evaluated, exportVerdict, paste, sampleFiles, status } from './support/app.ts';
import { putDatabase, type Dump } from './support/database.ts';

// A service worker would fetch the scripts in place of the page, past what these tests put in their way.
test.use({ serviceWorkers: 'block' });

const CERTIFICATES = 17;

const openSample = async (page: Page): Promise<string> => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, CERTIFICATES);
  return (await exportVerdict(page)).text;
};
const says = (page: Page, words: RegExp) => expect(page.getByText(words).first()).toBeVisible();
const exported = async (page: Page): Promise<string> => (await exportVerdict(page)).text;

/** Files of a megabyte that no storage can make smaller. */
const megabytes = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    name: `${at}.bin`,
    buffer: Buffer.concat([Buffer.from([0, 1]), crypto.getRandomValues(new Uint8Array(65536)), Buffer.alloc(983040)]),
  }));

test('no room: the open case stays as it was and says so, and takes the rest when there is room', async ({ page }) => {
  await blankPage(page);
  const devtools = await page.context().newCDPSession(page);
  const roomFor = (quotaSize: number) =>
    devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize });
  await roomFor(8e6);
  const before = await openSample(page);

  await choose(page, megabytes(20));
  await says(page, /The browser has no room left for this, so all of it was undone/);
  await expect(status(page)).toHaveText('Not evaluated');
  // Nothing of what was there is lost, on the screen or in storage.
  expect(await exported(page)).toBe(before);
  await page.reload();
  await evaluated(page, CERTIFICATES);
  expect(await exported(page)).toBe(before);

  await roomFor(200e6);
  await choose(page, megabytes(20));
  await evaluated(page, CERTIFICATES);
  expect((await exportVerdict(page)).document.evidence.filter(({ kind }) => kind === 'unrecognised')).toHaveLength(20);
});

for (const step of ['reading', 'recognising', 'saving', 'answered']) {
  test(`the tab crashes in mid-import (${step}): all or nothing, and the import can be done again`, async ({
    page,
    context,
  }) => {
    await blankPage(page);
    const engine = await startBareEngine(page);
    const { id } = await value<CaseHead>(call(engine, 'createCase', 'Bug 1'));
    await addMegabytes(engine, id, 24, step);
    const crashed = page.waitForEvent('crash');
    const devtools = await context.newCDPSession(page);
    // It is never answered: who would answer is gone.
    devtools.send('Page.crash').catch(() => undefined);
    await crashed;

    const next = await context.newPage();
    await blankPage(next);
    const again = await startBareEngine(next);
    const { sizes } = await value<CaseHead>(call(again, 'openCase', id));
    expect(step === 'answered' ? [24] : [0, 24]).toContain(sizes.evidence);
    expect(await intact(again, id)).toEqual({ evidence: sizes.evidence, damaged: 0 });
    await addMegabytes(again, id, 24, 'answered');
    expect(await intact(again, id)).toEqual({ evidence: sizes.evidence + 24, damaged: 0 });
  });
}

test.describe('the whole browser is killed', () => {
  const profile = mkdtempSync(join(tmpdir(), 'presumed-profile-'));
  let browser: ChildProcess;

  /** A browser that is a process of ours, so that it can be killed like any other. */
  async function start(url: string): Promise<Page> {
    const { executablePath, args = [] } = test.info().project.use.launchOptions!;
    browser = spawn(
      executablePath!,
      ['--headless', `--user-data-dir=${profile}`, '--remote-debugging-port=0', ...args, 'about:blank'],
      { detached: true },
    );
    const [, address] = await firstLine(browser.stderr!, /DevTools listening on (ws:\S+)/, 30_000);
    const [context] = (await chromium.connectOverCDP(address!)).contexts();
    const page = await context!.newPage();
    await page.goto(url);
    return page;
  }
  async function kill(): Promise<void> {
    const ended = new Promise((resolve) => browser.once('exit', resolve));
    // The browser, its tabs and whatever writes its storage are one group of processes.
    process.kill(-browser.pid!, 'SIGKILL');
    await ended;
  }
  test.afterEach(kill);
  test.afterAll(() => rmSync(profile, { recursive: true, force: true, maxRetries: 10 }));

  test('in mid-import: what was answered is kept, what was not is there whole or not at all', async ({ baseURL }) => {
    const first = await startBareEngine(await start(`${baseURL}favicon.svg`));
    const { id } = await value<CaseHead>(call(first, 'createCase', 'Bug 1'));
    await addMegabytes(first, id, 8, 'answered');
    await addMegabytes(first, id, 40, 'saving');
    await kill();

    const page = await start(`${baseURL}favicon.svg`);
    const engine = await startBareEngine(page);
    const { sizes } = await value<CaseHead>(call(engine, 'openCase', id));
    expect([8, 48]).toContain(sizes.evidence);
    expect(await intact(engine, id)).toEqual({ evidence: sizes.evidence, damaged: 0 });
    expect(await records(page)).toMatchObject({ cases: 1, lists: 1, packs: sizes.evidence / 4 });
  });
});

test('a restoring cut off between two cases goes on when it is begun again', async ({ page, browser, baseURL }) => {
  await blankPage(page);
  const engine = await startBareEngine(page);
  const titles = ['Bug 1', 'Bug 2', 'Bug 3'];
  const MEGABYTES = 2;
  for (const title of titles) {
    const { id } = await value<CaseHead>(call(engine, 'createCase', title));
    await addMegabytes(engine, id, MEGABYTES, 'answered');
  }
  const backup = await engine.evaluate(async (bare) => {
    const said = await bare.call('backup', [0]);
    if ('code' in said) throw new Error(said.code);
    const reader = new FileReader();
    reader.readAsDataURL(new Blob([said.value as Uint8Array<ArrayBuffer>]));
    return new Promise<string>((resolve) => {
      reader.onload = () => resolve((reader.result as string).replace(/^.*,/, ''));
    });
  });

  const context = await browser.newContext({ baseURL, serviceWorkers: 'block' });
  const first = await context.newPage();
  await blankPage(first);
  const restore = async (into: Page, until: 'answered' | 'one is back') =>
    (await startBareEngine(into)).evaluate(
      (bare, [base64, end]) =>
        new Promise<unknown>((resolve) => {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          // What every other tab is told as soon as a case is in.
          if (end === 'one is back')
            new BroadcastChannel('presumed/case-changed').onmessage = () => {
              bare.terminate();
              resolve(null);
            };
          const answered = bare.call('restoreBackup', [new Blob([bytes])]);
          void answered.then((said) => resolve('value' in said ? said.value : said.code));
        }),
      [backup, until] as const,
    );
  await restore(first, 'one is back');
  const crashed = first.waitForEvent('crash');
  const devtools = await context.newCDPSession(first);
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;

  const next = await context.newPage();
  await blankPage(next);
  const before = await records(next);
  expect(before.cases).toBeGreaterThan(0);
  const { restored, unchanged, problems } = (await restore(next, 'answered')) as Restored;
  expect({ unchanged, sum: restored + unchanged, problems }).toEqual({
    unchanged: before.cases,
    sum: titles.length,
    problems: [],
  });
  const again = await startBareEngine(next);
  const cases = await value<CaseHead[]>(call(again, 'listCases'));
  expect(cases.map(({ title, sizes }) => [title, sizes.evidence]).sort()).toEqual(
    titles.map((title) => [title, MEGABYTES]),
  );
  await context.close();
});

test('storage cleared by the browser: it is said, and what is on the screen can still be exported', async ({
  page,
}) => {
  const before = await openSample(page);
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await says(page, /The browser closed its storage|The saved data of this app was deleted/);
  expect(await exported(page)).toBe(before);
  await paste(page, 'https://crt.sh/?id=1');
  await says(page, /There is no such case any more|The saved data of this app was deleted/);
  await expect(status(page)).toHaveText('Not evaluated');
  await page.reload();
  await expect(page.getByText('None yet.')).toBeVisible();
});

test('the database deleted from another tab: it is said, and what is on the screen can still be exported', async ({
  page,
  context,
}) => {
  const before = await openSample(page);
  const other = await context.newPage();
  await blankPage(other);
  await other.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.deleteDatabase('presumed').onsuccess = resolve;
      }),
  );
  await says(page, /The saved data of this app was deleted while it was open/);
  expect(await exported(page)).toBe(before);
  await paste(page, 'https://crt.sh/?id=1');
  await expect(status(page)).toHaveText('Not evaluated');
  // Nothing was begun anew behind the user's back.
  expect(await other.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
});

test('an old tab that does not let go of the old form: it is said, and all goes on when it is closed', async ({
  page,
  context,
}) => {
  const old = JSON.parse(readFileSync(new URL('past/version-2.json', import.meta.url), 'utf8')) as Dump;
  const other = await context.newPage();
  await blankPage(other);
  await putDatabase(other, old);
  await other.evaluate(
    () =>
      new Promise((resolve) => {
        // Stands for a tab that is too busy to hear.
        indexedDB.open('presumed').onsuccess = resolve;
      }),
  );
  await page.goto('./');
  await says(page, /Another tab still uses the saved cases in their old form/);
  await other.close();
  await page.getByRole('link', { name: 'Bug 1 of long ago' }).click();
  await evaluated(page, 1);
});

for (const [what, script] of [
  ['there is no IndexedDB', "Object.defineProperty(self, 'indexedDB', { configurable: true, value: undefined });"],
  [
    'IndexedDB cannot be opened',
    "IDBFactory.prototype.open = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };",
  ],
  [
    'storage is refused, and so is all that goes with it',
    `for (const [of, name] of [[IDBFactory.prototype, 'open'], [LockManager.prototype, 'request'], [self, 'BroadcastChannel']])
      of[name] = function () { throw new DOMException('The operation is insecure.', 'SecurityError'); };`,
  ],
  [
    'IndexedDB cannot even be asked for',
    "Object.defineProperty(self, 'indexedDB', { configurable: true, get() { throw new DOMException('Denied', 'SecurityError'); } });",
  ],
] as const) {
  test(`${what}: all works, and it is said that nothing is kept`, async ({ page }) => {
    const golden = readFileSync(new URL('golden/sample.verdict.json', import.meta.url), 'utf8');
    await page.route('**/worker-*.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${script}\n${await response.text()}` });
    });
    expect(await openSample(page)).toBe(golden);
    await says(page, /cases are gone when this tab closes: export what you want to keep/);
    await page.reload();
    await expect(addButton(page)).toBeVisible();
    await says(page, /cases are gone when this tab closes/);
  });
}

test('the lists of a case lost: it never looks as if it held less, and a backup brings it back', async ({ page }) => {
  const before = await openSample(page);
  await page.goto('./#/');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Back up all cases', exact: true }).click(),
  ]);
  const backup = readFileSync(await download.path());
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.open('presumed').onsuccess = ({ target }) => {
          const database = (target as IDBOpenDBRequest).result;
          const transaction = database.transaction('lists', 'readwrite');
          transaction.objectStore('lists').clear();
          transaction.oncomplete = () => resolve(database.close());
        };
      }),
  );
  await page.reload();
  const names = page.getByRole('main').getByRole('listitem').getByRole('link');
  const damaged = (await names.getAttribute('href'))!;
  await names.click();
  await says(page, /The browser’s storage lost a part of this case/);
  await expect(status(page)).toHaveText('Not evaluated');

  await page.goto('./#/');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Restore a backup' }).click(),
  ]);
  await chooser.setFiles({ name: 'backup.zip', mimeType: 'application/zip', buffer: backup });
  await expect(page.getByText('Brought back 1 case; every byte was checked.')).toBeVisible();
  await expect(names).toHaveCount(2);
  const lost = page.getByRole('listitem').filter({ has: page.locator(`a[href="${damaged}"]`) });
  await lost.getByRole('button', { name: /^Delete / }).click();
  await expect(names).toHaveCount(1);
  await names.click();
  await evaluated(page, CERTIFICATES);
  expect(await exported(page)).toBe(before);
});

test('a damaged backup brings back what is whole, and says what is not', async ({ page, browser, baseURL }) => {
  const before = await openSample(page);
  await page.goto('./#/');
  await drop(page, sampleFiles.slice(0, 1));
  await evaluated(page, 0);
  await page.goto('./#/');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Back up all cases', exact: true }).click(),
  ]);
  const whole = readFileSync(await download.path());

  const context = await browser.newContext({ baseURL, serviceWorkers: 'block' });
  const other = await context.newPage();
  await other.goto('./');
  const restore = async (buffer: Buffer) => {
    const [chooser] = await Promise.all([
      other.waitForEvent('filechooser'),
      other.getByRole('button', { name: 'Restore a backup' }).click(),
    ]);
    await chooser.setFiles({ name: 'backup.zip', mimeType: 'application/zip', buffer });
  };
  await restore(whole.subarray(0, whole.length / 2));
  await says(other, /The backup was not restored\. This is no ZIP file, or one that was cut off/);
  await expect(other.getByText('None yet.')).toBeVisible();

  // A bit of the smaller of the two bundles.
  const name = /cases\/000\d\.bundle\.zip/g;
  const [one, two] = [...whole.toString('latin1').matchAll(name)].map(({ index }) => index);
  const [first, second] = [two! - one!, whole.length - two!];
  const damaged = Buffer.from(whole);
  damaged[(first < second ? one! : two!) + 200]! ^= 1;
  await restore(damaged);
  await says(other, /Brought back 1 case; every byte was checked/);
  await says(other, /cases\/000\d\.bundle\.zip: /);
  await other.getByRole('main').getByRole('listitem').getByRole('link').click();
  await evaluated(other, CERTIFICATES);
  expect(await exported(other)).toBe(before);
  await context.close();
});
