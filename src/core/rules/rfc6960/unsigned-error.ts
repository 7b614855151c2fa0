import { cannotTell, defineRule, info, warning, type Judgement } from '../rule.ts';
import { RFC6960 } from '../sources.ts';

export const unsignedError = defineRule({
  id: 'rfc6960/unsigned-error',
  requirement: 'Error responses are not signed: anybody could have made one, so it proves nothing about the CA.',
  level: 'note',
  source: RFC6960,
  judges: 'response',
  clock: 'always',
  windows: [{ section: '2.3', quote: 'These messages are not signed.' }],
  needs: [],

  applies: ({ response: { response } }) =>
    response !== null && response.responseStatus !== 'successful' ? true : 'The response is not an error.',

  check({ response }) {
    const { responseStatus, defects } = response.response!;
    const judgements: Judgement[] = [
      cannotTell(
        () =>
          `The response is the error ${responseStatus}. Errors are not signed and name no certificate, so it cannot be shown who sent it or what about.`,
        'a signed response',
      ),
      info(
        'Ask the responder again, and keep the request with the whole HTTP exchange, its headers and its time: that shows at least what somebody was answered.',
      ),
    ];
    const extra = defects.find(({ code }) => code === 'ocsp/error-with-bytes');
    if (extra) judgements.push(warning(`${extra.message}; an error has none (RFC 6960 section 4.2.1).`));
    return judgements;
  },
});
