import { defineRule, pass, violation } from '../rule.ts';
import { MRSP } from '../sources.ts';
import { ifItIs, mozillaSubscriber } from '../subject.ts';
import { producedAtOf, time } from '../words.ts';

export const nextUpdatePresent = defineRule({
  id: 'mrsp/next-update-present',
  requirement: 'OCSP responses about end entity certificates say in nextUpdate when newer information will be there.',
  level: 'MUST',
  source: MRSP,
  judges: 'single',
  clock: 'producedAt',
  windows: [{ section: '6', quote: 'responses MUST have a defined value in the nextUpdate field' }],
  needs: [],

  applies: ({ entry, response }) => mozillaSubscriber(entry, producedAtOf(response)),

  check({ entry, single }) {
    const { thisUpdate, nextUpdate } = single.single;
    if (nextUpdate) return pass(() => `nextUpdate is ${time(nextUpdate.instant)}.`);
    const accusation = violation(`The response with thisUpdate ${time(thisUpdate.instant)} has no nextUpdate.`);
    return ifItIs("an end entity's", entry, single, accusation);
  },
});
