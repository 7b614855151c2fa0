import { defineRule, info, pass, warning } from '../rule.ts';
import { RFC6960 } from '../sources.ts';
import { subjectOf, time } from '../words.ts';
import { isSuccessful } from './successful.ts';

export const responderValid = defineRule({
  id: 'rfc6960/responder-valid',
  requirement: 'The signer was authorised at the time: its certificate was valid when the response was produced.',
  level: 'MUST',
  source: RFC6960,
  judges: 'response',
  clock: 'producedAt',
  windows: [
    {
      section: '3.2',
      quote: '4. The signer is currently authorized to provide a response for the certificate in question;',
    },
  ],
  needs: ['signer'],

  applies: isSuccessful,

  check({ response }, { signer }, { at, evaluatedAt }) {
    // Of a CA's several certificates of the key any will do.
    const one = response.responder!.signers!.validAt(at) ?? signer;
    const { notBefore, notAfter } = one.certificate.validity;
    const valid = () => `${subjectOf(one)} is valid from ${time(notBefore.instant)} to ${time(notAfter.instant)}`;
    if (at < notBefore.instant || at > notAfter.instant)
      return warning(
        `The certificate of the signer ${valid()}, but the response was produced at ${time(at)}: a key outside its certificate's validity binds nobody.`,
      );
    if (evaluatedAt > notAfter.instant)
      return info(
        () =>
          `The certificate of the signer ${valid()}: it was valid when the response was produced at ${time(at)} and has ended since.`,
      );
    return pass(() => `The certificate of the signer ${valid()}, and the response was produced at ${time(at)}.`);
  },
});
