import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { RULES_VERSION } from '../../../src/core/rules/index.ts';
import { isReleases, newerThan, RELEASES, type Release } from '../../../src/releases/releases.ts';
import manifest from '../../../package.json' with { type: 'json' };

const release = (version: string): Release => ({ version, rulesVersion: '2026-01-01', rules: [], app: [] });

describe('newerThan', () => {
  const all = ['3', '2', '1'].map(release);
  const versions = (version: string) => newerThan(version, all).map((one) => one.version);
  it('is what came after', () => expect(versions('1')).toEqual(['3', '2']));
  it('is nothing for the newest', () => expect(versions('3')).toEqual([]));
  it('is everything for a version nobody knows', () => expect(versions('0')).toEqual(['3', '2', '1']));
});

test('what another version says is read with care', () => {
  expect(isReleases(JSON.parse(JSON.stringify(RELEASES)))).toBe(true);
  for (const value of [null, {}, 'x', [null], [{ version: 1 }], [{ ...release('1'), rules: [1] }]])
    expect(isReleases(value)).toBe(false);
});

test('the newest release is this one, and the changelog tells of each', () => {
  expect(RELEASES[0]).toMatchObject({ version: manifest.version, rulesVersion: RULES_VERSION });
  const log = readFileSync(new URL('../../../CHANGELOG.md', import.meta.url), 'utf8');
  const titles = [...log.matchAll(/^## (\S+) \(rules (\S+)\)$/gm)].map(([, version, rules]) => [version, rules]);
  expect(titles).toEqual(RELEASES.map(({ version, rulesVersion }) => [version, rulesVersion]));
});
