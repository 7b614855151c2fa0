/** What we depend on is exact, and the schema packages that share a registry of types exist once. */
import { describe, expect, test } from 'vitest';
import { read } from './sources.ts';

interface Lock {
  packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>;
}
const manifest = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
const lock = JSON.parse(read('package-lock.json')) as Lock;

describe('packages', () => {
  test('are pinned to exact versions, in order, each once', () => {
    const { dependencies, devDependencies } = manifest;
    const all = [...Object.entries(dependencies), ...Object.entries(devDependencies)];
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    for (const group of [dependencies, devDependencies]) expect(Object.keys(group)).toEqual(Object.keys(group).sort());
    expect(Object.keys(dependencies).filter((name) => name in devDependencies)).toEqual([]);
  });

  test('of @peculiar are there once each: two copies of a schema do not know each other', () => {
    const copies = Object.keys(lock.packages).flatMap(
      (path) => /node_modules\/(@peculiar\/[^/]+)$/.exec(path)?.[1] ?? [],
    );
    expect(copies).toContain('@peculiar/asn1-schema');
    expect(copies).toEqual([...new Set(copies)]);
  });

  test('are locked for every platform: npm ci refuses a lock that leaves out the optional packages of others', () => {
    const locked = new Set(Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, '')));
    const optional = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(optional.filter((name) => !locked.has(name))).toEqual([]);
  });

  test('are locked by their hashes alone, whichever registry serves them', () => {
    expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});
