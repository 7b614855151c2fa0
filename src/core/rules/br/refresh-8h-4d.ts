import { defineRule } from '../rule.ts';
import { EIGHT_HOURS, FOUR_DAYS, intervalOf, noNextUpdate, SIXTEEN_HOURS } from '../interval.ts';
import { servedInTime } from '../refresh.ts';
import { all } from '../scope.ts';
import { BR } from '../sources.ts';
import { ifItIs, tlsSubscriberOrUnknown } from '../subject.ts';
import { ocspServiceOwed } from './ocsp-owed.ts';
import { onlineChecking } from './sections.ts';

export const refresh8h4d = defineRule({
  id: 'br/refresh-8h-4d',
  requirement:
    'A response valid for sixteen hours or more is renewed eight hours before nextUpdate and within four days of thisUpdate.',
  level: 'MUST',
  source: BR,
  judges: 'single',
  clock: 'producedAt',
  windows: onlineChecking(
    'For OCSP responses with validity intervals greater than or equal to sixteen hours, then the CA SHALL update the information provided via an Online Certificate Status Protocol at least eight hours prior to the nextUpdate, and no later than four days after the thisUpdate.',
    'For OCSP responses with validity intervals greater than or equal to sixteen hours, the CA SHALL provide an updated OCSP response at least eight hours prior to the nextUpdate, and no later than four days after the thisUpdate.',
    '2020-09-30',
  ),
  needs: ['claims'],

  applies: ({ entry, response, single }) => {
    const interval = intervalOf(single.single);
    return all(
      tlsSubscriberOrUnknown(entry),
      ocspServiceOwed(entry, response),
      interval !== null || noNextUpdate,
      interval! >= SIXTEEN_HOURS || 'The validity interval is less than sixteen hours.',
    );
  },

  check({ entry, single: { single }, single: verified }, { claims }) {
    const due = Math.min(single.nextUpdate!.instant - EIGHT_HOURS, single.thisUpdate.instant + FOUR_DAYS);
    const judgement = servedInTime(due, 'eight hours before nextUpdate and four days after thisUpdate', claims);
    return judgement.outcome === 'warning' ? ifItIs("a TLS subscriber's", entry, verified, judgement) : judgement;
  },
});
