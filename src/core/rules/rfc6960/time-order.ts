import { MINUTE } from '../../model/time.ts';
import { defineRule, info, pass, violation, warning, type Judgement } from '../rule.ts';
import { RFC6960 } from '../sources.ts';
import { duration, producedAtOf, time } from '../words.ts';

/** Clocks of a CA's machines differ by seconds; RFC 9919's own example has thisUpdate a day after producedAt, so that is never a violation. */
const SKEW = 5 * MINUTE;

export const timeOrder = defineRule({
  id: 'rfc6960/time-order',
  requirement:
    'nextUpdate comes after thisUpdate, and a status is not known before the response that states it was made.',
  level: 'note',
  source: RFC6960,
  judges: 'single',
  clock: 'always',
  windows: [
    {
      section: '2.4',
      quote: 'The time at or before which newer information will be available about the status of the certificate.',
    },
  ],
  needs: [],

  applies: () => true,

  check({ response, single }) {
    const thisUpdate = single.single.thisUpdate.instant;
    const nextUpdate = single.single.nextUpdate?.instant;
    const producedAt = producedAtOf(response);
    const judgements: Judgement[] = [];
    if (nextUpdate !== undefined && nextUpdate < thisUpdate)
      judgements.push(violation(`nextUpdate, ${time(nextUpdate)}, is before thisUpdate, ${time(thisUpdate)}.`));
    if (nextUpdate === thisUpdate)
      judgements.push(warning(`nextUpdate and thisUpdate are the same moment, ${time(thisUpdate)}.`));
    const ahead = thisUpdate - producedAt;
    if (ahead > 0) {
      const message = `thisUpdate, ${time(thisUpdate)}, is ${duration(ahead)} after producedAt, ${time(producedAt)}.`;
      judgements.push(ahead <= SKEW ? info(message) : warning(message));
    }
    return judgements.length ? judgements : pass('producedAt, thisUpdate and nextUpdate are in order.');
  },
});
