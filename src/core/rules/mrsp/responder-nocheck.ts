import { findExtension } from '../../model/asn1.ts';
import { OID } from '../../model/oid.ts';
import { defineRule, pass, violation } from '../rule.ts';
import { MRSP, utc } from '../sources.ts';
import { delegated } from '../subject.ts';
import { subjectOf, time } from '../words.ts';

export const responderNocheck = defineRule({
  id: 'mrsp/responder-nocheck',
  requirement: 'The certificate of a delegated OCSP responder has the id-pkix-ocsp-nocheck extension.',
  level: 'MUST NOT',
  source: MRSP,
  judges: 'response',
  clock: 'producedAt',
  windows: [
    {
      from: utc('2022-06-01'),
      section: '5.2',
      quote:
        'missing or incorrect extensions (e.g., TLS certificates with no subjectAltName extension, delegated OCSP responders without the id-pkix-ocsp-nocheck extension',
    },
  ],
  needs: ['signer'],

  applies: ({ response }) => delegated(response),

  check(_subject, { signer }, { at }) {
    const name = () => subjectOf(signer);
    if (findExtension(signer.certificate.extensions, OID.pkixOcspNocheck))
      return pass(() => `The certificate of ${name()} has id-pkix-ocsp-nocheck.`);
    return violation(
      `The certificate of the delegated responder ${name()}, in use at ${time(at)}, has no id-pkix-ocsp-nocheck extension.`,
    );
  },
});
