import { cannotTell, defineRule, pass, violation } from '../rule.ts';
import { certificateOf } from '../scope.ts';
import { MRSP, utc } from '../sources.ts';
import { nameOf, serial } from '../words.ts';
import { membersOf } from '../../verify/entries.ts';

/** A thousand certificates of one serial number are a thousand findings; were each to name all, they would be a million names. */
const MOST_NAMED = 10;

export const duplicateSerial = defineRule({
  id: 'mrsp/duplicate-serial',
  requirement:
    'No two certificates, and no two precertificates of different certificates, have the same issuer and serial number.',
  level: 'MUST NOT',
  source: MRSP,
  judges: 'certificate',
  clock: 'notBefore',
  windows: [
    { from: utc('2020-01-01'), section: '5.2', quote: 'certificates with duplicate issuer names and serial numbers' },
  ],
  needs: [],

  applies: () => true,

  check({ entry }) {
    const { duplicates, duplicatesInAll } = entry;
    if (!duplicates.length) return pass('No other certificate in hand has this issuer and serial number.');
    const named = duplicates.slice(0, MOST_NAMED);
    const evidence = [...membersOf(entry), ...named].map(({ inHand }) => inHand.sha256);
    const others = named.map(({ inHand }) => `${inHand.certificate.kind} ${inHand.sha256}`).join(', ');
    const more = duplicatesInAll > named.length ? ` and ${duplicatesInAll - named.length} more` : '';
    const said = `Another one has the issuer and the serial number ${serial(certificateOf(entry).serialNumber)} of ${nameOf(entry)}: ${others}${more}`;
    // Anybody can write a certificate whose signature nobody can verify: that accuses no CA.
    if (!duplicates.some(({ issuance }) => issuance.signature === 'valid'))
      return {
        ...cannotTell(
          () => `${said}; whether the CA issued that one too cannot be told, because its signature is not verified.`,
          `the other certificate's signature, verified (here: ${named.map(({ issuance }) => issuance.signature).join(', ')})`,
        ),
        evidence,
      };
    return { ...violation(`${said}.`), evidence };
  },
});
