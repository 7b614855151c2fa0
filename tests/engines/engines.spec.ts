import { existsSync } from 'node:fs';
import { describe, test } from 'vitest';
import { ENGINES } from './engines.ts';
import { mainPaths } from './main-paths.ts';

if (!existsSync(new URL('../../dist/index.html', import.meta.url))) throw new Error('Build first: npm run build');

for (const { title, lacking, start } of ENGINES) {
  if (lacking === null) mainPaths(title, start);
  else {
    process.stdout.write(`Not run in ${title}: it needs ${lacking}.\n`);
    describe(title, () => test.skip(`is not installed: ${lacking}`, () => undefined));
  }
}
