import { hasOcspUrl } from '../../model/certificate.ts';
import { defineRule, pass, violation, warning, type Window } from '../rule.ts';
import { certificateOf, tlsSubscriber } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { nameOf } from '../words.ts';

interface Text extends Window {
  /** `null` where leaving it out is a plain violation, else what makes it arguable. */
  readonly doubt: string | null;
}

const OPTIONAL_SOON = 'SC-63 made it optional, in a text of 2023-08-17 whose table of dates says 2024-03-15';

export const aiaOcspPresent = defineRule({
  id: 'br/aia-ocsp-present',
  requirement: 'TLS subscriber certificates name an OCSP responder (until OCSP became optional).',
  level: 'MUST',
  source: BR,
  judges: 'certificate',
  clock: 'notBefore',
  windows: [
    {
      until: utc('2020-08-20'),
      section: '7.1.2.3',
      quote: 'it MUST contain the HTTP URL of the Issuing CA’s OCSP responder',
      doubt: 'before 2020-08-20 it could be left out for certificates whose status was stapled',
    },
    {
      from: utc('2020-08-20'),
      until: utc('2023-08-17'),
      section: '7.1.2.3',
      quote: "it MUST contain the HTTP URL of the Issuing CA's OCSP responder",
      doubt: null,
    },
    {
      from: utc('2023-08-17'),
      until: utc('2023-09-15'),
      section: '7.1.2.3',
      quote: "it MUST contain the HTTP URL of the Issuing CA's OCSP responder",
      doubt: OPTIONAL_SOON,
    },
    {
      from: utc('2023-09-15'),
      until: utc('2024-03-15'),
      section: '7.1.2.7.7',
      quote: "A HTTP URL of the Issuing CA's OCSP responder.",
      doubt: OPTIONAL_SOON,
    },
  ] as readonly Text[],
  needs: [],

  applies: ({ entry }) => tlsSubscriber(entry),

  check({ entry }, _facts, { window }) {
    if (hasOcspUrl(certificateOf(entry))) return pass('The certificate names an OCSP responder.');
    const message = `No OCSP responder (id-ad-ocsp) stands in the authorityInfoAccess of ${nameOf(entry)}`;
    return window.doubt === null ? violation(`${message}.`) : warning(`${message}; ${window.doubt}.`);
  },
});
