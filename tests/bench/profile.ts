/** Where the time of the app's worker goes while it is given a ZIP: what is in the way of being faster. */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright';
import { freshBrowser } from './browser.ts';
import { observe, shown } from './seen.ts';
import { PATIENCE, settled } from './whole-way.ts';

export interface Profile {
  readonly pairs: number;
  /** From the file chosen to every verdict painted; looking makes it slower. */
  readonly ms: number;
  /** ms of the worker's own thread by what it was doing, the most first. */
  readonly places: readonly { readonly place: string; readonly ms: number }[];
  /** Then, in octets: what the scripts have, the page's and its worker's, and what is left when garbage is collected. */
  readonly heaps: readonly {
    readonly of: 'page' | 'worker';
    readonly taken: number;
    readonly needed: number;
    /** Outside of the heap, collected: the octets of the evidence, above all. */
    readonly buffers: number;
  }[];
}

/** Microseconds between two looks. */
const EVERY = 200;

/** As the DevTools protocol has it (Profiler.Profile), as far as it is used. */
interface Sampled {
  readonly nodes: readonly {
    readonly id: number;
    readonly children?: readonly number[];
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
      readonly columnNumber: number;
    };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}
type Frame = Sampled['nodes'][number]['callFrame'];

/** @param app a folder with the app, built with source maps, which is served at `url` */
export async function profileImport(
  url: string,
  app: string,
  zip: string,
  pairs: number,
  folder: string,
): Promise<Profile> {
  const { page, context, close } = await freshBrowser(folder);
  try {
    await observe(page);
    await page.goto(url);
    await page.getByRole('button', { name: 'Add', exact: true }).waitFor();
    await settled(page);
    const session = await context.newCDPSession(page);
    const worker = await attach(session, page);
    const own = (method: string): Promise<unknown> => session.send(method as 'Runtime.getHeapUsage');
    await worker('Profiler.enable');
    await worker('Profiler.setSamplingInterval', { interval: EVERY });
    await worker('Profiler.start');
    await page.getByLabel('Add files').setInputFiles(zip);
    const { added, evaluated, rows } = await shown(page, PATIENCE);
    const { profile } = (await worker('Profiler.stop')) as { readonly profile: Sampled };
    const ms = Math.max(evaluated!, rows!) - added!;
    const places = placesOf(profile, 1000 * ms, sourcesIn(app));
    const heaps = [await heapOf('worker', worker), await heapOf('page', own)];
    return { pairs, ms, places, heaps };
  } finally {
    await close();
  }
}

interface Usage {
  readonly usedSize: number;
  readonly totalSize: number;
  readonly backingStorageSize: number;
}

async function heapOf(of: 'page' | 'worker', send: Send): Promise<Profile['heaps'][number]> {
  const before = (await send('Runtime.getHeapUsage')) as Usage;
  await send('HeapProfiler.collectGarbage');
  const after = (await send('Runtime.getHeapUsage')) as Usage;
  return { of, taken: before.totalSize, needed: after.usedSize, buffers: after.backingStorageSize };
}

type Send = (method: string, params?: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** A way to talk to the page's worker: Playwright has none. */
async function attach(session: CDPSession, page: Page): Promise<Send> {
  let worker = '';
  let last = 0;
  const waiting = new Map<number, (result: unknown) => void>();
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') worker ||= sessionId;
  });
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { readonly id?: number; readonly result: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  while (worker === '') await page.waitForTimeout(20);
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, resolve);
      const message = JSON.stringify({ id, method, params });
      session.send('Target.sendMessageToTarget', { sessionId: worker, message }).catch(reject);
    });
}

/** The file of the sources that a frame stands in; `null` where it is none of ours. */
type Sources = (frame: Frame) => string | null;

function sourcesIn(app: string): Sources {
  const maps = new Map<string, SourceMap | null>();
  const mapOf = (file: string): SourceMap | null => {
    let map = maps.get(file);
    if (map === undefined) {
      try {
        map = new SourceMap(JSON.parse(readFileSync(join(app, 'assets', `${file}.map`), 'utf8')));
      } catch {
        map = null;
      }
      maps.set(file, map);
    }
    return map;
  };
  return ({ url, lineNumber, columnNumber }) => {
    const found = mapOf(url.slice(url.lastIndexOf('/') + 1))?.findEntry(lineNumber, columnNumber);
    return found && 'originalSource' in found ? found.originalSource : null;
  };
}

const CRYPTO = 'WebCrypto: digests, and signatures that no helper verifies';

const NATIVE: Readonly<Record<string, string>> = {
  '(garbage collector)': 'collecting garbage',
  '(idle)': 'waiting: for the file, for IndexedDB, for signatures, for the screen',
  '(program)': 'the browser itself',
  '(root)': 'the browser itself',
  verify: CRYPTO,
  digest: CRYPTO,
  importKey: CRYPTO,
};

/** Folders by what is done in them; the first that fits. */
const FOLDERS: readonly (readonly [RegExp, string])[] = [
  // A browser's function is often told as part of the one that calls it.
  [
    /src\/core\/verify\/(?:web-crypto|digest)|src\/core\/intake\/digest|src\/core\/model\/lent|src\/worker\/digest/,
    CRYPTO,
  ],
  [/\/fflate\//, 'inflating (fflate)'],
  [/src\/core\/intake\//, 'reading the archive, telling kinds, merging (core/intake)'],
  [/src\/core\/(?:decode|der|model)\//, 'decoding strictly, writing hex and times (core/decode, der, model)'],
  [/src\/core\/verify\//, 'who issued, who answered, whom answers name (the rest of core/verify)'],
  [/src\/core\/rules\//, 'the rules (core/rules)'],
  [/src\/core\/(?:verdict|evaluate)/, 'verdicts and rows (core/verdict)'],
  [/src\/store\/|\/idb\//, 'IndexedDB: packing and handing over (store)'],
  [/src\/worker\//, 'packing rows, feeding the helper, messages (worker)'],
];

const OTHER = 'anything else';

/** Times (ms) by place, of `length` µs from the first moment at which something was done. */
function placesOf({ nodes, samples, timeDeltas }: Sampled, length: number, sources: Sources): Profile['places'] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const places = new Map<number, string>();
  const placeOf = (id: number): string => {
    let place = places.get(id);
    if (place === undefined) places.set(id, (place = find(id)));
    return place;
  };
  const find = (id: number): string => {
    const { callFrame } = byId.get(id)!;
    const isNative = callFrame.url === '';
    const native = isNative ? NATIVE[callFrame.functionName] : undefined;
    if (native) return native;
    const source = isNative ? null : sources(callFrame);
    const folder = source && FOLDERS.find(([path]) => path.test(source))?.[1];
    if (folder) return folder;
    // What belongs to the language is whoever's called it.
    const parent = parents.get(id);
    return parent === undefined
      ? OTHER
      : byId.get(parent)!.callFrame.functionName === '(root)'
        ? OTHER
        : placeOf(parent);
  };

  const sums = new Map<string, number>();
  let since = Number.NaN;
  for (const [at, id] of samples.entries()) {
    const place = placeOf(id);
    const lasted = timeDeltas[at + 1] ?? 0;
    if (Number.isNaN(since) && place !== NATIVE['(idle)']) since = 0;
    if (Number.isNaN(since)) continue;
    since += lasted;
    if (since > length) break;
    sums.set(place, (sums.get(place) ?? 0) + lasted / 1000);
  }
  return [...sums].map(([place, ms]) => ({ place, ms })).sort((a, b) => b.ms - a.ms);
}
