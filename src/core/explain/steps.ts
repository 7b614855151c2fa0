import { mayBeAbout } from '../verdict/told.ts';
import type { Known } from './acceptance.ts';

/** One step of accepting a response (RFC 6960 section 3.2): done, failed, open, or nothing to do. */
export interface Step {
  readonly mark: 'pass' | 'violation' | 'cannot-tell' | 'info';
  /** What is looked at, in a few words of the RFC. */
  readonly what: string;
  /** What was found, in one sentence. */
  readonly text: string;
  /** Where RFC 6960 asks it. */
  readonly section?: string;
}

export function certIdStep({ judged: { singleResponses }, about, single }: Known): Step {
  const step = { what: 'CertID', section: '3.2 (1)' };
  if (!single)
    return { ...step, mark: 'violation', text: 'It holds no SingleResponse, so it speaks about no certificate.' };
  const named = singleResponses.filter(({ names }) => names.length > 0).length;
  if (about.length > 0) {
    const own = singleResponses.filter((single) => mayBeAbout(single, about));
    const isProven = own.some(({ names }) => names.some((name) => about.includes(name)));
    const other = singleResponses.length - own.length;
    const more =
      other > 0 ? ` ${other} more ${other === 1 ? 'SingleResponse is' : 'SingleResponses are'} about others.` : '';
    if (own.length > 0 && !isProven)
      return {
        ...step,
        mark: 'cannot-tell',
        text: `It has this certificate’s serial number and the name of its issuer; whether it has the issuer’s key is open: the issuer’s certificate is not in hand.${more}`,
      };
    return isProven
      ? {
          ...step,
          mark: 'pass',
          text: `It names this certificate by all four fields: ${own[0]!.hashAlgorithm} of the issuer’s name and key, and the serial number.${more}`,
        }
      : { ...step, mark: 'violation', text: 'It names another certificate.' };
  }
  if (named === 0 && singleResponses.some(({ mayName }) => mayName.length > 0))
    return {
      ...step,
      mark: 'cannot-tell',
      text: 'It may name a certificate in hand; without the issuer’s certificate that cannot be told.',
    };
  return named > 0
    ? {
        ...step,
        mark: 'pass',
        text: `${named} of ${singleResponses.length} SingleResponses name a certificate in hand, by all four fields of the CertID.`,
      }
    : { ...step, mark: 'cannot-tell', text: 'No certificate in hand has a CertID that it names.' };
}

export function signatureStep({ judged: { signature, signatureAlgorithm } }: Known): Step {
  const by = signatureAlgorithm ?? 'an unnamed algorithm';
  const step = { what: 'Signature', section: '3.2 (2)' };
  switch (signature) {
    case 'valid':
      return { ...step, mark: 'pass', text: `The signature verifies (${by}).` };
    case 'invalid':
      return {
        ...step,
        mark: 'violation',
        text: `The signature does not verify (${by}): this is not what the signer signed.`,
      };
    case 'unsupported':
      return { ...step, mark: 'cannot-tell', text: `The signature cannot be checked here: ${by} is not supported.` };
    default:
      return {
        ...step,
        mark: 'cannot-tell',
        text: `The signature (${by}) cannot be checked: the signer’s certificate is not in hand.`,
      };
  }
}

const NONCES: Record<Known['exchanges'][number]['nonce'], Pick<Step, 'mark' | 'text'>> = {
  same: { mark: 'pass', text: 'It has the nonce of a request in hand, so it was made for that request.' },
  different: {
    mark: 'violation',
    text: 'Its nonce is not that of the request in hand: it was made for another request.',
  },
  ignored: { mark: 'info', text: 'The request in hand has a nonce and it has none, as of a response made in advance.' },
  unasked: { mark: 'info', text: 'It has a nonce that the request in hand does not: it was made for another request.' },
  none: { mark: 'info', text: 'Neither it nor the request in hand has a nonce.' },
};
const WEIGHT = ['same', 'ignored', 'none', 'different', 'unasked'] as const;

export function nonceStep({ nonce, exchanges }: Known): Step {
  const step = { what: 'Nonce', section: '4.4.1' };
  const best = WEIGHT.find((word) => exchanges.some((exchange) => exchange.nonce === word));
  if (best) return { ...step, ...NONCES[best] };
  return nonce === null
    ? { ...step, mark: 'info', text: 'It has none, so it may have been made in advance and for everybody.' }
    : { ...step, mark: 'cannot-tell', text: `It has the nonce ${nonce.slice(0, 64)}; the request is not in hand.` };
}
