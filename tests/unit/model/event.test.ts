import { describe, expect, test } from 'vitest';
import { mergeEvents, type CaseEvent } from '../../../src/core/model/event.ts';

const at = (instant: number, label: string, written = ''): CaseEvent => ({ at: instant, written, label });

describe('events of a case', () => {
  test('stand by time, then label, whatever list they come from', () => {
    expect(mergeEvents([at(2, 'b'), at(1, 'z')], [at(2, 'a')]).map(({ label }) => label)).toEqual(['z', 'a', 'b']);
  });
  test('the same thing at the same moment is one event, in the words of the first list', () => {
    expect(mergeEvents([at(1, 'fixed', '16:20 PDT')], [at(1, 'fixed', '23:20 UTC'), at(2, 'fixed')])).toEqual([
      at(1, 'fixed', '16:20 PDT'),
      at(2, 'fixed'),
    ]);
  });
});
