import { defineRule } from '../rule.ts';
import { atLeastEightHours, noNextUpdate, intervalOf } from '../interval.ts';
import { all } from '../scope.ts';
import { BR } from '../sources.ts';
import { ifItIs, tlsSubscriberOrUnknown } from '../subject.ts';
import { intervalBound } from './ocsp-owed.ts';
import { onlineChecking, VALIDITY_IN_4_9_9 } from './sections.ts';

export const validityMin8h = defineRule({
  id: 'br/validity-min-8h',
  requirement: 'OCSP responses about TLS subscriber certificates are valid for at least eight hours.',
  level: 'MUST',
  source: BR,
  judges: 'single',
  clock: 'producedAt',
  windows: onlineChecking(
    'OCSP responses MUST have a validity interval greater than or equal to eight hours;',
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
    const judgement = atLeastEightHours(single.single);
    return judgement.outcome === 'pass' ? judgement : ifItIs("a TLS subscriber's", entry, single, judgement);
  },
});
