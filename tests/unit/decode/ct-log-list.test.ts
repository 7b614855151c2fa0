import { describe, expect, test } from 'vitest';
import { decodeCtLogList, type CtLogList } from '../../../src/core/decode/ct-log-list.ts';
import { toHex } from '../../../src/core/model/bytes.ts';
import { ecLog, logId, logList, rsaLog } from '../../pki/index.ts';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const list = JSON.parse(logList([ecLog(), rsaLog()], '2022-09-01T00:00:00Z')) as {
  operators: [{ logs: [Record<string, unknown>, Record<string, unknown>] }];
};

function read(text: string): CtLogList {
  const decoded = decodeCtLogList(octets(text));
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.value;
}
/** The list with one log, the P-256 one with these fields instead. */
const withLog = (fields: Record<string, unknown>, field = 'logs'): CtLogList =>
  read(
    JSON.stringify({ operators: [{ name: 'Example Logs', [field]: [{ ...list.operators[0].logs[0], ...fields }] }] }),
  );

describe('a list of CT logs', () => {
  test('tells of each log what the app needs', () => {
    const { publishedAt, logs, refused } = read(
      JSON.stringify({ ...list, log_list_timestamp: '2022-09-01T02:00:00+02:00' }),
    );
    expect(publishedAt).toBe(Date.parse('2022-09-01T00:00:00Z'));
    expect(refused).toEqual([]);
    expect(logs.map(({ id }) => id)).toEqual([toHex(logId(ecLog())), toHex(logId(rsaLog()))]);
    expect(logs[0]).toMatchObject({
      operator: 'Example Logs',
      description: "Example 'Maple 2022' log",
      api: 'rfc6962',
      use: 'production',
      state: { name: 'usable', since: Date.parse('2022-01-01T00:00:00Z') },
      maximumMergeDelay: 86400,
      temporalInterval: { start: Date.parse('2022-01-01T00:00:00Z'), end: Date.parse('2027-01-01T00:00:00Z') },
    });
    expect(logs[0]!.key.der).toEqual(ecLog().key.spki);
  });

  test('knows the logs of the static CT API, test logs, and those for monitoring only', () => {
    expect(withLog({ log_type: 'test', mmd: 60 }, 'tiled_logs').logs[0]).toMatchObject({
      api: 'static-ct',
      use: 'test',
      maximumMergeDelay: 60,
    });
    expect(withLog({ log_type: 'monitoring_only' }).logs[0]!.use).toBe('monitoring-only');
  });

  test('that leaves things out is read without them', () => {
    const bare = { state: undefined, temporal_interval: {}, mmd: 0 };
    expect(withLog(bare).logs[0]).toMatchObject({ state: null, temporalInterval: null, maximumMergeDelay: 86400 });
    expect(read('{"operators":[]}')).toEqual({ publishedAt: null, logs: [], refused: [] });
  });

  test('with several states means the last one', () => {
    const state = {
      usable: { timestamp: '2025-09-22T12:29:18+01:00' },
      qualified: { timestamp: '2025-08-11T12:33:27+01:00' },
    };
    expect(withLog({ state }).logs[0]!.state).toEqual({ name: 'usable', since: Date.parse('2025-09-22T11:29:18Z') });
  });

  test.each([
    [{ log_id: 'AAAA' }, 'ct-log-list/log-id'],
    [{ log_id: 7 }, 'ct-log-list/log-id'],
    [{ log_id: '***' }, 'ct-log-list/log-id'],
    [{ key: 'MFkw' }, 'ct-log-list/key'],
    [{ key: null }, 'ct-log-list/key'],
  ])('leaves out a log with %o and says so', (fields, code) => {
    const { logs, refused } = withLog(fields);
    expect(logs).toEqual([]);
    expect(refused.map((failure) => failure.code)).toEqual([code]);
    expect(refused[0]!.message).toContain(`The log "Example 'Maple 2022' log"`);
  });

  test('survives entries that are no objects', () => {
    expect(
      read('{"operators":[null,{"name":"x","logs":[1],"tiled_logs":{}}]}').refused.map(({ code }) => code),
    ).toEqual(['ct-log-list/log']);
  });

  test.each([
    ['half a list', octets('{"operators":['), 'ct-log-list/not-json'],
    ['octets that are no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), 'ct-log-list/not-json'],
    ['another form', octets('{"logs":[]}'), 'ct-log-list/not-v3'],
    ['a number', octets('7'), 'ct-log-list/not-v3'],
  ])('is refused when it is %s', (_what, bytes, code) => {
    expect(decodeCtLogList(bytes)).toMatchObject({ ok: false, code });
  });
});
