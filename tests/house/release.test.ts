/** What is released: the same bytes from every build, and the licence of all that is in them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { licences } from '../../scripts/licences.mjs';
import { releaseSums } from '../../scripts/release-files.mjs';

const root = new URL('../../', import.meta.url).pathname;
const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'presumed-release-')));
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

describe('a release', () => {
  test('is the same bytes from every build', () => {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    const env = { ...process.env, NODE_ENV: 'production' };
    for (const folder of folders) {
      execFileSync(process.execPath, [vite, 'build', '--logLevel', 'error', '--outDir', folder], { cwd: root, env });
    }
    const [first, second] = folders.map(releaseSums);
    expect(first).toBe(second);
    expect(first).toMatch(/^[0-9a-f]{64} {2}index\.html$/m);
    expect(first).toMatch(/^[0-9a-f]{64} {2}sw\.js$/m);
  });

  test('holds nothing but what may be passed on, with its words', () => {
    const listed = licences(root);
    const names = listed.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['svelte', 'idb', 'fflate', '@peculiar/x509', 'workbox-core']));
    expect(listed.filter(({ text }) => text === '').map(({ name }) => name)).toEqual([]);
  });
});
