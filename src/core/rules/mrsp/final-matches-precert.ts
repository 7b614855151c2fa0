import { defineRule, pass, violation } from '../rule.ts';
import { differencesInWords, hasPair } from '../pairs.ts';
import { MRSP, utc } from '../sources.ts';

export const finalMatchesPrecert = defineRule({
  id: 'mrsp/final-matches-precert',
  requirement: 'A final certificate based on a precertificate matches it as RFC 6962 demands.',
  level: 'MUST',
  source: MRSP,
  judges: 'certificate',
  clock: 'notBefore',
  windows: [
    {
      from: utc('2022-06-01'),
      section: '5.4',
      quote:
        'issue a final certificate based on a precertificate if they do not exactly match each other according to RFC 6962, section 3.1',
    },
  ],
  needs: [],
  needsToAccuse: ['issuance', 'precertificate', 'finalCertificate'],

  applies: ({ entry }) => hasPair(entry),

  check({ entry }) {
    if (!entry.differences!.length)
      return pass('The certificate matches its precertificate octet for octet, poison and SCT list apart.');
    return violation(
      `The final certificate does not match the precertificate it is based on (same issuer and serial number): ${differencesInWords(entry)}.`,
    );
  },
});
