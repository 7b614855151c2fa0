import type { ResponseEntry } from '../../core/model/verdict.ts';

/** What a response is worth, in one word; the ones that prove nothing first. */
export const STANDINGS = ['forged', 'stranger', 'error', 'open', 'unmatched', 'speaks'] as const;
export type Standing = (typeof STANDINGS)[number];

export const STANDING_WORD: Record<Standing, string> = {
  forged: 'Signature invalid',
  stranger: 'Signer not authorised',
  error: 'No signed answer',
  open: 'Cannot be judged',
  unmatched: 'Names nothing in hand',
  speaks: 'Speaks for the CA',
};

export function standingOf(response: ResponseEntry): Standing {
  if (response.responseStatus !== 'successful') return 'error';
  if (response.signature === 'invalid') return 'forged';
  if (response.responder?.role === 'unauthorized') return 'stranger';
  const named = response.singleResponses.filter((single) => single.names.length > 0);
  if (named.length === 0) return 'unmatched';
  return response.signature === 'valid' && named.some((single) => single.authorized) ? 'speaks' : 'open';
}

/** How often each word occurs, in the order of its first time. */
export function tally<T extends string>(words: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
