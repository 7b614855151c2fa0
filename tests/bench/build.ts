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
    build: { outDir, emptyOutDir: true, target: 'es2023', modulePreload: { polyfill: false } },
    worker: { format: 'es' },
  });
}

/** Builds the app from its sources, just as `npm run build` does. */
export async function buildApp(outDir: string): Promise<void> {
  await build({ root: ROOT, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
}
