import { findExtension } from '../../model/asn1.ts';
import { OID } from '../../model/oid.ts';
import { defineRule, pass, violation } from '../rule.ts';
import { all } from '../scope.ts';
import { BR } from '../sources.ts';
import { delegated, ifTls, notForOtherPurposes } from '../subject.ts';
import { subjectOf, time } from '../words.ts';
import { MOVED_TO_4_9_9 } from './sections.ts';

/** Until SC-76 the clause stood in 4.9.9 by itself; since then the whole profile of 7.1.2.8 does its work (br/responder-profile). */
export const responderNocheck = defineRule({
  id: 'br/responder-nocheck',
  requirement: 'The certificate of a delegated OCSP responder has the id-pkix-ocsp-nocheck extension.',
  level: 'MUST',
  source: BR,
  judges: 'response',
  clock: 'producedAt',
  windows: [
    {
      until: MOVED_TO_4_9_9,
      section: '4.9.9',
      quote:
        'the OCSP signing Certificate MUST contain an extension of type id-pkix-ocsp-nocheck, as defined by RFC6960.',
    },
  ],
  needs: ['signer'],

  applies: ({ response }) => all(delegated(response), notForOtherPurposes(response)),

  check({ response }, { signer }, { at }) {
    const name = () => subjectOf(signer);
    if (findExtension(signer.certificate.extensions, OID.pkixOcspNocheck))
      return pass(() => `The certificate of ${name()} has id-pkix-ocsp-nocheck.`);
    return ifTls(
      response,
      violation(
        `The certificate of the delegated responder ${name()}, in use at ${time(at)}, has no id-pkix-ocsp-nocheck extension.`,
      ),
    );
  },
});
