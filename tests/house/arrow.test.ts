/** Imports point only to the left, and each package is known in one place. */
import { describe, expect, test } from 'vitest';
import { importsOf, modules, packageOf } from './sources.ts';

/** The arrow inside core: a part may import itself and what stands before it. */
const CORE = [
  'model',
  'moments',
  'der',
  'intake',
  'decode',
  'inspect',
  'verify',
  'issuers',
  'rules',
  'verdict',
  'reconcile',
  'report',
  'bundle',
  'explain',
  'reproduce',
  'evaluate.ts',
  'todo',
].map((part) => `core/${part}`);

/** What else there is, and what it may import besides itself. */
const AROUND: Record<string, readonly string[]> = {
  'trusted-types.ts': [],
  inbox: [],
  releases: [],
  'sw.ts': ['inbox', 'releases'],
  sample: ['core/model'],
  store: ['core/model'],
  'second-opinion': CORE,
  // The one part that asks the network, and only Bugzilla.
  bugzilla: ['core/model', 'core/intake'],
  worker: [...CORE, 'sample', 'store', 'trusted-types.ts'],
  ui: [...CORE, 'second-opinion', 'bugzilla', 'worker', 'inbox', 'releases'],
  'main.ts': ['ui', 'worker', 'trusted-types.ts'],
};

const MAY_IMPORT: Record<string, readonly string[]> = {
  ...Object.fromEntries(CORE.map((part, index) => [part, CORE.slice(0, index)])),
  ...AROUND,
};

/** Packages, and the only parts that may import them. */
const PACKAGES: Record<string, readonly string[]> = {
  '@date-fns/tz': ['core/moments'],
  'd3-time': ['ui'],
  fflate: ['core/bundle', 'core/intake', 'ui'],
  idb: ['store', 'inbox'],
  'reflect-metadata': ['second-opinion'],
  '@peculiar/x509': ['second-opinion'],
  '@peculiar/asn1-ocsp': ['second-opinion'],
  '@peculiar/asn1-schema': ['second-opinion'],
  '@peculiar/asn1-x509': ['second-opinion'],
  svelte: ['ui', 'main.ts'],
  // Made by the build: what ships and under which licence.
  'virtual:licences': ['ui'],
  'workbox-window': ['ui'],
  'workbox-core': ['sw.ts'],
  'workbox-precaching': ['sw.ts'],
  'workbox-routing': ['sw.ts'],
};

/** `core/der` of `src/core/der/tlv.ts`, `worker` of `src/worker/client.ts`, `main.ts` of `src/main.ts`. */
const partOf = (path: string): string =>
  path
    .split('/')
    .slice(1, path.startsWith('src/core/') ? 3 : 2)
    .join('/');

/** What is wrong with the imports of one module. */
function strays(path: string, text?: string): string[] {
  const part = partOf(path);
  const allowed = MAY_IMPORT[part];
  if (!allowed) return [`${path}: no such part in the arrow`];
  return importsOf(path, text).flatMap(({ specifier, file }) => {
    if (file === null) {
      return PACKAGES[packageOf(specifier)]?.includes(part) ? [] : [`${path}: ${part} may not import ${specifier}`];
    }
    if (!file.startsWith('src/')) return [`${path}: ${specifier} is outside src`];
    const target = partOf(file);
    return target === part || allowed.includes(target) ? [] : [`${path}: ${part} may not import ${target}`];
  });
}

const runtimeImports = (path: string): string[] =>
  importsOf(path).flatMap(({ file, typeOnly }) => (file === null || typeOnly ? [] : file));

/** The modules of one import cycle, in order; empty when there is none. */
function cycle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const next of graph.get(path) ?? []) {
      const found = walk(next, [...trail, path]);
      if (found.length > 0) return found;
    }
    done.add(path);
    return [];
  };
  for (const path of graph.keys()) {
    const found = walk(path, []);
    if (found.length > 0) return found;
  }
  return [];
}

describe('the arrow of imports', () => {
  test('points only to the left', () => {
    expect(modules('src').flatMap((path) => strays(path))).toEqual([]);
  });

  test('has no cycle', () => {
    const graph = new Map(modules('src').map((path) => [path, runtimeImports(path)]));
    expect(cycle(graph)).toEqual([]);
  });

  test('is drawn by a scanner that sees every kind of import', () => {
    const text = [
      `import { a } from '../rules/run.ts';`,
      `import type { B } from '../rules/rule.ts';`,
      `export * from '../verdict/json.ts';`,
      `const c = await import('../evaluate.ts');`,
      `type D = import('../../ui/state/app.svelte.ts').App;`,
      `import { openDB } from 'idb';`,
      `new Worker(new URL('../../worker/pool.ts', import.meta.url), { type: 'module' });`,
      `// import '../rules/comment.ts';`,
      `import { ok } from '../model/result.ts';`,
    ].join('\n');
    expect(strays('src/core/der/tlv.ts', text)).toEqual([
      'src/core/der/tlv.ts: core/der may not import core/rules',
      'src/core/der/tlv.ts: core/der may not import core/rules',
      'src/core/der/tlv.ts: core/der may not import core/verdict',
      'src/core/der/tlv.ts: core/der may not import core/evaluate.ts',
      'src/core/der/tlv.ts: core/der may not import ui',
      'src/core/der/tlv.ts: core/der may not import idb',
      'src/core/der/tlv.ts: core/der may not import worker',
    ]);
    const component = `<h1>import 'idb'</h1>\n<script lang="ts">\n  import { openDB } from 'idb';\n</script>\n`;
    expect(strays('src/ui/App.svelte', component)).toEqual(['src/ui/App.svelte: ui may not import idb']);
  });

  test('tells imports that are erased from those that run', () => {
    const text = `import type { A } from './a.ts';\nimport { type B } from './b.ts';\nexport type { C } from './c.ts';`;
    expect(importsOf('src/x.ts', text).map(({ file, typeOnly }) => [file, typeOnly])).toEqual([
      ['src/a.ts', true],
      ['src/b.ts', false],
      ['src/c.ts', true],
    ]);
  });

  test('finds cycles of any length', () => {
    const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));
    expect(cycle(graph({ a: ['b'], b: ['c'], c: ['b'] }))).toEqual(['b', 'c', 'b']);
    expect(cycle(graph({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual([]);
  });
});
