import { purposeOf } from '../../verify/in-hand.ts';
import { formatName } from '../../decode/rfc4514.ts';
import { cannotTell, defineRule, pass, violation } from '../rule.ts';
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
  clock: 'issued',
  windows: [
    {
      from: utc('2026-03-15'),
      section: '7.1.2.4',
      quote: 'Precertificate Signing CAs MUST NOT be used to issue Precertificates.',
    },
  ],
  needs: ['precertificate'],

  applies: ({ entry }) =>
    all(
      entry.precertificate !== null || 'No precertificate is in hand.',
      isTls(certificateOf(entry)) || 'It concerns TLS certificates; this one is for other purposes.',
    ),

  check({ entry }, { precertificate }) {
    const { signer } = precertificate.issuance;
    if (!signer)
      return cannotTell(
        () =>
          `Nobody in hand has signed the precertificate of ${nameOf(entry)}, so whether a precertificate signing CA did cannot be told.`,
        `the certificate of ${formatName(precertificate.inHand.certificate.issuer)}`,
      );
    if (purposeOf(signer.certificate) !== 'precertificate-signing')
      return pass('No precertificate signing CA signed it.');
    return violation(
      `The precertificate of ${nameOf(entry)} is signed by the precertificate signing CA ${subjectOf(signer)}.`,
    );
  },
});
