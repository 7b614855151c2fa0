import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex, toBase64 } from '../../../src/core/model/bytes.ts';
import { frameCtEntry, uint } from '../../../src/core/intake/ct-entry.ts';
import * as make from './make.ts';

const { certificate, precertificate, file, summary, expected } = make;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => utf8(JSON.stringify(value, null, 1));

/** RFC 6962 structures, built from their definitions. */
const vector = (octets: number, content: Uint8Array): Uint8Array =>
  concatBytes([uint(content.length, octets), content]);
const TIME = uint(1_660_002_900_000, 8);
const x509Leaf = concatBytes([
  Uint8Array.of(0, 0),
  TIME,
  uint(0, 2),
  vector(3, certificate(1)),
  vector(2, new Uint8Array()),
]);
const x509Extra = vector(3, concatBytes([vector(3, certificate(8)), vector(3, certificate(9))]));
const tbs = make.sequence(make.integer(1));
const precertLeaf = concatBytes([
  Uint8Array.of(0, 0),
  TIME,
  uint(1, 2),
  make.noise(3, 32),
  vector(3, tbs),
  vector(2, new Uint8Array()),
]);
const precertExtra = concatBytes([vector(3, precertificate(2)), vector(3, vector(3, certificate(8)))]);
const entryOf = (leaf: Uint8Array, extra: Uint8Array) => ({ leaf_input: toBase64(leaf), extra_data: toBase64(extra) });

describe('CT get-entries', () => {
  test('an answer, a single entry, JSON lines', async () => {
    const entries = [entryOf(x509Leaf, x509Extra), entryOf(precertLeaf, precertExtra)];
    const all = expected([
      ['ct-log-entry', frameCtEntry(x509Leaf, x509Extra), 'e'],
      ['ct-log-entry', frameCtEntry(precertLeaf, precertExtra), 'e'],
      ['certificate', certificate(1), 'e'],
      ['precertificate', precertificate(2), 'e'],
      ['certificate', certificate(8), 'e'],
      ['certificate', certificate(9), 'e'],
    ]);
    expect(summary(await file('e', json({ entries })))).toEqual(all);
    expect(summary(await file('e', utf8(entries.map((entry) => JSON.stringify(entry)).join('\n'))))).toEqual(all);
    expect(summary(await file('e', json({ ...entries[0], audit_path: [] }))).evidence).toHaveLength(4);
  });
  test('bad entries cost only themselves', async () => {
    const bad = [
      { leaf_input: 'bogus', extra_data: '' },
      { leaf_input: toBase64(x509Leaf.slice(0, -5)), extra_data: '' },
      { leaf_input: toBase64(precertLeaf), extra_data: toBase64(precertExtra.slice(0, -5)) },
      { leaf_input: toBase64(precertLeaf) },
    ];
    const taken = await file('e', json({ entries: [...bad, entryOf(x509Leaf, x509Extra)] }));
    expect(summary(taken).problems).toEqual(bad.map(() => 'e ct/bad-entry'));
    expect(taken.evidence.map(({ kind }) => kind).sort()).toEqual([
      ...['certificate', 'certificate', 'certificate', 'ct-log-entry'],
      ...bad.map(() => 'unrecognised'),
    ]);
  });
});

describe('static CT tiles', () => {
  const fingerprints = [make.sha256(certificate(8)), make.sha256(certificate(9))].sort();
  const chain = vector(2, concatBytes(fingerprints.map(fromHex)));
  const tile = concatBytes([
    concatBytes([x509Leaf.subarray(2), chain]),
    concatBytes([precertLeaf.subarray(2), vector(3, precertificate(2)), chain]),
  ]);
  const extra = concatBytes([vector(3, precertificate(2)), uint(0, 3)]);
  const all = [
    ['ct-log-entry', frameCtEntry(x509Leaf, new Uint8Array()), 'tile'],
    ['ct-log-entry', frameCtEntry(precertLeaf, extra), 'tile'],
    ['certificate', certificate(1), 'tile'],
    ['precertificate', precertificate(2), 'tile'],
  ] as const;
  test('plain and gzip, as logs serve them', async () => {
    for (const bytes of [tile, gzipSync(tile)])
      expect(summary(await file('tile', bytes))).toEqual(expected(all, { references: fingerprints }));
  });
  test('cut off: the whole entries are read', async () => {
    const cut = tile.slice(0, -3);
    const start = x509Leaf.length - 2 + chain.length;
    expect(summary(await file('tile', cut))).toEqual(
      expected([all[0], all[2], ['unrecognised', cut.slice(start), 'tile']], {
        references: fingerprints,
        problems: ['tile ct/bad-tile'],
      }),
    );
  });
});

test('a list of CT logs is kept as its exact octets', async () => {
  const bytes = json({ version: '1', operators: [{ name: 'Example', logs: [{ log_id: 'x' }] }] });
  expect(summary(await file('l.json', bytes))).toEqual(expected([['ct-log-list', bytes, 'l.json']]));
});
