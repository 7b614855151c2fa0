import type { CRLReason } from '../../model/ocsp.ts';
import { defineRule, pass, violation, warning } from '../rule.ts';
import { certificateOf, isTls } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { ifItIs } from '../subject.ts';
import { time } from '../words.ts';

const QUOTE = 'CRLReason indicated MUST contain a value permitted for CRLs, as specified in Section 7.2.2.';
const NEVER: readonly CRLReason[] = ['unspecified', 'certificateHold'];

/** What a CRL may say of a subscriber certificate that was revoked since SC-61 (BR 7.2.2): the revocation decides, not the answer. */
const SUBSCRIBER_REASONS_FROM = utc('2023-07-15');
const OF_SUBSCRIBERS: readonly CRLReason[] = [
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
];

/** Whether 7.3's second sentence reaches subscriber certificates is not settled, so there it is a warning (policy.md section 6.3). */
export const revocationReasonPermitted = defineRule({
  id: 'br/revocation-reason-permitted',
  requirement: 'The reason in an answer that says revoked is one that CRLs may give.',
  level: 'MUST',
  source: BR,
  judges: 'single',
  clock: 'producedAt',
  windows: [{ from: utc('2020-09-30'), section: '7.3', quote: QUOTE }],
  needs: [],

  applies: ({ entry, single }) =>
    single.single.certStatus.type !== 'revoked' || !single.single.certStatus.revocationReason
      ? 'It concerns answers that say revoked and give a reason.'
      : entry === null ||
        isTls(certificateOf(entry)) ||
        'It concerns TLS certificates; this one is for other purposes.',

  check({ entry, single }) {
    const { certStatus } = single.single;
    const reason = (certStatus.type === 'revoked' && certStatus.revocationReason) || 'unspecified';
    const said = `The answer is revoked with the reason ${reason}`;
    if (NEVER.includes(reason)) {
      const message = `${said}, which a CRL may not give.`;
      const accusation =
        entry?.kind === 'ca'
          ? violation(message)
          : warning(`${message} Whether the clause reaches subscriber certificates is not settled.`);
      return ifItIs('one for TLS', entry, single, accusation);
    }
    const revokedAt = certStatus.type === 'revoked' ? certStatus.revocationTime.instant : 0;
    if (entry?.kind !== 'ca' && revokedAt >= SUBSCRIBER_REASONS_FROM && !OF_SUBSCRIBERS.includes(reason))
      return ifItIs(
        'one for TLS',
        entry,
        single,
        warning(
          `${said}, which a CRL may not give for a subscriber certificate revoked at ${time(revokedAt)}. Whether the clause reaches those is not settled.`,
        ),
      );
    return pass(() => `${said}, which a CRL may give.`);
  },
});
