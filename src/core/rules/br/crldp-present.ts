import { hasOcspUrl } from '../../model/certificate.ts';
import { DAY } from '../../model/time.ts';
import { defineRule, pass, violation, type Window } from '../rule.ts';
import { certificateOf, tlsSubscriber } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { duration, nameOf } from '../words.ts';
import { validityPeriod } from './validity.ts';

interface Text extends Window {
  /** Up to this validity period a certificate is short-lived (BR 1.6.1), ms. */
  readonly shortLived: number;
}

const QUOTE =
  'Subscriber Certificates that 1) do not qualify as "Short-lived Subscriber Certificates" and 2) do not include an Authority Information Access extension with an id-ad-ocsp accessMethod.';

export const crldpPresent = defineRule({
  id: 'br/crldp-present',
  requirement: 'A TLS subscriber certificate that is not short-lived and names no OCSP responder names a CRL.',
  level: 'MUST',
  source: BR,
  judges: 'certificate',
  clock: 'notBefore',
  windows: [
    { from: utc('2024-03-15'), until: utc('2026-03-15'), section: '7.1.2.11.2', quote: QUOTE, shortLived: 10 * DAY },
    { from: utc('2026-03-15'), section: '7.1.2.11.2', quote: QUOTE, shortLived: 7 * DAY },
  ] as readonly Text[],
  needs: [],

  applies: ({ entry }) => tlsSubscriber(entry),

  check({ entry }, _facts, { window }) {
    const certificate = certificateOf(entry);
    if (hasOcspUrl(certificate)) return pass('The certificate names an OCSP responder, so it need not name a CRL.');
    if (certificate.known.crlDistributionPoints?.length) return pass('The certificate names a CRL.');
    const period = validityPeriod(certificate);
    if (period <= window.shortLived) return pass(() => `The certificate is short-lived (${duration(period)}).`);
    return violation(
      `Neither an OCSP responder nor a CRL is named in ${nameOf(entry)}, which is valid for ${duration(period)} and so not short-lived.`,
    );
  },
});
