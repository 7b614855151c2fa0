import type { Subjects } from '../rule.ts';

/** Only a successful response has anything signed to judge. */
export function isSuccessful({ response: { response, failure } }: Subjects['response']): true | string {
  if (failure) return 'The response could not be decoded.';
  return response?.basicOCSPResponse ? true : `The response is the unsigned error ${response?.responseStatus}.`;
}
