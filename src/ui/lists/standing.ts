import type { Standing } from '../../core/verdict/standing.ts';

export const STANDING_WORD: Record<Standing, string> = {
  forged: 'Signature invalid',
  stranger: 'Signer not authorised',
  error: 'No signed answer',
  open: 'Cannot be judged',
  unmatched: 'Names nothing in hand',
  speaks: 'Speaks for the CA',
};

/** How often each word occurs, in the order of its first time. */
export function tally<T extends string>(words: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
