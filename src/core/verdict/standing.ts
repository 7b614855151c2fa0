import type { ResponseHead } from './response-entry.ts';

/** What a response is worth, in one word; the ones that prove nothing first. */
export const STANDINGS = ['forged', 'stranger', 'error', 'open', 'unmatched', 'speaks'] as const;
export type Standing = (typeof STANDINGS)[number];

export function standingOf(response: ResponseHead): Standing {
  if (response.responseStatus !== 'successful') return 'error';
  if (response.signature === 'invalid') return 'forged';
  if (response.responder?.role === 'unauthorized') return 'stranger';
  const named = response.singleResponses.filter((single) => single.names.length > 0);
  if (named.length === 0) return 'unmatched';
  return response.signature === 'valid' && named.some((single) => single.authorized) ? 'speaks' : 'open';
}
