import type { ResponseHead } from './told.ts';

/** What a response is worth, in one word; the ones that prove nothing first. */
export const STANDINGS = ['forged', 'stranger', 'error', 'open', 'unmatched', 'speaks'] as const;
export type Standing = (typeof STANDINGS)[number];

export function standingOf(response: ResponseHead): Standing {
  if (response.responseStatus !== 'successful') return 'error';
  if (response.signature === 'invalid') return 'forged';
  if (response.responder?.role === 'unauthorized') return 'stranger';
  const { singleResponses, signature } = response;
  if (!singleResponses.some(({ names, mayName }) => names.length > 0 || mayName.length > 0)) return 'unmatched';
  const speaks = singleResponses.some(({ names, authorized }) => names.length > 0 && authorized);
  return signature === 'valid' && speaks ? 'speaks' : 'open';
}
