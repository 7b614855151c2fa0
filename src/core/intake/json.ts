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
  const start = text.slice(0, 64).trimStart();
  // JSON in a string, as a log or a clipboard may have it, is unwrapped.
  const wrapped = /^"\s*(?:\\[rnt]|\s)*[{[]/.test(start) ? parse(text) : undefined;
  if (typeof wrapped === 'string') return parseJson(wrapped);
  if (!/^[{[]/.test(start || text.trimStart())) return null;
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

/** JSON in a string in JSON, and so on: deeper is made by hand. */
const MOST_WRAPPINGS = 4;

/** All strings in these values with the names they have there, in order; also those of JSON inside a string. */
export function* textsIn(values: readonly unknown[]): Generator<{ readonly name: string; readonly text: string }> {
  // No recursion: nesting is limited by nothing but the size of what was handed in.
  const open: { name: string; value: unknown; wrappings: number }[] = [];
  const push = (inner: readonly (readonly [string, unknown])[], wrappings: number): void => {
    for (let at = inner.length - 1; at >= 0; at--) {
      const [name, value] = inner[at]!;
      if (typeof value === 'string' || typeof value === 'object') open.push({ name, value, wrappings });
    }
  };
  push([['', values]], 0);
  for (let next; (next = open.pop());) {
    const { name, value, wrappings } = next;
    if (Array.isArray(value))
      push(
        value.map((item: unknown) => [name, item] as const),
        wrappings,
      );
    else if (isObject(value)) push(Object.entries(value), wrappings);
    else if (typeof value === 'string') {
      const wrapped = wrappings < MOST_WRAPPINGS && /^\s*[{[]/.test(value) ? parse(value) : undefined;
      if (wrapped === undefined) yield { name, text: value };
      else push([[name, wrapped]], wrappings + 1);
    }
  }
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

/** How much of a value is quoted in a sentence. */
const QUOTED = 60;

/** A value of a stranger's JSON for a sentence: numbers and texts as they stand, cut; of lists and objects only that they are. */
export function quoted(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
}

/** A value as JSON again; `null` for one that is nested deeper than can be written. */
export function jsonText(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

/** An array, or nothing. */
export const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text that is not empty, or `null`. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** All objects among values and the arrays in them. */
export const objectsIn = (values: readonly unknown[]): JsonObject[] => values.flat().filter(isObject);
