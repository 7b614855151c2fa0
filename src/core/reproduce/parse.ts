import { arrayOf, isObject, quoted, type JsonObject } from '../intake/index.ts';
import { fail, ok, type Result } from '../model/result.ts';
import { parseInstant, type Instant } from '../model/time.ts';
import { READINGS, type Reading } from '../model/verdict.ts';

/** What of a verdict JSON is needed to make it again. */
export interface ForeignVerdict {
  /** The whole, as it was parsed; nothing but the fields below has been checked. */
  readonly whole: JsonObject;
  readonly title: string;
  readonly evaluatedAt: Instant;
  readonly reading: Reading;
  readonly tool: ToolVersion;
  readonly evidence: readonly { readonly sha256: string; readonly names: readonly string[] }[];
  /** SHA-256 of its references. */
  readonly references: readonly string[];
}

export interface ToolVersion {
  readonly name: string;
  readonly version: string;
  readonly rulesVersion: string;
}

/**
 * Reads a verdict JSON that anybody may have written. Never throws; codes: `verdict/not-json`, `verdict/not-a-verdict`,
 * `verdict/unknown-version`, `verdict/bad-field`.
 */
export function parseForeignVerdict(text: string): Result<ForeignVerdict> {
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch {
    return fail('verdict/not-json', 'This is not JSON: it was cut off or changed. Get the verdict again.');
  }
  if (!isObject(whole) || whole.format !== 'presumed/verdict')
    return fail('verdict/not-a-verdict', 'This JSON is no verdict: its "format" is not "presumed/verdict".');
  if (whole.formatVersion !== 1)
    return fail(
      'verdict/unknown-version',
      `This verdict has format version ${quoted(whole.formatVersion)}, and only 1 is known here. Open it with a newer Presumed.`,
    );
  const { title, reading, tool, evidence, references } = whole;
  const evaluatedAt = typeof whole.evaluatedAt === 'string' ? parseInstant(whole.evaluatedAt) : null;
  if (typeof title !== 'string') return bad('title');
  if (evaluatedAt === null) return bad('evaluatedAt');
  if (!isReading(reading)) return bad('reading');
  if (!isTool(tool)) return bad('tool');
  if (!isHashed(evidence)) return bad('evidence');
  if (!isHashed(references)) return bad('references');
  return ok({
    whole,
    title,
    evaluatedAt,
    reading,
    tool: { name: cut(tool.name), version: cut(tool.version), rulesVersion: cut(tool.rulesVersion) },
    evidence: evidence.map((item) => ({
      sha256: item.sha256,
      names: arrayOf(item.names).filter((name) => typeof name === 'string'),
    })),
    references: references.map(({ sha256 }) => sha256),
  });
}

const bad = (field: string) =>
  fail(
    'verdict/bad-field',
    `The field "${field}" of this verdict is missing or not what it should be (verdict-format section 1), so it cannot be made again. Get the verdict again.`,
  );

/** For a line of the page. */
const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

const isReading = (value: unknown): value is Reading => READINGS.some((reading) => reading === value);

const isTool = (value: unknown): value is ToolVersion =>
  isObject(value) && [value.name, value.version, value.rulesVersion].every((text) => typeof text === 'string');

const isHashed = (value: unknown): value is (JsonObject & { sha256: string })[] =>
  Array.isArray(value) &&
  value.every((item) => isObject(item) && typeof item.sha256 === 'string' && /^[0-9a-f]{64}$/.test(item.sha256));
