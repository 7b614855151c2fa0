export type Phase = 'idle' | 'evaluating' | 'done' | 'failed' | 'cancelled' | 'no-date';

/** What the live region says (verdict-format section 5). */
export function statusText(phase: Phase, certificates: number): string {
  switch (phase) {
    case 'idle':
      return '';
    case 'evaluating':
      return 'Evaluating…';
    case 'done':
      return `Evaluated ${certificates} certificates`;
    case 'failed':
      return 'Not evaluated';
    case 'cancelled':
      return 'Evaluation cancelled';
    case 'no-date':
      return 'Not evaluated: the date cannot be read';
  }
}
