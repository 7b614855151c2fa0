import { readFileSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readRoots } from '../../../src/core/issuers/index.ts';
import { formatInstant } from '../../../src/core/model/time.ts';

const path = fileURLToPath(new URL('../../../src/worker/roots.json', import.meta.url));
const script = fileURLToPath(new URL('../../../scripts/roots.mjs', import.meta.url));
const data = JSON.parse(readFileSync(path, 'utf8')) as { source: string; newest: string; certificates: string[] };

test('every root that ships can be read; sorted, each once, and small enough', async () => {
  const { roots, source } = await readRoots(data);
  expect(roots).toHaveLength(data.certificates.length);
  expect(roots.length).toBeGreaterThan(100);
  const hashes = roots.map(({ sha256 }) => sha256);
  expect(hashes).toEqual([...new Set(hashes)].sort());
  expect(source).toMatch(/^Node\.js \d+\.\d+\.\d+$/);
  const youngest = Math.max(...roots.map(({ certificate }) => certificate.validity.notBefore.instant));
  expect(data.newest).toBe(formatInstant(youngest));
  expect(statSync(path).size).toBeLessThan(250_000);
});

test.skipIf(`Node.js ${process.versions.node}` !== data.source)('are what their script makes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'presumed-roots-'));
  try {
    execFileSync(process.execPath, [script, join(folder, 'roots.json')]);
    const made = JSON.parse(readFileSync(join(folder, 'roots.json'), 'utf8')) as unknown;
    expect(made).toEqual(data);
    expect(data.certificates).toHaveLength(rootCertificates.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
