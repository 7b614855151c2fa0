import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../src/core/model/bytes.ts';
import { ctLogName } from '../../../src/core/model/ct.ts';
import { ctLogTable } from '../../../src/core/verify/ct-logs.ts';
import { sha256Hex } from '../../../src/core/verify/digest.ts';
import { ecLog, fingerprint, logId, logList, rsaLog } from '../../pki/index.ts';
import { evidenceOf, verifyAll } from './evidence.ts';

const listOf = (text: string) => evidenceOf('ct-log-list', text);
const MAPLE = toHex(logId(ecLog()));
const maple = logList([ecLog()], '2022-09-01T00:00:00Z');

describe('the table of CT logs that the app ships', () => {
  test('has the logs of today and those that are no more, each under the hash of its key', async () => {
    const { byId, undecodable, leftOut } = await ctLogTable([]);
    expect(byId.size).toBe(316);
    expect([undecodable, leftOut]).toEqual([[], []]);
    for (const [id, log] of byId) {
      expect(log.id).toBe(id);
      expect(await sha256Hex(log.key.der)).toBe(id);
      expect(log.handedIn).toBe(null);
      expect(log.description).not.toBe('');
    }
  });

  test('knows the logs that certificates of 2022 were logged in', async () => {
    const { byId } = await ctLogTable([]);
    const argon2023 = byId.get('e83ed0da3ef5063532e75728bc896bc903d3cbd1116beceb69e1777d6d06bd6e')!;
    expect(argon2023).toMatchObject({
      operator: 'Google',
      use: 'production',
      maximumMergeDelay: 86400,
      temporalInterval: { start: Date.parse('2023-01-01T00:00:00Z'), end: Date.parse('2024-01-01T00:00:00Z') },
    });
    expect(ctLogName(argon2023)).toBe('Google Argon 2023');
  });
});

describe('lists that are handed in', () => {
  test('extend the table, and say which logs are known from them alone', async () => {
    const evidence = await listOf(maple);
    const { byId } = await ctLogTable([evidence]);
    expect(byId.size).toBe(317);
    expect(byId.get(MAPLE)).toMatchObject({ operator: 'Example Logs', handedIn: evidence.sha256 });
  });

  test('override it: the list published last decides, whatever the order', async () => {
    const older = maple.replace('Maple', 'Elder');
    const newer = maple.replace('2022-09-01T00:00:00Z', '2022-09-01T00:00:01Z');
    const undated = maple.replace('Maple', 'Yew').replace('log_list_timestamp', 'unknown');
    for (const order of [
      [older, newer, undated],
      [undated, newer, older],
      [newer, undated, older],
    ]) {
      const { byId } = await ctLogTable(await Promise.all(order.map(listOf)));
      expect(byId.get(MAPLE)!.description).toBe("Example 'Maple 2022' log");
    }
  });

  test('about a log of the table change what is said of it, not whether it is known', async () => {
    const { byId } = await ctLogTable([]);
    const argon2023 = byId.get('e83ed0da3ef5063532e75728bc896bc903d3cbd1116beceb69e1777d6d06bd6e')!;
    const list = JSON.stringify({
      operators: [
        {
          name: 'Google',
          logs: [
            {
              description: 'Argon, renamed',
              log_id: Buffer.from(fromHex(argon2023.id)).toString('base64'),
              key: Buffer.from(argon2023.key.der).toString('base64'),
              state: { retired: { timestamp: '2024-02-01T00:00:00Z' } },
            },
          ],
        },
      ],
    });
    const changed = (await ctLogTable([await listOf(list)])).byId.get(argon2023.id)!;
    expect(changed).toMatchObject({ description: 'Argon, renamed', handedIn: null, state: { name: 'retired' } });
    // The imported key hangs on this object.
    expect(changed.key).toBe(argon2023.key);
  });

  test('with an id that is not the hash of the key lose that log, and say so', async () => {
    const rsaKey = Buffer.from(rsaLog().key.spki).toString('base64');
    const wrong = logList([ecLog(), rsaLog()], '2022-09-01T00:00:00Z').replace(
      Buffer.from(ecLog().key.spki).toString('base64'),
      rsaKey,
    );
    const { logsLeftOut, undecodable } = await verifyAll([['ct-log-list', wrong]]);
    expect(undecodable).toEqual([]);
    expect(logsLeftOut.map(({ evidence, failure }) => [evidence.sha256, failure.code])).toEqual([
      [fingerprint(Buffer.from(wrong)), 'ct-log-list/id-is-not-key-hash'],
    ]);
    expect(logsLeftOut[0]!.failure.message).toContain(`The log "Example 'Maple 2022' log" has the log_id ${MAPLE}`);
    const { byId } = await ctLogTable([await listOf(wrong)]);
    expect([byId.has(MAPLE), byId.has(toHex(logId(rsaLog())))]).toEqual([false, true]);
  });

  test('that cannot be read are reported, and cost the others nothing', async () => {
    const { undecodable, logsLeftOut } = await verifyAll([
      ['ct-log-list', '{"operators":'],
      ['ct-log-list', maple],
    ]);
    expect(undecodable.map(({ evidence, failure }) => [evidence.kind, failure.code])).toEqual([
      ['ct-log-list', 'ct-log-list/not-json'],
    ]);
    expect(logsLeftOut).toEqual([]);
  });
});
