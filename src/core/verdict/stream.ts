import type { VerdictDocument } from '../model/verdict.ts';

/** A document whose lists are made while they are walked, in the document's order. */
export type DocumentParts = {
  readonly [Key in keyof VerdictDocument]: VerdictDocument[Key] extends readonly (infer Item)[]
    ? Iterable<Item>
    : VerdictDocument[Key];
};

/** Characters after which a piece is handed on; a piece is longer by at most one entry. */
const PIECE = 8 * 1024;

/**
 * The file in pieces: joined they are what `serializeVerdict` writes of the whole document, of which no more than one
 * entry is in memory at a time. `parts` has its keys in the document's order.
 */
export const streamVerdict = (parts: DocumentParts): Generator<string, void> => streamJson(parts);

/** As `JSON.stringify` with two spaces and a line end writes an object of which some lists are made while they are walked. */
export function* streamJson(parts: object): Generator<string, void> {
  let piece = '{';
  let separator = '\n';
  for (const [key, value] of Object.entries(parts)) {
    piece += `${separator}  ${JSON.stringify(key)}: `;
    separator = ',\n';
    if (!isList(value)) {
      piece += indented(value, '  ');
      continue;
    }
    let before = '[\n    ';
    for (const item of value) {
      piece += before + indented(item, '    ');
      before = ',\n    ';
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
    piece += before.startsWith('[') ? '[]' : '\n  ]';
  }
  yield `${piece}\n}\n`;
}

const isList = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;

/** JSON with two-space indentation, deeper by `margin`. A line end inside a string is written as an escape, so lines are lines. */
const indented = (value: unknown, margin: string): string =>
  JSON.stringify(value, null, 2).replaceAll('\n', `\n${margin}`);
