import { cannotTell, defineRule, pass, violation } from '../rule.ts';
import { all, certificateOf, isTls } from '../scope.ts';
import { BR } from '../sources.ts';
import { nameOf, time } from '../words.ts';

/** A history: once revoked, revoked until the certificate ends. */
export const revokedStaysRevoked = defineRule({
  id: 'br/revoked-stays-revoked',
  requirement: 'A certificate that was revoked stays revoked until it ends.',
  level: 'MUST NOT',
  source: BR,
  judges: 'certificate',
  clock: 'always',
  windows: [
    {
      section: '4.10.1',
      quote:
        'Revocation entries on a CRL or OCSP Response MUST NOT be removed until after the Expiry Date of the revoked Certificate.',
    },
  ],
  needs: [],

  applies: ({ entry }) =>
    all(
      isTls(certificateOf(entry)) || 'It concerns TLS certificates; this one is for other purposes.',
      entry.statuses.some(({ single }) => single.certStatus.type === 'revoked') ||
        'No authoritative response says revoked.',
    ),

  check({ entry }) {
    const first = entry.statuses.find(({ single }) => single.certStatus.type === 'revoked')!;
    const later = entry.statuses.filter(({ producedAt }) => producedAt > first.producedAt);
    const revoked = `The answer for ${nameOf(entry)} was revoked in the response produced at ${time(first.producedAt)}`;
    if (!later.length)
      return cannotTell(
        `${revoked}; whether it stayed so cannot be told from one response.`,
        'a later response about the certificate',
      );
    const end = certificateOf(entry).validity.notAfter.instant;
    const taken = later.filter(({ single, producedAt }) => single.certStatus.type !== 'revoked' && producedAt <= end);
    if (!taken.length) return pass(`${revoked} and in every later one that is in hand.`);
    return taken.map(({ single, producedAt, response }) => ({
      ...violation(
        `${revoked}, but ${single.certStatus.type} in the one produced at ${time(producedAt)}, before the certificate's end at ${time(end)}.`,
      ),
      evidence: [entry.subject.inHand.sha256, first.response.sha256, response.sha256],
    }));
  },
});
