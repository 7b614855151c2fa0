import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decodeCtLogEntry } from '../../src/core/decode/ct-log-entry.ts';
import { decodeCtLogList } from '../../src/core/decode/ct-log-list.ts';
import { decodeSignedCertificateTimestampList } from '../../src/core/decode/sct.ts';
import { takeIn } from '../../src/core/intake/index.ts';
import type { CtLogEntry } from '../../src/core/model/ct.ts';
import type { Evidence, Taken } from '../../src/core/model/evidence.ts';
import { toHex } from '../../src/core/model/bytes.ts';
import { sha256Hex } from '../../src/core/verify/digest.ts';
import { verify } from '../../src/core/verify/index.ts';
import { CASES, casesByCorpus, describeCorpora, fileBytes, objectBytes, type CorpusCase } from './corpora.ts';

describeCorpora('SCT lists on their own', () => {
  test.each(casesByCorpus('sct-list').flatMap(([, cases]) => cases))('$corpus/$id', ({ corpus, file, expected }) => {
    const decoded = decodeSignedCertificateTimestampList(fileBytes(corpus, file));
    if (!decoded.ok) throw new Error(decoded.message);
    const scts = decoded.value.map((sct) => (sct.ok ? sct.value : null));
    expect(scts).toHaveLength(expected.sct_count as number);
    expect(toHex(scts[0]!.logID)).toBe(expected.log_id_hex);
    expect(scts[0]!.timestamp).toBe(expected.timestamp_ms);
  });
});

describeCorpora('get-entries answers', () => {
  const answers = CASES.filter(({ corpus }) => corpus === 'ct-get-entries');

  test.each(answers.filter(({ kind }) => kind === 'ct-entry'))('$id', async ({ corpus, file, expected, index }) => {
    const { evidence } = await handIn(corpus, 'four_entries.json');
    // Two x509_entries of these four have the same timestamp, so the leaf's hash tells which is meant.
    const leaves = entriesIn(evidence).map((one) => ({ ...one, hash: leafHash(one.bytes) }));
    expect(leaves).toHaveLength(4);
    const { entry } = leaves.find(({ hash }) => hash === expected.leaf_hash)!;
    expect(index).toBeGreaterThan(0);
    expect(entry.timestamp).toBe(expected.timestamp_ms);
    expect(entry.entry).toEqual({ type: expected.type, certificate: objectBytes(corpus, file) });
  });

  test('date the certificates that are in them', async () => {
    const { evidence } = await handIn('ct-get-entries', 'four_entries.json');
    const { entries } = await verify(evidence);
    const dated = entries.filter(({ publication }) => publication?.basis === 'log-entry');
    // All four are x509_entries, also the two that the corpus calls precertificates.
    expect(dated.map(({ kind, publication }) => [kind, publication!.instant])).toEqual([
      ['final', 1364288407156],
      ['final', 1364288407155],
      ['final', 1364288407155],
      ['final', 1364258252899],
    ]);
  });

  test.each(answers.filter(({ kind }) => kind === 'ct-entry-json'))('$id gives no entry', async ({ corpus, file }) => {
    const { evidence, problems } = await handIn(corpus, file);
    expect(entriesIn(evidence)).toEqual([]);
    expect(problems).not.toEqual([]);
  });
});

describeCorpora('data tiles of a static CT log', () => {
  const cases = CASES.filter(({ corpus }) => corpus === 'static-ct-tiles');

  test.each(cases.filter(({ kind }) => kind === 'ct-tile'))('$id', async ({ corpus, file, expected }) => {
    const { evidence } = await handIn(corpus, file);
    const entries = entriesIn(evidence);
    expect(entries).toHaveLength(expected.entries as number);
    expect(new Set(entries.map(({ entry }) => entry.entry.type))).toEqual(new Set(['precert_entry']));

    // Each entry's own precertificate, with its issuers in hand, is dated by it.
    const issuers = await Promise.all(
      ['8dbfd9adf53278fc', 'a0249f0ed148f481', '54588456f084df53'].map((name) => handIn(corpus, `issuers/${name}.der`)),
    );
    const verified = await verify([...evidence, ...issuers.flatMap((taken) => taken.evidence)]);
    const signed = verified.entries.filter(({ subject }) => subject.issuance.signature === 'valid');
    expect(signed.length).toBeGreaterThan(0);
    expect(signed.filter(({ publication }) => publication?.basis !== 'log-entry')).toEqual([]);
    const timestamps = new Map(entries.map(({ entry }) => [toHex(entry.serialNumber), entry.timestamp]));
    for (const { subject, publication } of signed)
      expect(publication!.instant).toBe(timestamps.get(toHex(subject.inHand.certificate.serialNumber)));
  });
});

describeCorpora('lists of CT logs', () => {
  const lists = CASES.filter(({ kind, expected }) => kind === 'log-list' && expected.logs !== undefined);

  test.each(lists)('$id', async ({ corpus, file, expected }) => {
    const decoded = decodeCtLogList(fileBytes(corpus, file));
    if (!decoded.ok) throw new Error(decoded.message);
    const { logs, refused, publishedAt } = decoded.value;
    expect(refused).toEqual([]);
    expect(logs).toHaveLength(expected.logs as number);
    expect(publishedAt).toBeGreaterThan(Date.UTC(2026, 7, 1));
    for (const { id, key } of logs) expect(await sha256Hex(key.der)).toBe(id);
  });

  test.each(lists)('$id is known for what it is when it is dropped', async ({ corpus, file }) => {
    const { evidence, problems } = await handIn(corpus, file);
    expect(evidence.map(({ kind }) => kind)).toEqual(['ct-log-list']);
    expect(problems).toEqual([]);
  });

  test('give the table that the app ships', () => {
    const folder = mkdtempSync(join(tmpdir(), 'presumed-ct-logs-'));
    const made = join(folder, 'ct-logs.json');
    try {
      execFileSync(process.execPath, [at('scripts/ct-logs.mjs'), at('../shared/corpora'), made]);
      expect(readFileSync(made, 'utf8')).toBe(readFileSync(at('src/core/verify/ct-logs.json'), 'utf8'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const handIn = (corpus: CorpusCase['corpus'], file: string): Promise<Taken> =>
  takeIn([{ name: file, bytes: fileBytes(corpus, file) }]);

function entriesIn(evidence: readonly Evidence[]): { bytes: Uint8Array; entry: CtLogEntry }[] {
  return evidence
    .filter(({ kind }) => kind === 'ct-log-entry')
    .map(({ bytes }) => {
      const decoded = decodeCtLogEntry(bytes);
      if (!decoded.ok) throw new Error(decoded.message);
      return { bytes, entry: decoded.value };
    });
}

/** SHA-256 over 00 and the MerkleTreeLeaf (RFC 6962 section 2.1). */
function leafHash(bytes: Uint8Array): string {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const leaf = bytes.subarray(4, 4 + length);
  return createHash('sha256').update(Uint8Array.of(0)).update(leaf).digest('hex');
}
