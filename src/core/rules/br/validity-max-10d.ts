import { defineRule } from '../rule.ts';
import { atMostTenDays, noNextUpdate, intervalOf } from '../interval.ts';
import { all } from '../scope.ts';
import { BR } from '../sources.ts';
import { ifItIs, tlsSubscriberOrUnknown } from '../subject.ts';
import { intervalBound } from './ocsp-owed.ts';
import { onlineChecking, VALIDITY_IN_4_9_9 } from './sections.ts';

export const validityMax10d = defineRule({
  id: 'br/validity-max-10d',
  requirement: 'OCSP responses about TLS subscriber certificates are valid for at most ten days, both ends counted.',
  level: 'MUST',
  source: BR,
  judges: 'single',
  clock: 'producedAt',
  windows: onlineChecking(
    'OCSP responses MUST have a validity interval less than or equal to ten days;',
    VALIDITY_IN_4_9_9,
    '2020-09-30',
  ),
  needs: [],

  applies: ({ entry, response, single }) =>
    all(
      tlsSubscriberOrUnknown(entry),
      intervalBound(entry, response),
      intervalOf(single.single) !== null || noNextUpdate,
    ),

  check({ entry, single }) {
    const judgement = atMostTenDays(single.single);
    return judgement.outcome === 'pass' ? judgement : ifItIs("a TLS subscriber's", entry, single, judgement);
  },
});
