import { expect, test } from 'vitest';
import type { Evaluation } from '../../../src/core/evaluate.ts';
import type { Case } from '../../../src/core/model/case.ts';
import { Current } from '../../../src/worker/current.ts';
import { caseOf } from '../store/cases.ts';

const of = caseOf('a', ['one'], { title: 'Bug 1' });
const head = { title: 'Bug 1', reading: 'ruling', evaluatedAt: '2022-10-03T00:00:00Z' };
const AT = { evaluatedAt: Date.UTC(2022, 9, 3, 0, 0, 0, 999), reading: 'ruling' } as const;

function kept(): Current {
  const current = new Current();
  const evaluation = { head } as unknown as Evaluation;
  current.keep({ of, evaluation, evidence: [], problems: [] });
  return current;
}

test('the last evaluation serves again for the same case, moment and reading', () => {
  expect(kept().exactly(of, AT)?.serial).toBe(1);
  // What no verdict rests on may have changed.
  expect(kept().exactly({ ...of, description: 'new', updatedAt: 7 }, AT)?.serial).toBe(1);
});

test.each<[string, Case, Partial<{ evaluatedAt: number; reading: 'ruling' | 'retroactive' }>]>([
  ['another case', { ...of, id: 'b' }, {}],
  ['another title', { ...of, title: 'Bug 2' }, {}],
  ['other evidence', { ...of, evidence: [...of.evidence] }, {}],
  ['other claims', { ...of, claims: [] }, {}],
  ['another second', of, { evaluatedAt: AT.evaluatedAt + 1 }],
  ['another reading', of, { reading: 'retroactive' }],
])('but not for %s', (_what, whole, changes) => {
  expect(kept().exactly(whole, { ...AT, ...changes })).toBeNull();
});
