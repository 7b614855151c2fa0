import { cannotTell, defineRule, pass } from '../rule.ts';
import { RFC6960 } from '../sources.ts';
import { subjectOf } from '../words.ts';
import { isSuccessful } from './successful.ts';

export const responderAuthorized = defineRule({
  id: 'rfc6960/responder-authorized',
  requirement:
    'The signer is the CA that issued the certificate, or has a certificate with id-kp-OCSPSigning that the same key issued directly.',
  level: 'MUST',
  source: RFC6960,
  judges: 'response',
  clock: 'always',
  windows: [
    {
      section: '4.2.2.2',
      quote:
        'Includes a value of id-kp-OCSPSigning in an extended key usage extension and is issued by the CA that issued the certificate in question',
    },
  ],
  needs: ['signer'],

  applies: isSuccessful,

  check({ response }, { signer }) {
    const { role, reason } = response.responder!;
    const name = () => subjectOf(signer);
    switch (role) {
      case 'issuer':
        return pass(() => `The signer, ${name()}, has the key of the CA that the CertID names.`);
      case 'delegated':
        return pass(
          () =>
            `The signer, ${name()}, was certified for OCSP signing directly by the key of the CA that the CertID names.`,
        );
      case 'unauthorized':
        return cannotTell(
          () =>
            `The signer, ${name()}, may not speak for the CA, so the response proves nothing against it: ${reason}.`,
          'a response signed by the issuer or an authorised responder',
        );
      case 'unknown':
        return cannotTell(
          () => `Whether the signer, ${name()}, may speak for the CA cannot be told: ${reason}.`,
          'issuer certificate: the one that the CertID names',
        );
    }
  },
});
