import { DAY, formatInstant, HOUR, MINUTE, type Instant } from '../model/time.ts';
import type { Known } from './acceptance.ts';
import type { Step } from './steps.ts';

/**
 * thisUpdate and nextUpdate. Evidence is about the past, so they are held against producedAt, not against today; how
 * recent is recent enough the RFC leaves to whoever asks, and rules that say so are findings of their own.
 */
export function timeSteps({ single, basic }: Known): readonly Step[] {
  if (!single) return [];
  const producedAt = basic.tbsResponseData.producedAt.instant;
  const { thisUpdate, nextUpdate } = single;
  return [
    { what: 'thisUpdate', section: '3.2 (5)', ...thisUpdateStep(thisUpdate.instant, producedAt) },
    { what: 'nextUpdate', section: '3.2 (6)', ...nextUpdateStep(nextUpdate?.instant, thisUpdate.instant, producedAt) },
  ];
}

function thisUpdateStep(thisUpdate: Instant, producedAt: Instant): Pick<Step, 'mark' | 'text'> {
  const at = formatInstant(thisUpdate);
  if (thisUpdate > producedAt)
    return {
      mark: 'violation',
      text: `Known to be correct at ${at}, which is ${span(thisUpdate - producedAt)} after it was produced.`,
    };
  return {
    mark: 'pass',
    text:
      thisUpdate === producedAt
        ? `Known to be correct at ${at}, the moment it was produced.`
        : `Known to be correct at ${at}, ${span(producedAt - thisUpdate)} before it was produced.`,
  };
}

function nextUpdateStep(
  nextUpdate: Instant | undefined,
  thisUpdate: Instant,
  producedAt: Instant,
): Pick<Step, 'mark' | 'text'> {
  if (nextUpdate === undefined)
    return {
      mark: 'cannot-tell',
      text: 'Absent: newer information is available at any time, so nobody can tell how long it holds.',
    };
  const at = formatInstant(nextUpdate);
  if (nextUpdate < thisUpdate) return { mark: 'violation', text: `${at} lies before thisUpdate.` };
  if (nextUpdate <= producedAt) return { mark: 'violation', text: `It had run out at ${at}, before it was produced.` };
  return { mark: 'pass', text: `It holds until ${at}: ${span(nextUpdate - thisUpdate)} in all.` };
}

/** `4 d`, `3 h 20 min`, `59 s`: the two largest units. */
function span(milliseconds: number): string {
  const units = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
    [1000, 's'],
  ] as const;
  const words: string[] = [];
  let left = milliseconds;
  for (const [unit, word] of units) {
    const n = Math.floor(left / unit);
    left -= n * unit;
    if (n > 0) words.push(`${n} ${word}`);
  }
  return words.slice(0, 2).join(' ') || 'less than a second';
}
