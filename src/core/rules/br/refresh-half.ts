import { defineRule } from '../rule.ts';
import { intervalOf, noNextUpdate, SIXTEEN_HOURS } from '../interval.ts';
import { servedInTime } from '../refresh.ts';
import { all } from '../scope.ts';
import { BR } from '../sources.ts';
import { ifItIs, tlsSubscriberOrUnknown } from '../subject.ts';
import { onlineChecking } from './sections.ts';
import { ocspServiceOwed } from './ocsp-owed.ts';

export const refreshHalf = defineRule({
  id: 'br/refresh-half',
  requirement: 'A response valid for less than sixteen hours is renewed before half of that time is over.',
  level: 'MUST',
  source: BR,
  judges: 'single',
  clock: 'producedAt',
  windows: onlineChecking(
    'For OCSP responses with validity intervals less than sixteen hours, then the CA SHALL update the information provided via an Online Certificate Status Protocol prior to one-half of the validity period before the nextUpdate.',
    'For OCSP responses with validity intervals less than sixteen hours, the CA SHALL provide an updated OCSP response prior to one-half of the validity period before the nextUpdate.',
    '2020-09-30',
  ),
  needs: ['claims'],

  applies: ({ entry, response, single }) => {
    const interval = intervalOf(single.single);
    return all(
      tlsSubscriberOrUnknown(entry),
      ocspServiceOwed(entry, response),
      interval !== null || noNextUpdate,
      interval! < SIXTEEN_HOURS || 'The validity interval is sixteen hours or more.',
    );
  },

  check({ entry, single }, { claims }) {
    const due = single.single.thisUpdate.instant + intervalOf(single.single)! / 2;
    const judgement = servedInTime(due, 'half of its validity', claims);
    return judgement.outcome === 'warning' ? ifItIs("a TLS subscriber's", entry, single, judgement) : judgement;
  },
});
