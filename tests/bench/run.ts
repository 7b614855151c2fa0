/** The benchmark: makes its evidence, measures everything in turn, several times, and reports. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { headers } from '../../scripts/csp.mjs';
import { buildApp, buildPage } from './build.ts';
import { makeEvidence, membersOf, type Evidence } from './evidence.ts';
import { measureFirstVisit } from './first-visit.ts';
import { startHost } from './host.ts';
import { openPage, type InPage } from './in-page.ts';
import { measureOpenssl } from './openssl.ts';
import type { KeyKind, Part } from './page/messages.ts';
import { profileImport, type Profile } from './profile.ts';
import { KEY_WORD, type Case, type Report, type Round } from './report.ts';
import { wholeWay } from './whole-way.ts';
import { writeZip, type ZipMethod } from './zip.ts';

export interface Options {
  readonly pairs: readonly number[];
  readonly rounds: number;
  readonly keys: readonly KeyKind[];
  /** Responses that the peers are asked about, at most. */
  readonly sample: number;
  readonly zip: ZipMethod;
  /** What is measured: what needs no app, the app and the limit, or (`null`) all. */
  readonly only: 'page' | 'app' | null;
  /** Whether it is also looked where the time of an import goes. */
  readonly profile: boolean;
  /** A folder with the app, built; `null` builds it. */
  readonly app: string | null;
  /** How this run was asked for: stands beside its figures. */
  readonly command: string;
  /** Hears, in words, what is being done. */
  say(line: string): void;
}

/** From this many pairs on, so few rounds are enough: a minute of work is little disturbed by a second's noise. */
const MANY = 100_000;
const ROUNDS_OF_MANY = 3;
/** Pairs that are looked at before anything is timed. */
const WARM_UP = 100;
/** … and before each round. */
const WARM_UP_AGAIN = 2000;

export async function bench(options: Options): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'presumed-bench-'));
  try {
    return await benchIn(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function benchIn(folder: string, options: Options): Promise<Report> {
  const { keys, only, say, sample } = options;
  const load = loadavg()[0]!;
  const sizes = [...options.pairs].sort((a, b) => a - b);
  const most = sizes.at(-1)!;
  const inside = (name: string): string => join(folder, name);
  for (const name of ['evidence', 'page', 'zips', 'profiles']) mkdirSync(inside(name));

  say('Building');
  await buildPage(inside('page'));
  const app = options.app ?? inside('app');
  if (only !== 'page' && !options.app) buildApp(app);

  const evidence = new Map<KeyKind, Evidence>();
  if (only !== 'page' && !existsSync(join(app, 'index.html'))) throw new Error(`there is no built app in ${app}`);
  for (const kind of keys) {
    say(`Making ${most} ${KEY_WORD[kind]} pairs`);
    evidence.set(kind, await makeEvidence(kind, most, inside('evidence')));
  }
  const host = await startHost({ page: inside('page'), evidence: inside('evidence'), app }, { app: headers });
  let page: InPage | null = null;
  try {
    page = await openPage(`${host.url}page/`);
    for (const kind of keys) {
      await page.load(kind);
      // Compilers learn from what they see first; nobody's first steps are timed.
      await measureInPage(page, kind, Math.min(WARM_UP, most), Math.min(sample, WARM_UP, most), only);
    }
    const cases = keys.flatMap((kind) => sizes.map((pairs): Running => ({ kind, pairs, zipSize: 0, rounds: [] })));
    for (let round = 1; round <= options.rounds; round++) {
      for (const running of cases) {
        const { kind, pairs, rounds } = running;
        if (pairs >= MANY && round > ROUNDS_OF_MANY) continue;
        say(`Round ${round}: ${pairs} ${KEY_WORD[kind]} pairs`);
        const own = evidence.get(kind)!;
        const zip = inside(`zips/${kind}-${pairs}.zip`);
        if (only !== 'page' && running.zipSize === 0)
          running.zipSize = writeZip(zip, membersOf(own, pairs), options.zip);
        const asked = Math.min(sample, pairs);
        rounds.push({
          ...(await measureInPage(page, kind, pairs, asked, only)),
          ...(only === 'page' ? {} : await measureApp(`${host.url}app/`, zip, pairs, inside('profiles'))),
          ...(only === 'app' ? {} : { openssl: await measureOpenssl(own, asked, pairs) }),
        });
      }
    }
    say('First visit');
    const firstVisit = only === 'page' ? null : await measureFirstVisit(host, 'app/', inside('profiles'));
    const profiles = options.profile ? await profiled(folder, evidence.get(keys[0]!)!, sizes, options) : [];
    return {
      format: 'presumed/bench',
      command: options.command,
      machine: {
        processor: cpus()[0]?.model ?? 'unknown',
        cores: cpus().length,
        browser: page.version,
        node: process.versions.node,
        load,
      },
      options: { pairs: sizes, rounds: options.rounds, keys, sample, zip: options.zip },
      cases,
      firstVisit,
      profiles,
    };
  } finally {
    await page?.close();
    await host.close();
  }
}

/** Pairs of which an import is looked into: those that the promises on time are about; and the most, for memory. */
const LOOKED_INTO = 10_000;

/** Builds the app once more, for a build that tells where its code is from is not the one that is measured. */
async function profiled(
  folder: string,
  evidence: Evidence,
  sizes: readonly number[],
  { zip: method, say }: Options,
): Promise<Profile[]> {
  const app = join(folder, 'mapped');
  buildApp(app, { sourcemap: true });
  const host = await startHost({ app }, { app: headers });
  const profiles: Profile[] = [];
  try {
    for (const pairs of new Set([...sizes.filter((size) => size === LOOKED_INTO), sizes.at(-1)!])) {
      say(`Where time and memory go: ${pairs} pairs`);
      const zip = join(folder, 'zips/profiled.zip');
      writeZip(zip, membersOf(evidence, pairs), method);
      profiles.push(await profileImport(`${host.url}app/`, app, zip, pairs, join(folder, 'profiles')));
    }
  } finally {
    await host.close();
  }
  return profiles;
}

type Running = { -readonly [K in keyof Case]: Case[K] } & { readonly rounds: Round[] };

/** Beside the app alone, the limit is all that it is compared with. */
async function measureInPage(
  page: InPage,
  kind: KeyKind,
  pairs: number,
  asked: number,
  only: Options['only'],
): Promise<Round> {
  const measure = (what: Part): ReturnType<InPage['measure']> => page.measure(kind, what);
  // Minutes of other work since the last time: what the compilers had made is thrown away by then.
  const before = Math.min(pairs, WARM_UP_AGAIN);
  await measure({ part: 'limit', count: before });
  if (only !== 'app') await measure({ part: 'evaluation', count: before });
  const limit = await measure({ part: 'limit', count: pairs });
  if (only === 'app') return { limit };
  return {
    limit,
    evaluation: await measure({ part: 'evaluation', count: pairs }),
    responses: await measure({ part: 'responses', count: pairs }),
    intake: await measure({ part: 'intake', count: pairs }),
    pkijs: await measure({ part: 'pkijs', count: asked, of: pairs }),
    peculiar: await measure({ part: 'peculiar', count: asked, of: pairs }),
  };
}

/** An app that fails is a result, too: the other rounds and sizes go on. */
async function measureApp(...args: Parameters<typeof wholeWay>): Promise<Pick<Round, 'whole' | 'failure'>> {
  try {
    return { whole: await wholeWay(...args) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message.split('\n')[0]! : String(error) };
  }
}
