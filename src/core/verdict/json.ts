import type { VerdictDocument } from '../model/verdict.ts';

/** The file: two-space indentation, LF, one final newline, keys in the order they were made in (verdict-format section 1). */
export const serializeVerdict = (document: VerdictDocument): string => `${JSON.stringify(document, null, 2)}\n`;
