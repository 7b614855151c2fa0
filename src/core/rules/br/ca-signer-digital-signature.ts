import { defineRule, pass, violation } from '../rule.ts';
import { all } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { ifTls, notForOtherPurposes } from '../subject.ts';
import { subjectOf } from '../words.ts';

export const caSignerDigitalSignature = defineRule({
  id: 'br/ca-signer-digital-signature',
  requirement: 'A CA that signs OCSP responses itself has a certificate that allows digitalSignature.',
  level: 'MUST',
  source: BR,
  judges: 'response',
  clock: 'producedAt',
  windows: [
    {
      until: utc('2023-09-15'),
      section: '7.1.2.2',
      quote:
        'If the Subordinate CA Private Key is used for signing OCSP responses, then the digitalSignature bit MUST be set.',
    },
    {
      from: utc('2023-09-15'),
      section: '7.1.2.10.7',
      quote:
        'If a CA Certificate does not assert the digitalSignature bit, the CA Private Key MUST NOT be used to sign an OCSP Response.',
    },
  ],
  needs: ['signer'],

  applies: ({ response }) =>
    all(
      response.responder?.role === 'issuer' || 'The response was not signed by the CA itself.',
      notForOtherPurposes(response),
    ),

  check({ response }, { signer }) {
    const name = () => subjectOf(signer);
    // A CA may have several certificates for one key, and anybody can leave one of them out.
    const all = response.responder!.signers!.all;
    if (all.some(({ certificate }) => certificate.known.keyUsage?.has('digitalSignature')))
      return pass(() => `The certificate of ${name()} asserts digitalSignature.`);
    const { keyUsage } = signer.certificate.known;
    const usage = keyUsage ? [...keyUsage].join(', ') : 'missing';
    return ifTls(
      response,
      violation(
        `The response is signed by the CA ${name()} itself, whose certificate does not assert digitalSignature (keyUsage: ${usage}).`,
      ),
    );
  },
});
