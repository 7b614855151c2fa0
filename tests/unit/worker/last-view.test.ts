import { expect, test } from 'vitest';
import type { Evaluation } from '../../../src/core/evaluate.ts';
import type { Row } from '../../../src/core/model/row.ts';
import { MemoryStore } from '../../../src/store/memory-store.ts';
import type { Judgement } from '../../../src/worker/current.ts';
import { LastViews } from '../../../src/worker/last-view.ts';
import { RowReader } from '../../../src/worker/packed-rows.ts';
import { rowAt } from './rows.ts';
import { caseOf, valueOf } from '../store/cases.ts';

const rowsOf = (count: number): Row[] => Array.from({ length: count }, (_, index) => rowAt(index));

function judged(count: number): Judgement {
  const summary = { certificates: count };
  const evaluation = {
    rows: rowsOf(count),
    sizes: { responses: 0, crls: 0 },
    head: { summary, evaluatedAt: '2022-10-03T00:00:00Z', title: 'a', references: [], problems: [] },
  } as unknown as Evaluation;
  return { of: caseOf('a'), evaluation, evidence: [] } as unknown as Judgement;
}
const goOn = async () => true;

async function kept(count: number, turn = goOn) {
  const store = new MemoryStore();
  await store.addCase(caseOf('a'));
  const views = new LastViews(store);
  await views.keep(judged(count), turn);
  return { store, views };
}

test('the rows of a large case come back in portions, each as it was', async () => {
  const { views, store } = await kept(2500);
  const view = valueOf(await views.view('a'))!;
  expect(view).toMatchObject({ portions: 9, evaluatedAt: '2022-10-03T00:00:00Z', summary: { certificates: 2500 } });
  const reader = new RowReader();
  const rows: Row[] = [];
  for (let portion = 0; portion < view.portions; portion++)
    rows.push(...reader.read((await views.rows('a', portion))!));
  expect(rows).toEqual(rowsOf(2500));
  // Read to its end, it is forgotten, and can be asked for again.
  expect(await views.rows('a', 0)).toBeNull();
  expect(valueOf(await new LastViews(store).view('a'))).not.toBeNull();
});

test('a small case keeps none, nor does one that is being evaluated again', async () => {
  expect(valueOf(await (await kept(999)).views.view('a'))).toBeNull();
  expect(valueOf(await (await kept(2500, async () => false)).views.view('a'))).toBeNull();
});

test('rows are of the case that was asked about', async () => {
  const { views } = await kept(1000);
  expect(valueOf(await views.view('b'))).toBeNull();
  valueOf(await views.view('a'));
  expect(await views.rows('b', 0)).toBeNull();
});

test('what another version kept in another form is not read', async () => {
  const { views, store } = await kept(1000);
  const { rows } = valueOf(await store.getView('a'))!;
  await store.putView('a', { head: JSON.stringify({ form: 0, view: {} }), rows });
  expect(valueOf(await views.view('a'))).toBeNull();
});
