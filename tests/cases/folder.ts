/** A case on disk. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { READINGS } from '../../src/core/model/verdict.ts';
import type { Reading } from '../../src/core/model/verdict.ts';
import type { CaseDefinition } from './definitions/define.ts';

const folderOf = (slug: string): URL => new URL(`./${slug}/`, import.meta.url);

/** The folders of all cases. */
export const slugs = (): string[] =>
  readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'definitions')
    .map((entry) => entry.name);

/** The text files of a case as its definition has them. */
export const texts = ({ title, note, evaluatedAt, expect }: CaseDefinition): Record<string, string> => ({
  'case.json': `${JSON.stringify({ title, evaluatedAt, readings: readingsOf(expect), expect }, null, 2)}\n`,
  'case.md': `# ${title}\n\n${note}\n`,
});

const readingsOf = (expect: CaseDefinition['expect']): Reading[] => READINGS.filter((reading) => expect[reading]);

export const readText = (slug: string, file: string): string | null => {
  const at = new URL(file, folderOf(slug));
  return existsSync(at) ? readFileSync(at, 'utf8') : null;
};

export const writeText = (slug: string, file: string, text: string): void => {
  mkdirSync(folderOf(slug), { recursive: true });
  writeFileSync(new URL(file, folderOf(slug)), text);
};

/** What was handed in, from disk, by file name. */
export function readInput(slug: string): { name: string; bytes: Uint8Array }[] {
  const input = new URL('input/', folderOf(slug));
  if (!existsSync(input)) return [];
  return readdirSync(input)
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, input))) }));
}

export function writeInput(slug: string, input: CaseDefinition['input']): void {
  const folder = new URL('input/', folderOf(slug));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(input)) writeFileSync(new URL(name, folder), bytes);
}
