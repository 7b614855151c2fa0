/** The real worker on the browser's real storage, and everything that may happen to that storage. */
import { readFile } from 'node:fs/promises';
import { expect, test, type JSHandle, type Page } from './support/test.ts';
import type { CaseHead } from '../../src/core/model/case-head.ts';
import type { VerdictDocument } from '../../src/core/model/verdict.ts';
import type { EvidenceLine, Page as Lines } from '../../src/worker/pages.ts';
import type { CaseView } from '../../src/worker/view.ts';
import {
  addMegabytes,
  blankPage,
  call,
  heard,
  intact,
  records,
  startBareEngine,
  value,
  type BareEngine,
} from './engine.ts';

// A service worker would fetch the scripts in place of the page, past what these tests put in their way.
test.use({ serviceWorkers: 'block' });

const NOTHING = { cases: 1, contents: 0, deleted: 0, issuers: 0, lists: 1, packs: 0, views: 0 };
const newCase = async (engine: JSHandle<BareEngine>) => (await value<CaseHead>(call(engine, 'createCase', 'Bug 1'))).id;
const openCase = (engine: JSHandle<BareEngine>, id: string) => value<CaseHead>(call(engine, 'openCase', id));
const evaluation = (engine: JSHandle<BareEngine>, id: string) =>
  value<CaseView>(call(engine, 'evaluate', id, { evaluatedAt: 0, reading: 'ruling' }));
const evidenceNames = async (engine: JSHandle<BareEngine>, id: string) => {
  const { items } = await value<Lines<EvidenceLine>>(
    call(engine, 'evidencePage', id, { search: '', from: 0, count: 10 }),
  );
  return items.map(({ names }) => names[0]).sort();
};

/** Bytes that are neither text nor DER: kept as they are. */
const handed = (...texts: string[]) => texts.map((text) => ({ name: `${text}.bin`, data: `\u0000\u0001${text}` }));

test('no room: the import is undone whole and says so; a smaller one goes through when there is room', async ({
  page,
}) => {
  await blankPage(page);
  const devtools = await page.context().newCDPSession(page);
  const roomFor = (quotaSize: number) =>
    devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize });
  // Before the database is used: the browser remembers for a while how much room it saw.
  await roomFor(8e6);
  const engine = await startBareEngine(page);
  const id = await newCase(engine);
  expect(await addMegabytes(engine, id, 40, 'answered')).toEqual({ code: 'store/quota' });
  expect((await openCase(engine, id)).sizes.evidence).toBe(0);
  expect(await records(page)).toEqual(NOTHING);
  // The browser may count what was undone until it has cleaned up behind it, so the smaller one needs a little more room.
  await roomFor(24e6);
  expect(await addMegabytes(engine, id, 2, 'answered')).toMatchObject({ value: { sizes: { evidence: 2 } } });
});

for (const killed of ['worker', 'page'] as const) {
  test(`the ${killed} killed in the middle of saving leaves all or nothing`, async ({ page, context }) => {
    await blankPage(page);
    const engine = await startBareEngine(page);
    const id = await newCase(engine);
    expect(await addMegabytes(engine, id, 60, 'saving')).toEqual({ value: 'saving' });
    if (killed === 'worker') await engine.evaluate((bare) => bare.terminate());
    else await page.close();

    const next = await context.newPage();
    await blankPage(next);
    const again = await startBareEngine(next);
    const kept = (await openCase(again, id)).sizes.evidence;
    // Whichever came first, the end of the transaction or of the tab: never something in between.
    expect([0, 60]).toContain(kept);
    expect(await records(next)).toEqual({ ...NOTHING, packs: kept / 4, contents: kept / 4 });
    expect(await intact(again, id)).toEqual({ evidence: kept, damaged: 0 });
  });
}

test('a newer version in another tab: this one lets go, says so and stops', async ({ page, context }) => {
  await blankPage(page);
  const engine = await startBareEngine(page);
  const id = await newCase(engine);
  const newer = await context.newPage();
  await blankPage(newer);
  const upgraded = await newer.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open('presumed', 1000);
        request.onblocked = () => resolve('blocked');
        request.onsuccess = () => resolve(request.result.version);
      }),
  );
  expect(upgraded).toBe(1000);
  await expect.poll(() => heard(engine)).toEqual(['store/outdated-tab']);
  expect(await call(engine, 'openCase', id)).toEqual({ code: 'store/outdated-tab' });

  const old = await startBareEngine(page);
  expect(await call(old, 'openCase', id)).toEqual({ code: 'store/newer-version' });
});

test('an upgrade cut off by closing its tab holds up nobody and is done again', async ({ page, context }) => {
  await blankPage(page);
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        // Stands for an app whose upgrade has not come to its end: nobody else may open the database meanwhile.
        const request = indexedDB.open('presumed', 1);
        request.onupgradeneeded = ({ target }) => {
          const keepAlive = () => {
            if (!request.result.objectStoreNames.contains('busy')) request.result.createObjectStore('busy');
            (target as IDBOpenDBRequest).transaction!.objectStore('busy').count().onsuccess = keepAlive;
          };
          keepAlive();
          resolve(undefined);
        };
      }),
  );
  const other = await context.newPage();
  await blankPage(other);
  const engine = await startBareEngine(other);
  const id = newCase(engine);
  await page.close();
  expect((await openCase(engine, await id)).title).toBe('Bug 1');
});

test('the database deleted under the app is reported, not silently started anew', async ({ page }) => {
  await blankPage(page);
  const engine = await startBareEngine(page);
  const id = await newCase(engine);
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.deleteDatabase('presumed').onsuccess = resolve;
      }),
  );
  await expect.poll(() => heard(engine)).toEqual(['store/deleted']);
  expect(await call(engine, 'openCase', id)).toEqual({ code: 'store/deleted' });
});

test('without IndexedDB all works in memory, and the app says that nothing is kept', async ({ page }) => {
  await page.route('**/worker-*.js', async (route) => {
    const response = await route.fetch();
    const without = "Object.defineProperty(self, 'indexedDB', { value: undefined });\n";
    await route.fulfill({ response, body: without + (await response.text()) });
  });
  await blankPage(page);
  const engine = await startBareEngine(page);
  const id = await newCase(engine);
  await value(call(engine, 'addEvidence', id, handed('one')));
  expect((await evaluation(engine, id)).sizes.evidence).toBe(1);
  expect(await heard(engine)).toEqual(['store/memory-only']);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
});

test('undoing a deletion works while any tab is open; the next start frees the room', async ({ page, context }) => {
  await blankPage(page);
  const engine = await startBareEngine(page);
  const id = await newCase(engine);
  await value(call(engine, 'addEvidence', id, handed('one', 'two')));
  await value(call(engine, 'deleteCase', id));

  const other = await context.newPage();
  await blankPage(other);
  const second = await startBareEngine(other);
  expect(await value(call(second, 'listCases'))).toEqual([]);
  await value(call(engine, 'restoreCase', id));
  await evaluation(second, id);
  expect(await evidenceNames(second, id)).toEqual(['one.bin', 'two.bin']);

  await value(call(engine, 'deleteCase', id));
  expect(await records(page)).toEqual({ ...NOTHING, cases: 0, contents: 1, deleted: 1, packs: 1 });
  await engine.evaluate((bare) => bare.terminate());
  await other.close();
  // The browser gives up a dead worker's lock in its own time.
  const alone = () => page.evaluate(async () => (await navigator.locks.query()).held!.length);
  await expect.poll(alone).toBe(0);
  const third = await startBareEngine(page);
  await value(call(third, 'listCases'));
  expect(await records(page)).toEqual({ ...NOTHING, cases: 0, lists: 0 });
});

test('two tabs add to one case at once: both are kept, and each hears of the other', async ({ page, context }) => {
  await blankPage(page);
  const engine = await startBareEngine(page);
  const id = await newCase(engine);
  const other = await context.newPage();
  await blankPage(other);
  const second = await startBareEngine(other);
  await openCase(second, id);
  await Promise.all([
    value(call(engine, 'addEvidence', id, handed('one'))),
    value(call(second, 'addEvidence', id, handed('two'))),
  ]);
  await evaluation(engine, id);
  expect(await evidenceNames(engine, id)).toEqual(['one.bin', 'two.bin']);
  await expect.poll(() => heard(engine)).toEqual([id]);
  await expect.poll(() => heard(second)).toEqual([id]);
});

/** Flips a bit in each pack. */
const damage = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.open('presumed').onsuccess = ({ target }) => {
          const database = (target as IDBOpenDBRequest).result;
          const transaction = database.transaction('packs', 'readwrite');
          transaction.objectStore('packs').openCursor().onsuccess = (event) => {
            const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
            if (!cursor) return;
            const bytes = cursor.value as Uint8Array;
            bytes[0]! ^= 1;
            cursor.update(bytes);
            cursor.continue();
          };
          transaction.oncomplete = () => resolve(database.close());
        };
      }),
  );

test('damaged bytes never make a verdict: the case says which were left out', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  const evaluated = page.getByRole('status').filter({ hasText: /^Evaluated \d+ certificates$/ });
  await expect(evaluated).toBeVisible();
  await damage(page);
  await page.reload();
  await expect(evaluated).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export verdict JSON' }).click();
  const { problems } = JSON.parse(await readFile(await (await download).path(), 'utf8')) as VerdictDocument;
  expect(problems.filter(({ code }) => code === 'store/hash-mismatch')).toHaveLength(1);
});
