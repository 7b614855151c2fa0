import { findExtension } from '../../model/asn1.ts';
import { OID } from '../../model/oid.ts';
import { defineRule, pass, violation } from '../rule.ts';
import { certificateOf, isTls } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { ifItIs } from '../subject.ts';

export const noReasonCodeExtension = defineRule({
  id: 'br/no-reasoncode-extension',
  requirement: 'The reason of a revocation stands in revocationReason, not in a reasonCode extension.',
  level: 'MUST NOT',
  source: BR,
  judges: 'single',
  clock: 'producedAt',
  windows: [
    {
      from: utc('2020-08-20'),
      section: '7.3.2',
      quote:
        'The singleExtensions of an OCSP response MUST NOT contain the reasonCode (OID 2.5.29.21) CRL entry extension.',
    },
  ],
  needs: [],

  applies: ({ entry }) =>
    entry === null || isTls(certificateOf(entry)) || 'It concerns TLS certificates; this one is for other purposes.',

  check({ entry, single }) {
    if (!findExtension(single.single.singleExtensions, OID.reasonCode))
      return pass('There is no reasonCode extension.');
    return ifItIs(
      'one for TLS',
      entry,
      single,
      violation('The singleExtensions contain a reasonCode extension (2.5.29.21).'),
    );
  },
});
