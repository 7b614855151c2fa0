import { expect, it } from 'vitest';
import { evaluate } from '../../../src/core/evaluate.ts';
import { takeIn } from '../../../src/core/intake/index.ts';
import { caseOf } from '../store/cases.ts';
import { ToDoDesk } from '../../../src/worker/to-do.ts';

const WANTED = ['aa', 'bb', 'cc'].map((octet) => octet.repeat(32));

async function judged(id: string, text: string) {
  const taken = await takeIn([{ name: 'pasted text', bytes: new TextEncoder().encode(text) }]);
  const evaluation = await evaluate({ title: 'Bug 1', evaluatedAt: 0, reading: 'ruling', ...taken });
  return { of: caseOf(id, [], { references: taken.references }), evaluation, evidence: taken.evidence };
}

it('hands out the list of the last evaluation only', async () => {
  const desk = new ToDoDesk();
  expect(await desk.list('a', 10)).toBeNull();
  expect(await desk.script('a')).toBeNull();
  desk.keep(await judged('a', WANTED.join('\n')));
  expect((await desk.list('a', 2))!.total).toBe(3);
  expect((await desk.list('a', 2))!.items.map(({ sha256 }) => sha256)).toEqual(WANTED.slice(0, 2));
  expect((await desk.list('a', 1))!.items[0]!.from).toEqual([WANTED[0]]);
  expect(await desk.script('a')).toContain(`certificate '${WANTED[2]}'`);
  expect(await desk.list('b', 10)).toBeNull();
  desk.keep(await judged('a', WANTED[0]!));
  expect((await desk.list('a', 10))!.total).toBe(1);
  desk.keep(await judged('b', ''));
  expect(await desk.list('b', 10)).toEqual({ total: 0, items: [] });
  expect(await desk.script('b')).toBeNull();
  expect(await desk.list('a', 10)).toBeNull();
});

it('builds requests for the last evaluation only; a failure is a value', async () => {
  const desk = new ToDoDesk();
  const codeOf = async (caseId: string) => {
    const answer = await desk.exchange(caseId, WANTED[0]!, { hash: 'SHA-1', nonce: null });
    return answer.ok && !answer.value.ok && answer.value.code;
  };
  expect(await codeOf('a')).toBe('todo/not-evaluated');
  desk.keep(await judged('a', ''));
  expect(await codeOf('a')).toBe('todo/no-certificate');
});
