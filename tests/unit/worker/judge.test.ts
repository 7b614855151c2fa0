import { expect, test } from 'vitest';
import { evaluate } from '../../../src/core/evaluate.ts';
import { sampleCase } from '../../../src/sample/sample.ts';
import { takeIn } from '../../../src/core/intake/index.ts';
import { MemoryStore } from '../../../src/store/memory-store.ts';
import { EvidenceReader } from '../../../src/worker/evidence-reader.ts';
import type { Call } from '../../../src/worker/handlers.ts';
import { judge } from '../../../src/worker/judge.ts';
import { caseOf, codeOf, valueOf } from '../store/cases.ts';

const OPTIONS = { evaluatedAt: Date.UTC(2022, 10, 1), reading: 'ruling' } as const;

/** The sample's evidence as a case, and the way to its bytes; `hear` is told every step of an evaluation. */
async function sample(hear: (step: string) => void) {
  const { evidence } = await takeIn(sampleCase.handed);
  const of = caseOf('a', [], { evidence });
  const reader = new EvidenceReader(new MemoryStore());
  reader.remember({ ...of, sizes: { evidence: evidence.length } } as never, evidence);
  const controller = new AbortController();
  const call: Call = { key: 'k', signal: controller.signal, progress: (step) => hear(step) };
  return { run: () => judge(call, of, OPTIONS, reader, evaluate), controller };
}

test('an evaluation that is cancelled stops at its next step, with what it read still there', async () => {
  const heard: string[] = [];
  const { run, controller } = await sample((step) => {
    heard.push(step);
    controller.abort();
  });
  expect(codeOf(await run())).toBe('engine/aborted');
  expect(heard).toEqual(['evaluating']);
});

test('one that was cancelled before it began verifies nothing', async () => {
  const heard: string[] = [];
  const { run, controller } = await sample((step) => heard.push(step));
  controller.abort();
  expect(codeOf(await run())).toBe('engine/aborted');
  expect(heard).toEqual([]);
});

test('left alone it comes to its end', async () => {
  const { run } = await sample(() => undefined);
  expect(valueOf(await run()).evaluation.rows.length).toBeGreaterThan(0);
});
