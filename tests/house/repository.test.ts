/** Promises that no single module keeps. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { headers } from '../../scripts/csp.mjs';
import { modules, read, root, trackedFiles } from './sources.ts';

const MAX_LINES = 300;

describe('the repository', () => {
  test('tells people the two commands word for word', () => {
    const readme = read('README.md');
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
  });

  test('names no place of one machine and no package registry', ({ skip }) => {
    const tracked = trackedFiles();
    if (!tracked) return skip('skipped: not a git checkout');
    const machine = /(?:^|[\s"'`=(])\/(?:home|root|tmp|Users|work)\/\w|\bregistry\.\w+\.\w+|^\s*registry\s*=/m;
    const found = tracked.flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const match = text.includes('\0') ? null : machine.exec(text);
      return match ? [`${path}: ${match[0].trim()}`] : [];
    });
    expect(found).toEqual([]);
  });

  test(`has no module or component over ${MAX_LINES} lines`, () => {
    const long = modules('src')
      .map((path) => ({ path, lines: read(path).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > MAX_LINES);
    expect(long).toEqual([]);
  });

  test('asks hosts for the headers that the app is tested with', () => {
    const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
    expect(read('public/_headers')).toBe(`/*\n${lines.join('')}`);
    for (const value of Object.values(headers)) expect(read('README.md')).toContain(value);
  });
});
