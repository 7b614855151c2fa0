import { defineRule, pass, violation } from '../rule.ts';
import { intervalOf, intervalSentence, noNextUpdate, TEN_DAYS } from '../interval.ts';
import { all } from '../scope.ts';
import { MRSP } from '../sources.ts';
import { ifItIs, mozillaSubscriber } from '../subject.ts';
import { producedAtOf } from '../words.ts';

/** Exactly ten days is allowed: the wording "no more than ten days" was chosen for that (policy.md section 1.5). */
export const validityMax10d = defineRule({
  id: 'mrsp/validity-max-10d',
  requirement: 'OCSP responses about end entity certificates are valid for at most ten days.',
  level: 'MUST',
  source: MRSP,
  judges: 'single',
  clock: 'producedAt',
  windows: [
    {
      section: '6',
      quote:
        'responses MUST have a defined value in the nextUpdate field, and it MUST be no more than ten days after the thisUpdate field',
    },
  ],
  needs: [],

  applies: ({ entry, response, single }) =>
    all(mozillaSubscriber(entry, producedAtOf(response)), intervalOf(single.single) !== null || noNextUpdate),

  check({ entry, single }) {
    const said = () => intervalSentence(single.single);
    if (intervalOf(single.single)! <= TEN_DAYS) return pass(() => `${said()}, which is within ten days.`);
    return ifItIs("an end entity's", entry, single, violation(`${said()}, more than the ten days that are allowed.`));
  },
});
