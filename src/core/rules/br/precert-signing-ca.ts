import { purposeOf } from '../../verify/in-hand.ts';
import { defineRule, pass, violation } from '../rule.ts';
import { all, certificateOf, isTls } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { nameOf, subjectOf } from '../words.ts';

export const precertSigningCa = defineRule({
  id: 'br/precert-signing-ca',
  requirement:
    'Since 2026-03-15 precertificates are signed by the issuing CA itself, not by a precertificate signing CA.',
  level: 'MUST NOT',
  source: BR,
  judges: 'certificate',
  clock: 'notBefore',
  windows: [{ from: utc('2026-03-15'), section: '7.1.2.4', quote: 'Precertificate Signing CAs MUST NOT be used' }],
  needs: ['precertificate'],

  applies: ({ entry }) =>
    all(
      entry.precertificate !== null || 'No precertificate is in hand.',
      isTls(certificateOf(entry)) || 'It concerns TLS certificates; this one is for other purposes.',
    ),

  check({ entry }, { precertificate }) {
    const { signer } = precertificate.issuance;
    if (!signer || purposeOf(signer.certificate) !== 'precertificate-signing')
      return pass('No precertificate signing CA signed it.');
    return violation(
      `The precertificate of ${nameOf(entry)} is signed by the precertificate signing CA ${subjectOf(signer)}.`,
    );
  },
});
