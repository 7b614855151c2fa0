import type { CtLog } from '../model/ct.ts';
import type { Evidence } from '../model/evidence.ts';
import { byCodeUnit } from '../model/bytes.ts';
import { fail, type Failure } from '../model/result.ts';
import { decodeCtLogList, readCtLogList, type CtLogList } from '../decode/ct-log-list.ts';
import { sha256Hex } from './digest.ts';

/** A log that SCTs can be verified with. */
export interface KnownLog extends CtLog {
  /** SHA-256 of the handed-in list without which the app would not know this log's key; `null` when the app's own table has it. */
  readonly handedIn: string | null;
}

/** What was wrong with a list that was handed in, or with one log of a list that is used otherwise. */
export interface LogListFailure {
  readonly evidence: Evidence;
  readonly failure: Failure;
}

export interface CtLogTable {
  /** By id: lower-case hex of SHA-256 over the key (RFC 6962 section 3.2). */
  readonly byId: ReadonlyMap<string, KnownLog>;
  /** Lists of which nothing can be used. */
  readonly undecodable: readonly LogListFailure[];
  /** Logs that were left out of lists which are used. */
  readonly leftOut: readonly LogListFailure[];
}

let shipped: Promise<ReadonlyMap<string, KnownLog>> | undefined;

/** The app's own table, written by scripts/ct-logs.mjs; a chunk of its own, so that only who verifies loads it. */
function shippedLogs(): Promise<ReadonlyMap<string, KnownLog>> {
  shipped ??= import('./ct-logs.json').then(
    ({ default: table }) => {
      const list = readCtLogList(table);
      return new Map(list.ok ? list.value.logs.map((log) => [log.id, { ...log, handedIn: null }]) : []);
    },
    (failure: unknown) => {
      // A chunk that did not load may load next time.
      shipped = undefined;
      throw failure;
    },
  );
  return shipped;
}

/**
 * The app's logs, overridden and extended by the lists that were handed in (kind `ct-log-list`); of two lists the one
 * published later decides. A log whose id is not its key's hash is left out: its key belongs to somebody else.
 */
export async function ctLogTable(lists: readonly Evidence[]): Promise<CtLogTable> {
  const own = await shippedLogs();
  if (lists.length === 0) return { byId: own, undecodable: [], leftOut: [] };
  const byId = new Map(own);
  const undecodable: LogListFailure[] = [];
  const leftOut: LogListFailure[] = [];
  const decoded: { evidence: Evidence; list: CtLogList }[] = [];
  for (const evidence of lists) {
    const list = decodeCtLogList(evidence.bytes);
    if (!list.ok) undecodable.push({ evidence, failure: list });
    else {
      decoded.push({ evidence, list: list.value });
      for (const failure of list.value.refused) leftOut.push({ evidence, failure });
    }
  }
  const ascending = decoded.sort(
    (a, b) =>
      (a.list.publishedAt ?? -Infinity) - (b.list.publishedAt ?? -Infinity) ||
      byCodeUnit(a.evidence.sha256, b.evidence.sha256),
  );
  for (const { evidence, list } of ascending)
    for (const log of list.logs) {
      if ((await sha256Hex(log.key.der)) !== log.id) leftOut.push({ evidence, failure: wrongId(log) });
      // The imported key hangs on the key object, so the one that is there already is kept.
      else
        byId.set(log.id, {
          ...log,
          key: byId.get(log.id)?.key ?? log.key,
          handedIn: own.has(log.id) ? null : evidence.sha256,
        });
    }
  return { byId, undecodable, leftOut };
}

const wrongId = ({ description, id }: CtLog): Failure =>
  fail(
    'ct-log-list/id-is-not-key-hash',
    `The log "${description}" has the log_id ${id}, which is not the SHA-256 of its key`,
  );
