/** Small checks on JSON that somebody else wrote. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** One JSON text, or JSON lines (one value a line, blank lines between allowed); `null` when it is neither. */
export function parseJson(text: string): readonly unknown[] | null {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return null;
  const whole = parse(text);
  if (whole !== undefined) return [whole];
  const values: unknown[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const value = parse(line);
    if (value === undefined) return null;
    values.push(value);
  }
  return values;
}

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
