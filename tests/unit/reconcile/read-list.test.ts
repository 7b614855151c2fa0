import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStatedList } from '../../../src/core/reconcile/index.ts';
import { hash } from './make.ts';

const A = hash(1);
const B = hash(2);
const colons = A.toUpperCase().match(/../g)!.join(':');
const named = (text: string) =>
  readStatedList(text).entries.map(({ line, sha256, serialNumber }) => [line, sha256 ?? serialNumber]);

describe('a list of lines', () => {
  test.each([
    ['a digest', A],
    ['in capitals', A.toUpperCase()],
    ['with colons', colons],
    ['as openssl prints it', `SHA256 Fingerprint=${colons}`],
    ['as a crt.sh link', `https://crt.sh/?sha256=${A}`],
    ['with an option', `https://crt.sh/?sha256=${A}&opt=ocsp`],
    ['as crt.sh finds by query', `http://crt.sh/?q=${A}`],
    ['as a bullet', `- https://crt.sh/?sha256=${A}`],
    ['quoted, with a full stop', `> see https://crt.sh/?sha256=${A}.`],
    ['beside a name', `host.example,${A},yes`],
  ])('names a certificate by its fingerprint %s', (_how, line) => {
    expect(named(`\n${line}\r\n`)).toEqual([[2, A]]);
  });

  test.each([
    ['plain', '0a1b2c3d4e5f60718293', 'a1b2c3d4e5f60718293'],
    ['with colons', '0A:1B:2C:3D:4E:5F:60:71', 'a1b2c3d4e5f6071'],
    ['with 0x', '0x00FFB2C3D4E5F60718', 'ffb2c3d4e5f60718'],
    ['with a label', 'Serial Number: 0A1B', 'a1b'],
    ['of 20 octets, as long as a SHA-1', '7f'.repeat(20), '7f'.repeat(20)],
    ['as a crt.sh link', 'https://crt.sh/?serial=0a1b', 'a1b'],
  ])('names a certificate by its serial number, %s', (_how, line, serial) => {
    expect(named(line)).toEqual([[1, serial]]);
  });

  test('may name several in one line, and one several times: each mention is kept with its line', () => {
    expect(named(`${A} ${B}\n\n${A}`)).toEqual([
      [1, A],
      [1, B],
      [3, A],
    ]);
  });

  test('tells what it cannot match, and what names nothing', () => {
    const list = readStatedList(
      ['# certificates', 'https://crt.sh/?id=123', `SHA1: ${'5a'.repeat(20)}`, '---', 'host.example', A].join('\n'),
    );
    expect(list.entries).toHaveLength(1);
    expect(list.unmatchable.map(({ line, by }) => [line, by])).toEqual([
      [2, 'crt.sh-id'],
      [3, 'sha1'],
    ]);
    expect(list.ignored).toEqual([
      { line: 1, text: '# certificates' },
      { line: 5, text: 'host.example' },
    ]);
  });

  test('of counts and dates names nothing', () => {
    expect(named('2208 final certificates\n2022-10-01\n20221001000000\n13')).toEqual([]);
  });
});

describe('a table', () => {
  const HEAD =
    'Precertificate SHA-256 hash,Certificate SHA-256 hash,Subject,Issuer,Not before,Not after,Serial #,dNSNames,Is revoked?,Revocation date,Revocation reason';

  test('of CCADB’s eleven columns names each certificate once, by all its names', () => {
    const list = readStatedList(
      `\ufeff${HEAD}\r\n${A.toUpperCase()},"${B}","CN=a,O=b",CN=CA,2022-10-02,2023-10-02,00AB,a.example,Yes,2022-10-03,superseded\r\n`,
    );
    expect(list.table).toBe(true);
    expect(list.ignored).toEqual([]);
    expect(list.entries).toEqual([
      {
        line: 2,
        text: `${A.toUpperCase()},${B},CN=a,O=b,CN=CA,2022-10-02,2023-10-02,00AB,a.example,Yes,2022-10-03,superseded`,
        precertificateSha256: A,
        certificateSha256: B,
        sha256: null,
        serialNumber: 'ab',
        cells: { notBefore: '2022-10-02', notAfter: '2023-10-02', revoked: 'Yes', revocationDate: '2022-10-03' },
      },
    ]);
  });

  test('of Excel, with semicolons, a preface and links in cells', () => {
    const list = readStatedList(`Affected certificates\n\nName;crt.sh link\na;"https://crt.sh/?sha256=${A}"\nb;\n`);
    expect(list.entries.map(({ line, sha256 }) => [line, sha256])).toEqual([[4, A]]);
    expect(list.ignored.map(({ line }) => line)).toEqual([1, 5]);
  });

  test('says which row has a name that cannot be read', () => {
    const list = readStatedList(`SHA-256 Fingerprint,Subject\n${A.slice(1)},CN=a\n`);
    expect(list.entries).toEqual([]);
    expect(list.unmatchable.map(({ line, by }) => [line, by])).toEqual([[2, 'unreadable']]);
  });
});

test('every line of digits and letters ends up somewhere, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const { entries, unmatchable, ignored, table } = readStatedList(text);
      const told = new Set([...entries, ...unmatchable, ...ignored].map(({ line }) => line));
      if (table) return;
      text.split('\n').forEach((line, at) => {
        if (/[\p{L}\p{N}]/u.test(line)) expect(told).toContain(at + 1);
      });
    }),
  );
});

test('a hundred thousand lines are read in a time that grows with their number', () => {
  const text = Array.from({ length: 100_000 }, (_, n) => `https://crt.sh/?sha256=${hash(n)}&opt=ocsp`).join('\n');
  const start = process.cpuUsage();
  expect(readStatedList(text).entries).toHaveLength(100_000);
  // Microseconds of this process alone: other work on the machine does not count.
  expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
});
