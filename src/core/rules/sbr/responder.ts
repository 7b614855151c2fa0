import { findExtension } from '../../model/asn1.ts';
import { OID } from '../../model/oid.ts';
import { defineRule, pass, violation } from '../rule.ts';
import { all, isSmimeOnly } from '../scope.ts';
import { SBR, utc } from '../sources.ts';
import { delegated } from '../subject.ts';
import { subjectOf, time } from '../words.ts';

export const responder = defineRule({
  id: 'sbr/responder',
  requirement:
    'The certificate of a delegated responder for S/MIME certificates is for OCSP signing and has id-pkix-ocsp-nocheck.',
  level: 'MUST',
  source: SBR,
  judges: 'response',
  clock: 'producedAt',
  windows: [
    {
      from: utc('2023-09-01'),
      section: '4.9.9',
      quote:
        'the OCSP signing Certificate SHALL contain the ocspSigning EKU (1.3.6.1.5.5.7.3.9) and an extension of type id-pkix-ocsp-nocheck',
    },
  ],
  needs: ['signer'],

  applies: ({ response }) =>
    all(
      delegated(response),
      response.singles.some(({ proven }) => proven.some(({ certificate }) => isSmimeOnly(certificate))) ||
        'The response names no S/MIME certificate in hand.',
    ),

  check(_subject, { signer }, { at }) {
    const name = () => subjectOf(signer);
    // Without the purpose it would not be an authorised delegate at all, so only nocheck is left to look at.
    if (findExtension(signer.certificate.extensions, OID.pkixOcspNocheck))
      return pass(() => `The certificate of ${name()} is for OCSP signing and has id-pkix-ocsp-nocheck.`);
    return violation(
      `The certificate of the delegated responder ${name()}, in use at ${time(at)}, has no id-pkix-ocsp-nocheck extension.`,
    );
  },
});
