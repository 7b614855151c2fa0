import { cannotTell, defineRule, info, pass, type Window } from '../rule.ts';
import { RFC6960, RFC9919, utc } from '../sources.ts';
import { responderIdOf, subjectOf } from '../words.ts';
import { isSuccessful } from './successful.ts';

interface Text extends Window {
  readonly byKeyOnly: boolean;
}

export const responderId = defineRule({
  id: 'rfc6960/responder-id',
  requirement: 'The ResponderID names the certificate of the key that signed; new responders name it by key.',
  level: 'MUST',
  source: RFC6960,
  judges: 'response',
  clock: 'producedAt',
  windows: [
    {
      until: utc('2026-07-01'),
      section: '4.2.2.3',
      quote: 'The ResponderID information MUST correspond to the certificate that was used to sign the response.',
      byKeyOnly: false,
    },
    {
      from: utc('2026-07-01'),
      section: '3.2.2',
      quote:
        'Newer responders that conform to this profile MUST use the byKey field to represent the ResponderID to reduce the size of the response.',
      source: RFC9919,
      byKeyOnly: true,
    },
  ] as readonly Text[],
  needs: [],

  applies: isSuccessful,

  check({ response }, _facts, { window }) {
    const { signer, unnamedSigner } = response.responder!;
    const named = () => responderIdOf(response);
    if (!signer) {
      const stranger = unnamedSigner
        ? ` The key of ${subjectOf(unnamedSigner)} does verify the signature, but the ResponderID does not name it, so it is not accepted.`
        : '';
      return cannotTell(
        () => `The ResponderID gives ${named()}, and no certificate in hand is that one.${stranger}`,
        `responder certificate: ${named()}`,
      );
    }
    const byName = response.response!.basicOCSPResponse!.tbsResponseData.responderID.by === 'name';
    if (byName && window.byKeyOnly)
      return info(() => `The ResponderID gives ${named()}; since July 2026 responders name their key instead.`);
    return pass(() => `The ResponderID gives ${named()}, which is the certificate of ${subjectOf(signer)}.`);
  },
});
