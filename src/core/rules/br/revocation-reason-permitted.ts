import type { CRLReason } from '../../model/ocsp.ts';
import { defineRule, pass, violation, warning, type Window } from '../rule.ts';
import { certificateOf, isTls } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { ifItIs } from '../subject.ts';

interface Text extends Window {
  /** What a subscriber certificate's CRL entry may say; `null`: anything but the two that are never permitted. */
  readonly subscriber: readonly CRLReason[] | null;
}

const QUOTE = 'The CRLReason indicated MUST contain a value permitted for CRLs, as specified in Section 7.2.2.';
const NEVER: readonly CRLReason[] = ['unspecified', 'certificateHold'];

/** Whether 7.3's second sentence reaches subscriber certificates is not settled, so there it is a warning (policy.md section 6.3). */
export const revocationReasonPermitted = defineRule({
  id: 'br/revocation-reason-permitted',
  requirement: 'The reason in an answer that says revoked is one that CRLs may give.',
  level: 'MUST',
  source: BR,
  judges: 'single',
  clock: 'producedAt',
  windows: [
    { from: utc('2020-09-30'), until: utc('2023-07-15'), section: '7.3', quote: QUOTE, subscriber: null },
    {
      from: utc('2023-07-15'),
      section: '7.3',
      quote: QUOTE,
      subscriber: ['keyCompromise', 'affiliationChanged', 'superseded', 'cessationOfOperation', 'privilegeWithdrawn'],
    },
  ] as readonly Text[],
  needs: [],

  applies: ({ entry, single }) =>
    single.single.certStatus.type !== 'revoked' || !single.single.certStatus.revocationReason
      ? 'It concerns answers that say revoked and give a reason.'
      : entry === null ||
        isTls(certificateOf(entry)) ||
        'It concerns TLS certificates; this one is for other purposes.',

  check({ entry, single }, _facts, { window }) {
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
    if (entry?.kind !== 'ca' && window.subscriber && !window.subscriber.includes(reason))
      return ifItIs(
        'one for TLS',
        entry,
        single,
        warning(
          `${said}, which a CRL may not give for a subscriber certificate. Whether the clause reaches those is not settled.`,
        ),
      );
    return pass(`${said}, which a CRL may give.`);
  },
});
