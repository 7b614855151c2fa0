import { MINUTE } from '../../model/time.ts';
import { defineRule, pass, warning } from '../rule.ts';
import { RFC6960 } from '../sources.ts';
import { producedAtOf, time } from '../words.ts';

/** A clock may be a little off; RFC 5019 section 4 allows a small tolerance. */
const SKEW = 5 * MINUTE;

export const future = defineRule({
  id: 'rfc6960/future',
  requirement: 'A response whose thisUpdate is later than now is unreliable.',
  level: 'SHOULD',
  source: RFC6960,
  judges: 'single',
  clock: 'always',
  windows: [
    {
      section: '4.2.2.1',
      quote: 'Responses whose thisUpdate time is later than the local system time SHOULD be considered unreliable.',
    },
  ],
  needs: [],

  applies: () => true,

  check({ response, single }, _facts, { evaluatedAt }) {
    const times = { thisUpdate: single.single.thisUpdate.instant, producedAt: producedAtOf(response) };
    const late = Object.entries(times).filter(([, instant]) => instant > evaluatedAt + SKEW);
    if (!late.length)
      return pass(() => `thisUpdate and producedAt are not after the time of the evaluation, ${time(evaluatedAt)}.`);
    return warning(
      `${late.map(([name, instant]) => `${name} is ${time(instant)}`).join(' and ')}, after the time of the evaluation, ${time(evaluatedAt)}.`,
    );
  },
});
