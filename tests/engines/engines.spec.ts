import { existsSync } from 'node:fs';
import { describe, test } from 'vitest';
import { ENGINES } from './engines.ts';
import { mainPaths } from './main-paths.ts';
import { storagePaths } from './storage.ts';

if (!existsSync(new URL('../../dist/index.html', import.meta.url))) throw new Error('Build first: npm run build');

for (const engine of ENGINES) {
  const { title, lacking, start } = engine;
  if (lacking === null) {
    mainPaths(title, start);
    storagePaths(engine);
  } else {
    process.stdout.write(`Not run in ${title}: it needs ${lacking}.\n`);
    describe(title, () => test.skip(`is not installed: ${lacking}`, () => undefined));
  }
}
