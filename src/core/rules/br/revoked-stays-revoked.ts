import type { VerifiedEntry } from '../../verify/index.ts';
import { cannotTell, defineRule, pass, violation } from '../rule.ts';
import { all, certificateOf, isTls } from '../scope.ts';
import { BR } from '../sources.ts';
import { nameOf, time } from '../words.ts';

/** The earliest answer that said revoked. */
const firstRevoked = ({ statuses }: VerifiedEntry) =>
  statuses.find(({ single }) => single.certStatus.type === 'revoked');

/** A history: once revoked, revoked until the certificate ends. Each answer is judged by what earlier ones said. */
export const revokedStaysRevoked = defineRule({
  id: 'br/revoked-stays-revoked',
  requirement: 'A certificate that was revoked stays revoked until it ends.',
  level: 'MUST NOT',
  source: BR,
  judges: 'status',
  clock: 'producedAt',
  windows: [
    {
      section: '4.10.1',
      quote:
        'Revocation entries on a CRL or OCSP Response MUST NOT be removed until after the Expiry Date of the revoked Certificate.',
    },
  ],
  needs: ['status'],

  applies({ entry, status }) {
    if (!isTls(certificateOf(entry))) return 'It concerns TLS certificates; this one is for other purposes.';
    const first = firstRevoked(entry);
    if (!first || !status) return 'No authoritative response says revoked.';
    const end = certificateOf(entry).validity.notAfter.instant;
    return all(
      status === first || status.producedAt > first.producedAt || 'No earlier response says revoked.',
      status.producedAt <= end || `The response was produced after the certificate's end at ${time(end)}.`,
    );
  },

  check({ entry }, { status }) {
    const first = firstRevoked(entry)!;
    const revoked = `The answer for ${nameOf(entry)} was revoked in the response produced at ${time(first.producedAt)}`;
    if (status === first) {
      if (entry.statuses.some(({ producedAt }) => producedAt > first.producedAt))
        return pass(() => `${revoked}; later responses are in hand and judged by it.`);
      return cannotTell(
        () => `${revoked}; whether it stayed so cannot be told without a later response.`,
        'a later response about the certificate',
      );
    }
    const { type } = status.single.certStatus;
    if (type === 'revoked')
      return pass(() => `${revoked} and still in the one produced at ${time(status.producedAt)}.`);
    const end = certificateOf(entry).validity.notAfter.instant;
    return {
      ...violation(
        `${revoked}, but ${type} in the one produced at ${time(status.producedAt)}, before the certificate's end at ${time(end)}.`,
      ),
      evidence: [entry.subject.inHand.sha256, first.response.sha256, status.response.sha256],
    };
  },
});
