import { findExtension } from '../../model/asn1.ts';
import type { CRLReason } from '../../model/ocsp.ts';
import { OID } from '../../model/oid.ts';
import { defineRule, pass, violation, warning, type Window } from '../rule.ts';
import { all, tlsSubscriber } from '../scope.ts';
import { MRSP, utc } from '../sources.ts';
import { nameOf, time } from '../words.ts';

interface Text extends Window {
  /** "After October 1, 2022" leaves open whether that day is meant. */
  readonly day?: true;
}

const PERMITTED: readonly CRLReason[] = [
  'keyCompromise',
  'privilegeWithdrawn',
  'cessationOfOperation',
  'affiliationChanged',
  'superseded',
];

const QUOTE =
  'When the CRLReason code is not one of the following, then the reasonCode extension MUST NOT be provided: * keyCompromise (RFC 5280 CRLReason #1); * privilegeWithdrawn (RFC 5280 CRLReason #9)**; * cessationOfOperation (RFC 5280 CRLReason #5); * affiliationChanged (RFC 5280 CRLReason #3); or * superseded (RFC 5280 CRLReason #4).';

/** CRL entries only: the section says nothing about the reason in an OCSP response (policy.md section 1.5). */
export const crlReason = defineRule({
  id: 'mrsp/crl-reason',
  requirement: 'The CRL entry of a TLS certificate gives one of five reasons, or none.',
  level: 'MUST NOT',
  source: MRSP,
  judges: 'crlEntry',
  clock: 'revocationDate',
  windows: [
    { from: utc('2022-10-01'), until: utc('2022-10-02'), section: '6.1.1', quote: QUOTE, day: true },
    { from: utc('2022-10-02'), until: utc('2023-09-01'), section: '6.1.1', quote: QUOTE },
    {
      from: utc('2023-09-01'),
      section: '6.1.1',
      quote:
        'When an end entity TLS certificate (i.e. a certificate capable of being used for TLS-enabled servers) is revoked for one of the reasons below, the specified CRLReason MUST be included in the reasonCode extension of the CRL entry corresponding to the end entity TLS certificate, as described in sections 4.9.1 and 7.2.2 of the TLS Baseline Requirements.',
    },
  ] as readonly Text[],
  needs: [],

  applies: ({ entry, crlStatus }) =>
    all(tlsSubscriber(entry), crlStatus.revoked !== null || 'The CRL does not list the certificate.'),

  check({ entry, crlStatus }, _facts, { window, at }) {
    const { reasonCode, crlEntryExtensions } = crlStatus.revoked!;
    const given = findExtension(crlEntryExtensions, OID.reasonCode);
    const issued = time(crlStatus.list.thisUpdate.instant);
    const said = `The CRL issued at ${issued} lists ${nameOf(entry)} as revoked at ${time(at)}`;
    if (!given) return pass(() => `${said} and gives no reason.`);
    if (reasonCode && PERMITTED.includes(reasonCode)) return pass(() => `${said} with the reason ${reasonCode}.`);
    const reason = reasonCode ? `the reason ${reasonCode}` : 'a reasonCode that RFC 5280 does not define';
    const accusation = `${said} with ${reason}; only ${PERMITTED.join(', ')} or no reason are allowed.`;
    return window.day
      ? warning(
          `${accusation} The rule is for revocations "after October 1, 2022", which may or may not mean that day.`,
        )
      : violation(accusation);
  },
});
