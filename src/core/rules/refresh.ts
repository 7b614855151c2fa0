import type { Instant } from '../model/time.ts';
import type { Capture } from './captures.ts';
import { claimed } from './captures.ts';
import { cannotTell, pass, warning, type Judgement } from './rule.ts';
import { time } from './words.ts';

/** Whether a response was still served after the moment by which a newer one had to be there. Only claims can say so. */
export function servedInTime(due: Instant, rule: string, claims: readonly Capture[]): Judgement {
  const byThen = () => `A newer response had to be there by ${time(due)} (${rule})`;
  const late = claims.findLast(({ capturedAt }) => capturedAt > due);
  if (late) return warning(`${byThen()}, but this one was still served, ${claimed(late)}.`);
  if (claims.length) return pass(() => `${byThen()}, and this one was served before, ${claimed(claims.at(-1)!)}.`);
  return cannotTell(
    () => `${byThen()}; whether it was, the response itself cannot say.`,
    'when the response was served (an HTTP capture with its Date header, or a HAR file)',
  );
}
