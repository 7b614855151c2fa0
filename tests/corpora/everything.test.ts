import { expect, test } from 'vitest';
import { evaluate } from '../../src/core/evaluate.ts';
import { takeIn, type Handed } from '../../src/core/intake/index.ts';
import { CASES, describeCorpora, fileBytes } from './corpora.ts';
import { accompanyingCertificates, TESTED_KINDS } from './kinds.ts';

/** All files at once, the broken ones among the good: none is lost, none costs another. */
describeCorpora('everything in one case', () => {
  test('every file is evidence, and each one that cannot be read leaves a problem under its name', async () => {
    const files = new Map<string, Handed>();
    for (const one of CASES.filter(({ kind }) => TESTED_KINDS.includes(kind) && kind !== 'signature-vectors'))
      for (const file of [one.file, ...accompanyingCertificates(one)]) {
        const name = `${one.corpus}/${file}`;
        files.set(name, { name, bytes: fileBytes(one.corpus, file) });
      }
    const taken = await takeIn([...files.values()]);
    const { document } = await evaluate({ title: '', evaluatedAt: Date.UTC(2026, 0, 1), reading: 'ruling', ...taken });

    const named = new Set(document.evidence.flatMap(({ names }) => names));
    expect([...files.keys()].filter((name) => !named.has(name))).toEqual([]);
    const problems = new Set(document.problems.map(({ name }) => name));
    const silent = document.evidence
      .filter(({ kind }) => kind === 'unrecognised')
      .flatMap(({ names }) => names)
      .filter((name) => !problems.has(name));
    expect(silent).toEqual([]);
    const undecodable = document.responses.filter(({ responseStatus }) => responseStatus === 'undecodable');
    expect(undecodable.length).toBeGreaterThan(0);
    for (const { sha256 } of undecodable) {
      const { names } = document.evidence.find((evidence) => evidence.sha256 === sha256)!;
      expect(names.filter((name) => !problems.has(name))).toEqual([]);
    }
  });
});
