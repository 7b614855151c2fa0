import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex, toBase64 } from '../../../src/core/model/bytes.ts';
import { issuedOf } from '../../../src/core/verify/index.ts';
import {
  ecLog,
  finalCertificate,
  fingerprint,
  issuerKeyHash,
  issuingA,
  issuingB,
  logEntry,
  loggedTbs,
  logList,
  precertificate,
  precertificateBySigningCertificate,
  precertificateSigningA,
  tlsCertificate,
  uint,
} from '../../pki/index.ts';
import { logEntryBytes, theEntry, verifyAll } from './evidence.ts';

const AT = Date.parse('2022-10-15T12:00:05.001Z');
const CA = ['certificate', issuingA().certificate] as const;
const PRECERTIFICATE = ['precertificate', precertificate()] as const;
const chain = [issuingA().certificate];

const entryBytes = (options: Partial<Parameters<typeof logEntry>[0]> = {}): Uint8Array =>
  logEntryBytes(
    logEntry({
      timestamp: AT,
      issuerKeyHash: issuerKeyHash(),
      tbs: loggedTbs(),
      precertificate: precertificate(),
      chain,
      ...options,
    }),
  );
const x509Entry = (certificate: Uint8Array): Uint8Array =>
  logEntryBytes({
    leaf_input: toBase64(
      concatBytes([
        fromHex('0000'),
        uint(AT, 8),
        fromHex('0000'),
        uint(certificate.length, 3),
        certificate,
        fromHex('0000'),
      ]),
    ),
    extra_data: '',
  });

describe("a CT log's entry", () => {
  test('dates the precertificate it is about, and the text says that it is not signed', async () => {
    const bytes = entryBytes();
    const entry = await theEntry([PRECERTIFICATE, CA, ['ct-log-entry', bytes]]);
    expect(entry.logEntries).toMatchObject([{ evidence: { sha256: fingerprint(bytes) }, vouchedBy: null }]);
    expect(entry.publication).toEqual({
      instant: AT,
      basis: 'log-entry',
      log: "by a CT log's entry as it was handed in, which is not signed",
      maximumMergeDelay: 86400,
      evidence: [fingerprint(bytes)],
    });
    expect(issuedOf(entry)).toEqual({ instant: AT, basis: 'log-entry', notAfter: AT });
  });

  test('dates a final certificate by its precertificate, and by itself', async () => {
    const final = ['certificate', tlsCertificate()] as const;
    expect((await theEntry([final, CA, ['ct-log-entry', entryBytes()]])).publication?.basis).toBe('log-entry');
    const itself = await theEntry([final, CA, ['ct-log-entry', x509Entry(tlsCertificate())]]);
    expect(itself.publication?.basis).toBe('log-entry');
  });

  test('about a precertificate of a precertificate signing certificate has the issuing CA in it', async () => {
    const signer = precertificateSigningA();
    const precertificateOfSigner = precertificateBySigningCertificate(signer);
    const entry = await theEntry([
      ['precertificate', precertificateOfSigner],
      ['certificate', signer.certificate],
      CA,
      ['ct-log-entry', entryBytes({ precertificate: precertificateOfSigner })],
    ]);
    expect(entry.publication?.instant).toBe(AT);
  });

  test.each([
    ["with another issuer's key", entryBytes({ issuerKeyHash: issuerKeyHash({ issuer: issuingB() }) })],
    ['with another TBSCertificate', entryBytes({ tbs: loggedTbs({ notBefore: '2022-10-15T12:00:01Z' }) })],
    ['about another certificate', entryBytes({ tbs: loggedTbs({ host: 'other.example.test' }) })],
    ['about another certificate of that serial number', x509Entry(tlsCertificate())],
  ])('%s says nothing', async (_what, bytes) => {
    const entry = await theEntry([PRECERTIFICATE, CA, ['ct-log-entry', bytes]]);
    expect(entry.logEntries).toEqual([]);
    expect(entry.publication).toBe(null);
  });

  test('about a precertificate says nothing while the key of the CA is unknown', async () => {
    expect((await theEntry([PRECERTIFICATE, ['ct-log-entry', entryBytes()]])).logEntries).toEqual([]);
  });

  test('of several, the earliest counts', async () => {
    const entry = await theEntry([
      PRECERTIFICATE,
      CA,
      ['ct-log-entry', entryBytes({ timestamp: AT + 1000 })],
      ['ct-log-entry', entryBytes({ timestamp: AT - 1000 })],
      ['ct-log-entry', entryBytes()],
    ]);
    expect(entry.logEntries.map(({ entry: { timestamp } }) => timestamp)).toEqual([AT - 1000, AT, AT + 1000]);
    expect(entry.publication?.instant).toBe(AT - 1000);
  });

  test('whose timestamp a verified SCT has is vouched for by the log, and the SCT is the proof', async () => {
    const final = finalCertificate({}, [{ log: ecLog(), at: new Date(AT).toISOString() }]);
    const list = logList([ecLog()], '2022-09-01T00:00:00Z');
    const handed = [['certificate', final], CA, ['ct-log-list', list]] as const;
    const same = await theEntry([...handed, ['ct-log-entry', entryBytes()]]);
    expect(same.logEntries[0]!.vouchedBy?.description).toBe("Example 'Maple 2022' log");
    expect(same.publication).toMatchObject({ instant: AT, basis: 'sct' });
    const other = await theEntry([...handed, ['ct-log-entry', entryBytes({ timestamp: AT - 1 })]]);
    expect(other.logEntries[0]!.vouchedBy).toBe(null);
    expect(other.publication).toMatchObject({ instant: AT - 1, basis: 'log-entry' });
  });

  test('that cannot be read is reported', async () => {
    const { undecodable, entries } = await verifyAll([
      PRECERTIFICATE,
      CA,
      ['ct-log-entry', entryBytes().subarray(0, 300)],
    ]);
    expect(undecodable.map(({ evidence, failure }) => [evidence.kind, failure.code])).toEqual([
      ['ct-log-entry', 'ct-log-entry/truncated'],
    ]);
    expect(entries[0]!.publication).toBe(null);
  });

  test('counts the same whatever the order of the evidence', async () => {
    const handed = [
      PRECERTIFICATE,
      ['certificate', finalCertificate({}, [{ log: ecLog(), at: '2022-10-15T12:00:09Z' }])] as const,
      CA,
      ['ct-log-list', logList([ecLog()], '2022-09-01T00:00:00Z')] as const,
      ['ct-log-entry', entryBytes()] as const,
      ['ct-log-entry', entryBytes({ chain: [] })] as const,
    ];
    const { publication, logEntries } = await theEntry(handed);
    expect(logEntries).toHaveLength(2);
    for (const order of [handed.toReversed(), [...handed.slice(3), ...handed.slice(0, 3)]]) {
      const again = await theEntry(order);
      expect(again.publication).toEqual(publication);
      expect(again.logEntries.map(({ evidence }) => evidence.sha256)).toEqual(
        logEntries.map(({ evidence }) => evidence.sha256),
      );
    }
  });
});
