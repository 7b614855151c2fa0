import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import type { VerdictDocument } from '../../../src/core/model/verdict.ts';

/** The app as its users find it: by the accessible names that verdict-format.md section 5 fixes. */

export interface EvidenceFile {
  readonly name: string;
  readonly buffer: Buffer;
}

const sample = JSON.parse(readFileSync(new URL('../../../src/sample/files.json', import.meta.url), 'utf8')) as {
  title: string;
  evaluateAsOf: string;
  handed: Record<string, string>;
};

export const SAMPLE_TITLE = sample.title;
export const SAMPLE_AS_OF = sample.evaluateAsOf;

/** The sample's evidence as files, under their own names without the folder. */
export const sampleFiles: readonly EvidenceFile[] = Object.entries(sample.handed).map(([name, base64]) => ({
  name,
  buffer: Buffer.from(base64, 'base64'),
}));

export const sampleFile = (ending: string): EvidenceFile => {
  const found = sampleFiles.find(({ name }) => name.endsWith(ending));
  if (!found) throw new Error(`No file of the sample ends in ${ending}`);
  return found;
};

export const pasteBox = (page: Page) => page.getByRole('textbox', { name: 'Paste evidence' });
export const addButton = (page: Page) => page.getByRole('button', { name: 'Add', exact: true });
export const addFiles = (page: Page) => page.getByLabel('Add files');
export const asOf = (page: Page) => page.getByLabel('Evaluate as of');
export const reading = (page: Page) => page.getByLabel('Reading');
export const status = (page: Page) => page.getByRole('status');
export const rows = (page: Page) =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });

export async function evaluated(page: Page, certificates: number): Promise<void> {
  await expect(status(page)).toHaveText(`Evaluated ${certificates} certificates`);
}

export async function paste(page: Page, text: string): Promise<void> {
  await pasteBox(page).fill(text);
  await addButton(page).click();
}

export async function choose(page: Page, files: readonly EvidenceFile[]): Promise<void> {
  await addFiles(page).setInputFiles(
    files.map(({ name, buffer }) => ({
      name: name.replaceAll('/', '_'),
      mimeType: 'application/octet-stream',
      buffer,
    })),
  );
}

/** Drops files on the middle of the page; resolves to what the status said when the drop had been handled. */
export function drop(page: Page, files: readonly EvidenceFile[]): Promise<string | null> {
  return page.evaluate(
    (dropped) => {
      const dataTransfer = new DataTransfer();
      for (const { name, base64 } of dropped) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        dataTransfer.items.add(new File([bytes], name));
      }
      const target = document.elementFromPoint(innerWidth / 2, innerHeight / 2) ?? document.body;
      for (const type of ['dragenter', 'dragover', 'drop'])
        target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      return document.querySelector('[role=status]')!.textContent;
    },
    files.map(({ name, buffer }) => ({ name, base64: buffer.toString('base64') })),
  );
}

export async function exportVerdict(page: Page): Promise<{ name: string; text: string; document: VerdictDocument }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export verdict JSON' }).click(),
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  return { name: download.suggestedFilename(), text, document: JSON.parse(text) as VerdictDocument };
}
