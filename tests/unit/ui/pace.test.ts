import { expect, it } from 'vitest';
import { Pace } from '../../../src/ui/state/pace.ts';

const at = (done: number, step: 'loading' | 'evaluating' = 'evaluating') => ({ step, done, total: 1000 });

it('tells how long a step will take when its pace is known, and begins anew with the next', () => {
  const pace = new Pace();
  expect(pace.note(at(0), 0).left).toBeNull();
  expect(pace.note(at(50), 1000).left).toBeNull();
  expect(pace.note(at(100), 2000).left).toBe(18);
  expect(pace.note(at(500), 10_000).left).toBe(10);
  expect(pace.note(at(10, 'loading'), 11_000).left).toBeNull();
  expect(pace.note(at(10, 'loading'), 20_000).left).toBeNull();
  expect(pace.note(at(505, 'loading'), 110_000).left).toBe(99);
});
