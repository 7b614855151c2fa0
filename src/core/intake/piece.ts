import type { Collector } from './collector.ts';
import { decodeText } from './decode-text.ts';
import { parseJson, type ParsedJson } from './json.ts';

/** Something to be read: a file, a pasted text, or a member of an archive. */
export class Piece {
  /** With the path of the archives around it: `attachment.zip/dir/0e57.der`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** How many archives are around it. */
  readonly depth: number;
  private decoded: string | null | undefined;
  private parsed: ParsedJson | null | undefined;

  constructor(name: string, bytes: Uint8Array, depth: number) {
    this.name = name;
    this.bytes = bytes;
    this.depth = depth;
  }

  /** The characters, or `null` when these octets are not text. Decoded once, and only when a format asks. */
  get text(): string | null {
    if (this.decoded === undefined) this.decoded = decodeText(this.bytes);
    return this.decoded;
  }

  /** The JSON values in it: one, or one a line; `null` when it is not JSON. */
  get json(): readonly unknown[] | null {
    return this.parsedJson?.values ?? null;
  }

  /** Of JSON lines: those that are none. */
  get brokenLines(): ParsedJson['broken'] {
    return this.parsedJson?.broken ?? [];
  }

  private get parsedJson(): ParsedJson | null {
    if (this.parsed === undefined) this.parsed = this.text === null ? null : parseJson(this.text);
    return this.parsed;
  }
}

/** One way in which evidence is wrapped. What a piece is, is told by its content only, never by its name. */
export interface Format {
  readonly name: string;
  detect(piece: Piece): boolean;
  /** Takes everything out of the piece; whatever cannot be used becomes a problem. Never throws. */
  read(piece: Piece, collector: Collector): void;
}

/** Where a text stands. */
export interface TextSource {
  readonly name: string;
  readonly collector: Collector;
  /** What to say about the place before the sentence of a problem, when the text is part of something: `Row 12: `. */
  readonly place?: string;
}

/** One way in which evidence is written inside a text; a text may hold several at once. */
export interface TextFormat {
  readonly name: string;
  detect(text: string): boolean;
  /** Takes what is its own, and returns the text with `TAKEN` in its place, for the next format. */
  read(text: string, source: TextSource): string;
}

/** Stands where something was taken from a text; no format reads across it. */
export const TAKEN = '\u0001';

/** Replaces spans (in ascending order) of a text by `TAKEN`. */
export function withoutSpans(text: string, spans: readonly (readonly [start: number, end: number])[]): string {
  if (spans.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const [start, end] of spans) {
    parts.push(text.slice(at, start));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join(TAKEN);
}
