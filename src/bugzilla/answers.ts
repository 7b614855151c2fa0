import { fromBase64 } from '../core/intake/base64.ts';
import { arrayOf, isObject, textOf, type JsonObject } from '../core/intake/json.ts';

/** The shapes of Bugzilla's answers, read with suspicion: `null` is an answer that is not what was asked for. */

export interface Bug {
  readonly number: number;
  readonly summary: string;
}

export interface Attachment {
  readonly id: number;
  readonly fileName: string;
  /** Octets; `null` when the answer does not say. */
  readonly size: number | null;
  readonly obsolete: boolean;
  readonly private: boolean;
}

/** `/rest/bug/N`: `{ bugs: [{ id, summary }] }`. */
export function bugIn(json: JsonObject, bug: number): Bug | null {
  const found = arrayOf(json.bugs).filter(isObject)[0];
  return found?.id === bug ? { number: bug, summary: textOf(found.summary) ?? '' } : null;
}

/** `/rest/bug/N/comment`: `{ bugs: { N: { comments: [...] } } }`; how many there are. */
export function countComments(json: JsonObject, bug: number): number | null {
  const found = isObject(json.bugs) ? json.bugs[bug] : null;
  return isObject(found) && Array.isArray(found.comments) ? found.comments.length : null;
}

/** `/rest/bug/N/attachment`: `{ bugs: { N: [...] } }`, by id. What has no id cannot be asked for and is left out. */
export function attachmentsIn(json: JsonObject, bug: number): Attachment[] | null {
  const found = isObject(json.bugs) ? json.bugs[bug] : null;
  if (!Array.isArray(found)) return null;
  return found
    .filter(isObject)
    .flatMap((item) => (Number.isSafeInteger(item.id) ? attachment(item.id as number, item) : []))
    .sort((a, b) => a.id - b.id);
}

const attachment = (id: number, item: JsonObject): Attachment => ({
  id,
  fileName: textOf(item.file_name) ?? '',
  size: typeof item.size === 'number' ? item.size : null,
  obsolete: isTrue(item.is_obsolete),
  private: isTrue(item.is_private),
});

/** Perl says 1 where JSON says true. */
const isTrue = (value: unknown): boolean => value === true || value === 1;

/** `/rest/bug/attachment/ID`: `{ attachments: { ID: { data } } }`. */
export function dataIn(json: JsonObject, id: number): Uint8Array | 'none' | 'no-data' | 'bad-base64' {
  const found = isObject(json.attachments) ? json.attachments[id] : null;
  if (!isObject(found) || (found.data !== undefined && typeof found.data !== 'string')) return 'none';
  const data = textOf(found.data);
  return data ? (decode(data) ?? 'bad-base64') : 'no-data';
}

/** What browsers have of their own is ten times as fast, and spares the page a pause at an attachment of 10 MB. */
function decode(base64: string): Uint8Array | null {
  const { fromBase64: native } = Uint8Array as { fromBase64?: (text: string) => Uint8Array };
  if (!native) return fromBase64(base64.replace(/\s/g, ''));
  try {
    return native(base64);
  } catch {
    return null;
  }
}
