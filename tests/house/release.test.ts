/** What is released: the same bytes from every build, and the licence of all that is in them. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { licences } from '../../scripts/licences.mjs';
import { releaseSums } from '../../scripts/release-files.mjs';

const root = new URL('../../', import.meta.url).pathname;
const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'presumed-release-')));
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

describe('a release', () => {
  test('is the same bytes from every build, wherever and whenever', () => {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    for (const [at, folder] of folders.entries()) {
      const env = {
        ...process.env,
        NODE_ENV: 'production',
        TZ: ['UTC', 'Asia/Tokyo'][at],
        LC_ALL: ['C', 'de_DE.UTF-8'][at],
      };
      execFileSync(process.execPath, [vite, 'build', '--logLevel', 'error', '--outDir', folder], { cwd: root, env });
    }
    const [first, second] = folders.map(releaseSums);
    expect(first).toBe(second);
    expect(first).toMatch(/^[0-9a-f]{64} {2}index\.html$/m);
    expect(first).toMatch(/^[0-9a-f]{64} {2}sw\.js$/m);
  });

  test('says the SHA-256 of each of its files, and keeps it beside them', () => {
    const [folder] = folders;
    const sums = releaseSums(folder!);
    const script = join(root, 'scripts/release-files.mjs');
    expect(execFileSync(process.execPath, [script, folder!], { encoding: 'utf8' })).toContain(sums);
    expect(readFileSync(join(folder!, 'SHA256SUMS'), 'utf8')).toBe(sums);
    const told = sums
      .trimEnd()
      .split('\n')
      .map((line) => line.split('  '));
    expect(told.length).toBeGreaterThan(20);
    for (const [sha256, name] of told)
      expect([
        name,
        createHash('sha256')
          .update(readFileSync(join(folder!, name!)))
          .digest('hex'),
      ]).toEqual([name, sha256]);
  });

  test('holds nothing but what may be passed on, with its words', () => {
    const listed = licences(root);
    const names = listed.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['svelte', 'idb', 'fflate', '@peculiar/x509', 'workbox-core']));
    expect(listed.filter(({ text }) => text === '').map(({ name }) => name)).toEqual([]);
  });
});
