/** The built app, used as people use it: a ZIP is added, looked through, exported, and opened again. */
import { openSync, readSync, closeSync, statSync } from 'node:fs';
import type { Page } from 'playwright';
import type { Summary } from '../../src/core/model/verdict.ts';
import { freshBrowser } from './browser.ts';
import { unknownAmong } from './evidence.ts';
import { interact, type Interactions } from './interactions.ts';
import { longTasks, observe, shown } from './seen.ts';

/** A browser that has shown nothing for so long (ms) is stuck. */
export const PATIENCE = 15 * 60_000;

export interface Exported {
  /** ms from the click to the file on disk. */
  readonly ms: number;
  /** Octets. */
  readonly size: number;
}

/** What is done, one after the other; `start` is the empty first screen. */
export const PHASES = ['start', 'import', 'table', 'verdict JSON', 'bundle', 'reopen'] as const;
export type Phase = (typeof PHASES)[number];

/** Times in ms, memory in octets (all processes of the browser; `null` where the system does not say). */
export interface WholeWay {
  /** From the file chosen to every verdict painted and all evidence in IndexedDB. */
  readonly ms: number;
  /** Main-thread tasks over 50 ms meanwhile. */
  readonly longTasks: readonly number[];
  /** The most in each phase, in this order. */
  readonly memory: Readonly<Record<Phase, number | null>>;
  readonly interactions: Interactions | null;
  readonly verdictJson: Exported | null;
  readonly bundle: Exported | null;
  /** From the reload to the first row painted, and to every verdict painted. */
  readonly reopenList: number | null;
  readonly reopenVerdicts: number | null;
  /** What did not work, in words. */
  readonly failures: readonly string[];
}

/**
 * One import of `pairs` pairs into a browser that has never seen the app, and all that follows.
 * @param folder for what the browser writes
 * @throws {Error} when the import itself does not come to the right verdicts
 */
export async function wholeWay(url: string, zip: string, pairs: number, folder: string): Promise<WholeWay> {
  const { page, memory, close } = await freshBrowser(folder);
  try {
    await observe(page);
    await page.goto(url);
    await page.getByRole('button', { name: 'Add', exact: true }).waitFor();
    await settled(page);
    const start = memory.take();

    await page.getByLabel('Add files').setInputFiles(zip);
    const { added, evaluated, rows, certificates } = await shown(page, PATIENCE);
    const onScreen = Math.max(evaluated!, rows!);
    const imported = memory.take();
    const stored = await allStored(page, 2 * pairs + 1);
    if (certificates !== pairs) throw new Error(`${certificates} certificates were evaluated, not ${pairs}`);
    const end = Math.max(onScreen, stored ?? 0);
    const tasks = await longTasks(page, added!, end);

    const failures: string[] = [];
    const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | null> => {
      try {
        return await work();
      } catch (error) {
        failures.push(`${what}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
        return null;
      }
    };
    const interactions = await attempt('interactions', () => interact(page, pairs));
    const table = memory.take();
    const verdictJson = await attempt('export of the verdict JSON', () =>
      exported(page, 'Export verdict JSON', (file) => checkSummary(file, pairs)),
    );
    const written = memory.take();
    const bundle = await attempt('export of the bundle', () => exported(page, 'Export evidence bundle'));
    const bundled = memory.take();
    const reopened = await attempt('reopening', async () => {
      await page.reload({ waitUntil: 'commit' });
      const again = await shown(page, PATIENCE);
      if (again.certificates !== pairs) throw new Error(`${again.certificates} certificates came back, not ${pairs}`);
      return again;
    });
    return {
      ms: end - added!,
      longTasks: tasks,
      memory: { start, import: imported, table, 'verdict JSON': written, bundle: bundled, reopen: memory.take() },
      interactions,
      verdictJson,
      bundle,
      reopenList: reopened?.rows ?? null,
      reopenVerdicts: reopened?.evaluated ?? null,
      failures,
    };
  } finally {
    await close();
  }
}

/**
 * Milliseconds from the pointer's first move to the file: nobody finds a file sooner, and what the app fetches at that
 * move is there by then.
 */
const CHOOSING = 1000;

/** The app as somebody finds it who adds a file: installed for use without a network, and the pointer on its way. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker?.ready));
  await page.mouse.move(400, 300);
  await page.waitForTimeout(CHOOSING);
}

/**
 * Looks into the app's database, past the app, until it holds so many pieces of evidence.
 * @returns the moment by the page's clock when that had to be waited for, `null` when all was there at once
 */
function allStored(page: Page, pieces: number): Promise<number | null> {
  return page.evaluate(async (wanted) => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
    const count = async (): Promise<number> => {
      const database = await done(indexedDB.open('presumed'));
      const contents = await done(database.transaction('contents').objectStore('contents').getAll());
      database.close();
      return contents.reduce((sum: number, { sha256s }: { sha256s: readonly string[] }) => sum + sha256s.length, 0);
    };
    for (let first = true; ; first = false) {
      const found = await count();
      if (found >= wanted) return first ? null : performance.now();
      if (performance.now() > 3_600_000) throw new Error(`only ${found} of ${wanted} pieces were stored`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }, pieces);
}

async function exported(
  page: Page,
  button: string,
  check: (file: string) => void = () => undefined,
): Promise<Exported> {
  const start = performance.now();
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: PATIENCE }),
    page.getByRole('button', { name: button }).click({ timeout: 20_000 }),
  ]);
  const file = await download.path();
  const ms = performance.now() - start;
  check(file);
  const { size } = statSync(file);
  await download.delete();
  return { ms, size };
}

/** The verdicts of the file are those that the evidence was made for. */
function checkSummary(file: string, pairs: number): void {
  const head = Buffer.alloc(16_384);
  const handle = openSync(file, 'r');
  readSync(handle, head);
  closeSync(handle);
  // The first object after the name; the summary's own objects hold none.
  const found = /"summary": (\{(?:[^{}]|\{[^{}]*\})*\})/.exec(head.toString('utf8'));
  const summary = JSON.parse(found?.[1] ?? 'null') as Summary | null;
  const unknown = unknownAmong(pairs);
  const said = [
    summary?.certificates,
    summary?.verdicts.violation,
    summary?.verdicts['no-violation-found'],
    summary?.statuses.unknown,
  ];
  if (said.join() !== [pairs, unknown, pairs - unknown, unknown].join())
    throw new Error(`the verdicts are wrong: ${JSON.stringify(summary)}`);
}

/** The most memory of all phases; `null` where the system does not say. */
export function mostMemory({ memory }: WholeWay): number | null {
  const known = Object.values(memory).filter((size) => size !== null);
  return known.length === 0 ? null : Math.max(...known);
}
