/** A case of thousands: verified on all cores, and exported through a file on the disk. */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerdictDocument } from '../../src/core/model/verdict.ts';
import { makeEvidence, membersOf, unknownAmong } from '../bench/evidence.ts';
import { writeZip } from '../bench/zip.ts';
import { addFiles, status } from './support/app.ts';
import { expect, test, type Page } from './support/test.ts';

/** Their verdict JSON is larger than what is kept in memory. */
const PAIRS = 8000;

test('thousands of certificates: all cores, and a verdict JSON that never was in memory as a whole', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'presumed-large-'));
  try {
    const made = await makeEvidence('ec', PAIRS, folder);
    const zip = join(folder, 'pairs.zip');
    writeZip(zip, membersOf(made, PAIRS), 'stored');
    const scripts: string[] = [];
    page.context().on('request', (request) => scripts.push(new URL(request.url()).pathname));
    await page.goto('./');
    await addFiles(page).setInputFiles(zip);
    await expect(status(page)).toHaveText(`Evaluated ${PAIRS} certificates`, { timeout: 60_000 });
    expect(scripts.filter((path) => /\/helper-[^/]*\.js$/.test(path))).not.toEqual([]);

    expect(await exports(page)).toEqual([]);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export verdict JSON' }).click();
    const download = await downloading;
    const file = await readFile(await download.path());
    const { summary, responses } = JSON.parse(file.toString()) as VerdictDocument;
    expect(summary.verdicts.violation).toBe(unknownAmong(PAIRS));
    expect(summary.verdicts['no-violation-found']).toBe(PAIRS - unknownAmong(PAIRS));
    expect(responses.filter(({ signature }) => signature === 'valid')).toHaveLength(PAIRS);
    expect(await exports(page)).toEqual([file.length]);

    await page.reload();
    await expect(status(page)).toHaveText(`Evaluated ${PAIRS} certificates`, { timeout: 60_000 });
    expect(await exports(page)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Sizes of the files that exports left on the disk. */
const exports = (page: Page): Promise<number[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('exports').catch(() => null);
    const sizes: number[] = [];
    if (folder)
      for await (const handle of folder.values())
        if (handle.kind === 'file') sizes.push((await (handle as FileSystemFileHandle).getFile()).size);
    return sizes;
  });
