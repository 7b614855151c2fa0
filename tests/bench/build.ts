import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import manifest from '../../package.json' with { type: 'json' };

/** The repository, with a final slash. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Builds the benchmark's own page, as the app is built: for the same browsers, minified. */
export async function buildPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('./page/', import.meta.url)),
    base: './',
    logLevel: 'warn',
    define: { __APP_VERSION__: JSON.stringify(manifest.version) },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: { polyfill: false },
      rolldownOptions: { checks: { pluginTimings: false } },
    },
    worker: { format: 'es' },
  });
}

/** Builds the app from its sources, just as `npm run build` does. What the build says goes to the other stream. */
export function buildApp(outDir: string, { sourcemap = false } = {}): void {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const args = [
    vite,
    'build',
    '--logLevel',
    'warn',
    '--outDir',
    outDir,
    '--emptyOutDir',
    ...(sourcemap ? ['--sourcemap'] : []),
  ];
  // What runs this has a NODE_ENV of its own, and with that Svelte would be built for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('the app could not be built');
}
