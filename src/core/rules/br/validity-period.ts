import { DAY } from '../../model/time.ts';
import { defineRule, pass, violation, type Window } from '../rule.ts';
import { certificateOf, tlsSubscriber } from '../scope.ts';
import { BR, utc } from '../sources.ts';
import { duration, nameOf } from '../words.ts';
import { validityPeriod } from './validity.ts';

interface Text extends Window {
  readonly days: number;
}

const from = (start: string, end: string | undefined, days: number): Text => ({
  from: utc(start),
  ...(end === undefined ? {} : { until: utc(end) }),
  section: '6.3.2',
  quote: `MUST NOT have a Validity Period greater than ${days} days`,
  days,
});

export const validityPeriodRule = defineRule({
  id: 'br/validity-period',
  requirement: 'TLS subscriber certificates are valid for no longer than the limit of the day they were issued.',
  level: 'MUST NOT',
  source: BR,
  judges: 'certificate',
  clock: 'issued',
  windows: [
    from('2020-09-01', '2026-03-15', 398),
    from('2026-03-15', '2027-03-15', 200),
    from('2027-03-15', '2029-03-15', 100),
    from('2029-03-15', undefined, 47),
  ],
  needs: [],

  applies: ({ entry }) => tlsSubscriber(entry),

  check({ entry }, _facts, { window: { days } }) {
    const period = validityPeriod(certificateOf(entry));
    const length = () => duration(period);
    if (period <= days * DAY)
      return pass(() => `Its validity period, both ends counted, is ${length()}; ${days} days are allowed.`);
    return violation(
      `The validity period of ${nameOf(entry)}, both ends counted, is ${length()}; ${days} days are allowed.`,
    );
  },
});
