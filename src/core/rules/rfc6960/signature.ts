import { algorithmName } from '../../verify/algorithms.ts';
import { cannotTell, defineRule, pass } from '../rule.ts';
import { RFC6960 } from '../sources.ts';
import { responderIdOf, subjectOf } from '../words.ts';
import { isSuccessful } from './successful.ts';

export const signature = defineRule({
  id: 'rfc6960/signature',
  requirement: 'The signature on the response is valid.',
  level: 'MUST',
  source: RFC6960,
  judges: 'response',
  clock: 'always',
  windows: [{ section: '3.2', quote: '2. The signature on the response is valid;' }],
  needs: [],

  applies: isSuccessful,

  check({ response }) {
    const { signature: outcome, why, signer } = response.responder!;
    const algorithm = () => algorithmName(response.response!.basicOCSPResponse!.signatureAlgorithm.algorithm);
    const by = () => (signer ? subjectOf(signer) : responderIdOf(response));
    switch (outcome) {
      case 'valid':
        return pass(() => `The signature (${algorithm()}) verifies under the key of ${by()}.`);
      case 'invalid':
        return cannotTell(
          () =>
            `The signature (${algorithm()}) does not verify under the key of ${by()}, so the response proves nothing: ${why}.`,
          'a response whose signature verifies',
        );
      case 'unsupported':
        return cannotTell(
          () => `The signature cannot be verified here: ${why}.`,
          'a browser that can verify this signature',
        );
      case 'no-key':
        return cannotTell(
          () => `The signature cannot be verified: ${why}. The ResponderID gives ${responderIdOf(response)}.`,
          `responder certificate: ${responderIdOf(response)}`,
        );
    }
  },
});
