import { defineRule, pass } from '../rule.ts';
import { atLeastEightHours, atMostTenDays, intervalOf, noNextUpdate } from '../interval.ts';
import { all } from '../scope.ts';
import { SBR, utc } from '../sources.ts';
import { smimeSubscriberOrUnknown } from '../subject.ts';

export const validity = defineRule({
  id: 'sbr/validity',
  requirement: 'OCSP responses about S/MIME certificates are valid for eight hours to ten days.',
  level: 'MUST',
  source: SBR,
  judges: 'single',
  clock: 'producedAt',
  windows: [
    {
      from: utc('2023-09-01'),
      section: '4.9.10',
      quote:
        'OCSP responses SHALL have a validity interval greater than or equal to eight hours; 2. OCSP responses SHALL have a validity interval less than or equal to ten days;',
    },
  ],
  needs: [],

  applies: ({ entry, single }) =>
    all(smimeSubscriberOrUnknown(entry), intervalOf(single.single) !== null || noNextUpdate),

  check({ single }) {
    const faults = [atLeastEightHours(single.single), atMostTenDays(single.single)].filter(
      ({ outcome }) => outcome !== 'pass',
    );
    return faults.length ? faults : pass('The validity interval is between eight hours and ten days.');
  },
});
