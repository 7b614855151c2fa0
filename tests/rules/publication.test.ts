/** A finding that rests on when something was public names what proves it: the log's entry, or the list that the log's key came from. */
import { describe, expect, test } from 'vitest';
import { takeIn } from '../../src/core/intake/index.ts';
import {
  finalCertificate,
  fingerprint,
  issuerKeyHash,
  later,
  loggedTbs,
  logEntry,
  precertificate,
  rsaLog,
  type LeafOptions,
} from '../pki/index.ts';
import { answer, issuer, judge, logs } from './judge.ts';

/** A precertificate, the log's entry about it as JSON, and the SHA-256 under which that entry is kept. */
async function logged(leaf: LeafOptions, at: string) {
  const about = precertificate(leaf);
  const entry = logEntry({
    timestamp: Date.parse(at),
    issuerKeyHash: issuerKeyHash(leaf),
    tbs: loggedTbs(leaf),
    precertificate: about,
    chain: [issuer()],
  });
  const json = JSON.stringify({ entries: [entry] });
  const taken = await takeIn([{ name: 'entries.json', bytes: new TextEncoder().encode(json) }]);
  const [kept] = taken.evidence.filter(({ kind }) => kind === 'ct-log-entry');
  return { about, json, entry: kept!.sha256 };
}

describe('rests on the entry of a log', () => {
  const unknown = { status: 'unknown' } as const;
  test.each([
    ['mrsp/precert-status', '2022-09-30T12:00:00Z', '2022-10-01T06:00:00Z', '2022-11-01T00:00:00Z', 'warning'],
    ['mrsp/precert-status', '2022-09-30T12:00:00Z', '2022-09-30T18:00:00Z', '2022-11-01T00:00:00Z', 'not-effective'],
    ['mrsp/precert-status', '2022-10-01T12:00:00Z', '2022-09-30T18:00:00Z', '2022-10-15T00:00:00Z', 'not-effective'],
    ['mrsp/precert-status', '2022-11-01T00:00:00Z', '2022-11-01T01:00:00Z', '2022-11-01T01:10:00Z', 'warning'],
    ['mrsp/precert-status', '2022-11-01T00:00:00Z', '2022-11-01T01:00:00Z', '2022-11-01T00:30:00Z', 'not-applicable'],
    ['mrsp/precert-logged', '2022-11-01T00:00:00Z', '2022-11-01T01:00:00Z', '2022-11-02T00:00:00Z', 'pass'],
    ['br/unknown-after-15-minutes', '2025-03-01T00:00:00Z', '2025-03-01T01:00:00Z', '2025-03-01T01:10:00Z', 'info'],
    [
      'br/unknown-after-15-minutes',
      '2025-03-01T00:00:00Z',
      '2025-03-01T01:00:00Z',
      '2025-03-01T01:20:00Z',
      'violation',
    ],
  ])('%s: notBefore %s, public %s, produced %s', async (rule, notBefore, at, producedAt, outcome) => {
    const { about, json, entry } = await logged({ notBefore }, at);
    const found = await judge(rule, [issuer(), about, json, answer(about, { ...unknown, producedAt })]);
    expect(found.outcome).toBe(outcome);
    expect(found.evidence).toContain(entry);
    expect(found.evidence).toContain(fingerprint(about));
  });

  test.each([
    ['mrsp/precert-status', '2022-09-01T00:00:00Z', '2022-09-01T01:00:00Z', '2022-11-01T00:00:00Z', 'not-effective'],
    ['mrsp/precert-status', '2022-11-01T00:00:00Z', '2022-11-01T01:00:00Z', '2022-11-02T00:00:00Z', 'violation'],
  ])('but not where notBefore decides alone: %s, %s, %s, %s', async (rule, notBefore, at, producedAt, outcome) => {
    const { about, json, entry } = await logged({ notBefore }, at);
    const found = await judge(rule, [issuer(), about, json, answer(about, { ...unknown, producedAt })]);
    expect(found.outcome).toBe(outcome);
    expect(found.evidence).not.toContain(entry);
  });
});

test('rests on the list of logs, when the key of the log came from one that was handed in', async () => {
  const notBefore = '2024-06-03T00:00:00Z';
  const about = finalCertificate({ notBefore }, [{ log: rsaLog(), at: later(notBefore, 3_600) }]);
  const list = await takeIn([{ name: 'logs.json', bytes: new TextEncoder().encode(logs()) }]);
  const found = await judge('br/not-before-48h', [issuer(), logs(), about]);
  expect(found.evidence).toEqual([fingerprint(about), list.evidence[0]!.sha256].sort());
});

test('rests on it too when it decides which edition was in force', async () => {
  const notBefore = '2020-09-01T12:00:00Z';
  const proven = finalCertificate({ notBefore, notAfter: later(notBefore, 500 * 86_400) }, [
    { log: rsaLog(), at: '2020-08-31T12:00:00Z' },
  ]);
  const list = await takeIn([{ name: 'logs.json', bytes: new TextEncoder().encode(logs()) }]);
  const found = await judge('br/validity-period', [issuer(), logs(), proven]);
  expect(found.evidence).toContain(list.evidence[0]!.sha256);
});
