import { defineRule, info, pass } from '../rule.ts';
import { RFC6960 } from '../sources.ts';
import { isSuccessful } from './successful.ts';

export const multipleStatuses = defineRule({
  id: 'rfc6960/multiple-statuses',
  requirement: 'A response may hold more answers than one; each is judged by itself.',
  level: 'note',
  source: RFC6960,
  judges: 'response',
  clock: 'always',
  windows: [
    {
      section: '4.2.2.3',
      quote: 'The response MUST include a SingleResponse for each certificate in the request.',
    },
  ],
  needs: [],

  applies: isSuccessful,

  check({ response: { singles } }) {
    return singles.length > 1
      ? info(() => `The response holds ${singles.length} SingleResponses; each is judged by itself.`)
      : pass(() => `The response holds ${singles.length} SingleResponse.`);
  },
});
