import type { VerdictDocument } from '../model/verdict.ts';

/** The file: two-space indentation, LF, one final newline, keys in the order they were made in (verdict-format section 1). */
export const serializeVerdict = (document: VerdictDocument): string => `${JSON.stringify(document, null, 2)}\n`;

/** A file name for it: `<case>.verdict.json`, from the case's title. */
export function verdictFileName(title: string): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return `${slug || 'case'}.verdict.json`;
}
