import { describe, expect, it } from 'vitest';
import { evidenceFileName, formatSize, verdictFileName } from '../../../src/ui/text/files.ts';
import { safeLink } from '../../../src/ui/text/links.ts';

describe('verdictFileName', () => {
  it.each([
    ['Bug 1793443', 'Bug-1793443.verdict.json'],
    ['', 'untitled-case.verdict.json'],
    ['../../etc/passwd', 'etc-passwd.verdict.json'],
    ['.hidden', 'hidden.verdict.json'],
    ['a\u202Eb', 'a-b.verdict.json'],
    ['Prüfung 検査', 'Prüfung-検査.verdict.json'],
    ['x'.repeat(200), `${'x'.repeat(80)}.verdict.json`],
  ])('%j → %j', (title, name) => {
    expect(verdictFileName(title)).toBe(name);
  });
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1289, '1.3 kB'],
  [999_999, '1.0 MB'],
  [12_500_000, '12.5 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

it('names evidence by its hash and kind', () => {
  expect(evidenceFileName('ab', 'ocsp-response')).toBe('ab.ors');
  expect(evidenceFileName('ab', 'unrecognised')).toBe('ab.bin');
});

describe('links', () => {
  it.each([
    ['https://www.mozilla.org/x#54', 'https://www.mozilla.org/x#54'],
    ['http://ocsp.ca.example/', 'http://ocsp.ca.example/'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://a b', null],
  ])('%j may be followed: %j', (url, link) => {
    expect(safeLink(url)).toBe(link);
  });
});
