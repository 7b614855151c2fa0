import type { Exchange } from '../../core/verify/exchange.ts';
import { count } from '../text/words.ts';

const NONCES: Record<Exchange['nonce'], string> = {
  same: 'Both carry the same nonce, so the response was made for this request.',
  different: 'Their nonces differ, so the response was made for another request.',
  ignored: 'The request carries a nonce and the response none, as of a response made in advance.',
  unasked: 'Only the response carries a nonce, so it was made for another request.',
  none: 'Neither carries a nonce.',
};

/** A request beside a response, in words. A request is not signed for by the CA: it shows what somebody asked, no more. */
export function exchangeSentence({ asked, unanswered, additional, nonce }: Exchange): string {
  const answers =
    unanswered.length === 0
      ? `answers all of it, by the same ${asked === 1 ? 'CertID' : 'CertIDs'}`
      : `leaves ${unanswered.length} of it unanswered (serial number ${unanswered.slice(0, 5).join(', ')}${unanswered.length > 5 ? ' …' : ''})`;
  const more = additional ? `, and adds ${count(additional, 'answer')} nobody asked for` : '';
  return `A request in hand asks about ${count(asked, 'certificate')}; the response ${answers}${more}. ${NONCES[nonce]}`;
}
