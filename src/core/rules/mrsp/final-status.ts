import { defineRule, pass, violation } from '../rule.ts';
import { all, answerWasDue, hasOcsp, isInMozillaScope } from '../scope.ts';
import { MRSP, utc } from '../sources.ts';
import { repairSentence, statusSentence } from '../words.ts';
import { withinFifteenMinutes } from './fifteen-minutes.ts';

const CLAUSE =
  'MUST maintain an online 24x7 repository mechanism whereby application software can automatically check online the current status of all unexpired certificates issued by the CA.';

/** The headline for certificates that do exist: their CA's OCSP service must know them (policy.md section 6.2, mrsp-6-final-status). */
export const finalStatus = defineRule({
  id: 'mrsp/final-status',
  requirement:
    'Software can check the status of every unexpired certificate: an OCSP service named in a certificate must know it.',
  level: 'MUST',
  source: MRSP,
  judges: 'status',
  headline: true,
  clock: 'producedAt',
  windows: [
    { from: utc('2020-01-01'), until: utc('2022-06-01'), section: '6', quote: `CAs ${CLAUSE}` },
    { from: utc('2022-06-01'), section: '6', quote: `CA operators ${CLAUSE}` },
  ],
  needs: ['issuance', 'status'],

  applies: ({ entry, status }) =>
    all(
      entry.final !== null || 'Only a precertificate is in hand, so mrsp/precert-status judges this.',
      // Without an answer the text of today decides whether one is owed.
      isInMozillaScope(entry, status?.producedAt ?? Infinity) ||
        "The certificate's purposes are outside Mozilla's policy.",
      hasOcsp(entry),
      answerWasDue(entry, status),
    ),

  check({ entry }, { status }) {
    if (status.single.certStatus.type !== 'unknown')
      return pass(() => `${statusSentence(entry, status)}: the service knew the certificate.`);
    const said = statusSentence(entry, status);
    return (
      withinFifteenMinutes(entry, status, said) ??
      violation(
        `${said}, although the certificate exists, was unexpired, and names this CA's OCSP service; the policy demands that its status can be checked, and though it does not speak of unknown in so many words, an answer that the certificate is not known is no status.${repairSentence(entry, status)}`,
      )
    );
  },
});
