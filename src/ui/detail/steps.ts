import type { Step } from '../../core/explain/steps.ts';

/** What each mark of a step says to those who do not see it. */
export const STEP_WORD: Record<Step['mark'], string> = {
  pass: 'Done',
  violation: 'Failed',
  'cannot-tell': 'Open',
  info: 'Note',
};

/** `9 done, 1 failed` */
export function tallySteps(steps: readonly Step[]): string {
  const words = (Object.keys(STEP_WORD) as Step['mark'][]).flatMap((mark) => {
    const n = steps.filter((step) => step.mark === mark).length;
    return n > 0 && mark !== 'info' ? [`${n} ${STEP_WORD[mark].toLowerCase()}`] : [];
  });
  return words.join(', ');
}

/** The mark of the worst of these steps that are there; open where none is. */
export function markOf(steps: readonly Step[], ...whats: readonly string[]): 'pass' | 'violation' | 'cannot-tell' {
  const marks = steps.filter(({ what }) => whats.includes(what)).map(({ mark }) => mark);
  if (marks.includes('violation')) return 'violation';
  return marks.length === 0 || marks.includes('cannot-tell') ? 'cannot-tell' : 'pass';
}
