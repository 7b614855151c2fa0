import { createHash } from 'node:crypto';
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { describe, expect, test } from 'vitest';
import { Sha256 } from '../../../src/core/bundle/sha256.ts';
import { deflatedInPieces, writeZip, type Member } from '../../../src/core/bundle/zip-writer.ts';
import { readZipDirectory } from '../../../src/core/intake/zip-directory.ts';
import { concatBytes } from '../../../src/core/model/bytes.ts';

const zipOf = (members: readonly Member[]): Uint8Array => concatBytes([...writeZip(members)]);

describe('an archive', () => {
  const files: Record<string, Uint8Array> = {
    'a.txt': strToU8('some text, some text'),
    'empty.bin': new Uint8Array(),
    'evidence/ünïcode.der': Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251),
  };
  const members = Object.entries(files).map(([name, content]) => ({ name, content }));

  test('is the one that fflate makes of the same files', () => {
    expect(zipOf(members)).toEqual(zipSync(files as Zippable, { level: 6, mtime: '1980-01-01T00:00:00' }));
  });

  test('holds what was compressed piece by piece as if it had come at once', async () => {
    const text = strToU8('0123456789'.repeat(30_000));
    const pieces = Array.from({ length: 100 }, (_, at) => text.subarray(at * 3000, (at + 1) * 3000));
    const zip = zipOf([{ name: 'large.json', content: await deflatedInPieces(pieces) }, ...members]);
    expect(unzipSync(zip)).toEqual({ 'large.json': text, ...files });
    const { entries, defect } = readZipDirectory(zip);
    expect([entries[0]!.size, defect]).toEqual([text.length, null]);
  });

  test('holds what is stored as it is, beside what is deflated', () => {
    const zip = zipOf(members.map((member, at) => ({ ...member, stored: at !== 0 })));
    expect(unzipSync(zip)).toEqual(files);
    const { entries, defect } = readZipDirectory(zip);
    expect([entries.map(({ method }) => method), defect]).toEqual([[8, 0, 0], null]);
    expect(entries[2]!.compressed).toBe(5000);
  });

  test('of more than 65,534 members is ZIP64, and all of them are found', () => {
    const content = strToU8('x');
    const many = Array.from({ length: 65_535 }, (_, at) => ({ name: `${at}`, content }));
    const { entries, defect } = readZipDirectory(zipOf(many));
    expect([entries.length, defect]).toEqual([65_535, null]);
    const last = entries.at(-1)!;
    expect([last.name, last.size]).toEqual(['65534', 1]);
    // One fewer needs none.
    const plain = zipOf(many.slice(1));
    expect(new DataView(plain.buffer, plain.byteLength - 22).getUint16(10, true)).toBe(65_534);
    expect(readZipDirectory(plain).entries).toHaveLength(65_534);
  });
});

describe('SHA-256 in pieces', () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, at) => (at * 31) & 0xff);
  const expected = (length: number) => createHash('sha256').update(bytes.subarray(0, length)).digest('hex');

  test.each([0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000])('%i octets', (length) => {
    expect(new Sha256().update(bytes.subarray(0, length)).hex()).toBe(expected(length));
    const hash = new Sha256();
    for (let at = 0; at < length; at += 7) hash.update(bytes.subarray(at, Math.min(length, at + 7)));
    expect(hash.hex()).toBe(expected(length));
  });
});
