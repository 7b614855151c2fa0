import { expect, test } from 'vitest';
import { CASES, CORPORA_ARE_HERE, SKIPPED } from './corpora.ts';
import { TESTED_KINDS, UNTESTED_KINDS } from './kinds.ts';

test('the third-party test vectors are read, or their absence is said', () => {
  if (!CORPORA_ARE_HERE) {
    process.stdout.write(`${SKIPPED}\n`);
    return;
  }
  const kinds = [...new Set(CASES.map(({ kind }) => kind))].sort();
  expect(kinds).toEqual([...TESTED_KINDS, ...Object.keys(UNTESTED_KINDS)].sort());
});
