import type { SubjectPublicKeyInfo } from '../model/certificate.ts';
import type { CtLog } from '../model/ct.ts';
import { toHex } from '../model/bytes.ts';
import { fail, ok, type Failure, type Result } from '../model/result.ts';
import { parseInstant, type Instant } from '../model/time.ts';
import { DerSession } from '../der/reader.ts';
import { readSubjectPublicKeyInfo } from './certificate.ts';

export interface CtLogList {
  /** When its publisher says it was made; `null` when it does not say. */
  readonly publishedAt: Instant | null;
  /** In the list's order. Whether each id is its key's hash is not checked here: hashing belongs to `verify`. */
  readonly logs: readonly CtLog[];
  /** Logs that were left out, and why. */
  readonly refused: readonly Failure[];
}

/** A list of CT logs in the v3 JSON form that Google, Apple, Mozilla and crt.sh publish. In: UTF-8 JSON. */
export function decodeCtLogList(bytes: Uint8Array): Result<CtLogList> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail('ct-log-list/not-json', 'It is not JSON in UTF-8');
  }
  return readCtLogList(value);
}

/** The same, from JSON that is parsed already. */
export function readCtLogList(value: unknown): Result<CtLogList> {
  if (!isObject(value) || !Array.isArray(value.operators))
    return fail(
      'ct-log-list/not-v3',
      'It has no array "operators", so it is not in the v3 form of log_list.json and all_logs_list.json',
    );
  const logs: CtLog[] = [];
  const refused: Failure[] = [];
  for (const operator of value.operators as unknown[]) {
    if (!isObject(operator)) continue;
    for (const [field, api] of [
      ['logs', 'rfc6962'],
      ['tiled_logs', 'static-ct'],
    ] as const)
      for (const listed of Array.isArray(operator[field]) ? (operator[field] as unknown[]) : []) {
        const log = readLog(listed, text(operator.name), api);
        if (log.ok) logs.push(log.value);
        else refused.push(log);
      }
  }
  return ok({ publishedAt: instant(value.log_list_timestamp), logs, refused });
}

function readLog(listed: unknown, operator: string, api: CtLog['api']): Result<CtLog> {
  if (!isObject(listed)) return fail('ct-log-list/log', 'An entry among the logs is not an object');
  const description = text(listed.description);
  const named = `The log "${description}"`;
  const id = octets(listed.log_id);
  if (id?.length !== 32) return fail('ct-log-list/log-id', `${named} has no log_id of 32 octets in base64`);
  const key = octets(listed.key);
  const spki = key && decodeKey(key);
  if (!spki) return fail('ct-log-list/key', `${named} has no key that is a SubjectPublicKeyInfo in base64`);
  return ok({
    id: toHex(id),
    key: spki,
    operator,
    description,
    api,
    use: listed.log_type === 'test' ? 'test' : listed.log_type === 'monitoring_only' ? 'monitoring-only' : 'production',
    state: readState(listed.state),
    maximumMergeDelay: typeof listed.mmd === 'number' && listed.mmd > 0 ? listed.mmd : USUAL_MERGE_DELAY,
    temporalInterval: readInterval(listed.temporal_interval),
  });
}

/** Seconds. Mozilla's list says 0 for every log, which is none; 24 hours is what log programs ask of RFC 6962 logs. */
const USUAL_MERGE_DELAY = 86_400;

/** `{ "usable": { "timestamp": … } }`; of several, the latest. */
function readState(value: unknown): CtLog['state'] {
  let latest: CtLog['state'] = null;
  for (const [name, state] of isObject(value) ? Object.entries(value) : []) {
    const since = isObject(state) ? instant(state.timestamp) : null;
    if (since !== null && (latest === null || since > latest.since)) latest = { name, since };
  }
  return latest;
}

function readInterval(value: unknown): CtLog['temporalInterval'] {
  if (!isObject(value)) return null;
  const start = instant(value.start_inclusive);
  const end = instant(value.end_exclusive);
  return start === null || end === null ? null : { start, end };
}

function decodeKey(bytes: Uint8Array): SubjectPublicKeyInfo | null {
  const session = new DerSession(bytes);
  const reader = session.reader();
  const key = readSubjectPublicKeyInfo(reader);
  reader.finish('the key');
  return session.failure ? null : key;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const instant = (value: unknown): Instant | null => (typeof value === 'string' ? parseInstant(value) : null);

function octets(value: unknown): Uint8Array | null {
  try {
    return typeof value === 'string' ? Uint8Array.from(atob(value), (character) => character.charCodeAt(0)) : null;
  } catch {
    return null;
  }
}
