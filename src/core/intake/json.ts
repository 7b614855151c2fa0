/** Small checks on JSON that somebody else wrote. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** What is in a text that is JSON, wholly or for the most part. */
export interface ParsedJson {
  readonly values: readonly unknown[];
  /** Of JSON lines: those that are none. They cost the others nothing. */
  readonly broken: readonly { readonly number: number; readonly line: string }[];
}

/** One JSON text, or JSON lines (one value a line, blank lines between allowed) of which most can be read; else `null`. */
export function parseJson(text: string): ParsedJson | null {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return null;
  const whole = parse(text);
  if (whole !== undefined) return { values: [whole], broken: [] };
  const values: unknown[] = [];
  const broken: { number: number; line: string }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = parse(line);
    // A line of a JSON text that was cut off may be JSON by itself too, but hardly an object.
    if (isObject(value) || Array.isArray(value)) values.push(value);
    else broken.push({ number: at + 1, line });
  }
  return values.length > broken.length ? { values, broken } : null;
}

/** Whether a text surely was meant as JSON, so that one that cannot be parsed was cut off or changed. */
export const isMeantAsJson = (text: string): boolean => /^\s*(?:\{\s*"[^"\n]*"\s*:|\[\s*\{\s*")/.test(text);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An array, or nothing. */
export const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text that is not empty, or `null`. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** All objects among values and the arrays in them. */
export const objectsIn = (values: readonly unknown[]): JsonObject[] => values.flat().filter(isObject);
