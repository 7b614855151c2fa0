import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { VerdictDocument } from '../../src/core/model/verdict.ts';
import { breaches } from './contract.ts';
import { slugs } from './folder.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as VerdictDocument;
const isVerdict = (file: string): boolean => file.endsWith('.verdict.json');

describe('what the contract promises holds in the document alone', () => {
  test.each(slugs())('%s', (slug) => {
    const files = readdirSync(new URL(`./${slug}/`, import.meta.url)).filter(isVerdict);
    expect(files).not.toEqual([]);
    for (const file of files) expect(breaches(read(`./${slug}/${file}`))).toEqual([]);
  });

  test('the sample', () => expect(breaches(read('../e2e/golden/sample.verdict.json'))).toEqual([]));

  test('and a document that breaks it is found out', () => {
    const sample = () => read('../e2e/golden/sample.verdict.json');
    const broken: ((document: VerdictDocument) => void)[] = [
      ({ certificates }) => certificates.reverse(),
      ({ certificates }) => certificates[0]!.findings.reverse(),
      ({ certificates }) =>
        Object.assign(
          certificates.find(({ verdict }) => verdict === 'violation')!,
          { verdict: 'warning' },
        ),
      ({ summary }) => summary.kinds.ca++,
      ({ responses }) =>
        Object.assign(
          responses.find(({ signature }) => signature === 'valid')!,
          { signature: 'invalid' },
        ),
      ({ responses }) => responses.reverse(),
    ];
    for (const breakIt of broken) {
      const document = sample();
      breakIt(document);
      expect(breaches(document)).not.toEqual([]);
    }
  });
});
