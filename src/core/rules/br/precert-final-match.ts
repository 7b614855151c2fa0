import { defineRule, pass, violation } from '../rule.ts';
import { differencesInWords, hasPair } from '../pairs.ts';
import { all, certificateOf, isTls } from '../scope.ts';
import { BR, utc } from '../sources.ts';

export const precertFinalMatch = defineRule({
  id: 'br/precert-final-match',
  requirement:
    'All fields of a precertificate are, octet for octet, those of its certificate, poison and SCT list apart.',
  level: 'MUST',
  source: BR,
  judges: 'certificate',
  clock: 'notBefore',
  windows: [
    {
      from: utc('2023-09-15'),
      section: '7.1.2.9',
      quote:
        'This profile describes the transformations that are permitted to a Certificate to construct a Precertificate.',
    },
  ],
  needs: [],
  needsToAccuse: ['issuance', 'precertificate', 'finalCertificate'],

  applies: ({ entry }) =>
    all(hasPair(entry), isTls(certificateOf(entry)) || 'It concerns TLS certificates; this one is for other purposes.'),

  check({ entry }) {
    if (!entry.differences!.length)
      return pass('Precertificate and certificate are identical, poison and SCT list apart.');
    return violation(
      `Precertificate and certificate with the same issuer and serial number are not identical: ${differencesInWords(entry)}.`,
    );
  },
});
