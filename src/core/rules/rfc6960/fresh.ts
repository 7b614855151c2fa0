import { defineRule, info, pass } from '../rule.ts';
import { RFC6960 } from '../sources.ts';
import { time } from '../words.ts';

/** Stale evidence is evidence all the same: it proves what was said, not what is so now. */
export const fresh = defineRule({
  id: 'rfc6960/fresh',
  requirement: 'A response whose nextUpdate is over says nothing about the present.',
  level: 'SHOULD',
  source: RFC6960,
  judges: 'single',
  clock: 'always',
  windows: [
    {
      section: '4.2.2.1',
      quote:
        'Responses whose nextUpdate value is earlier than the local system time value SHOULD be considered unreliable.',
    },
  ],
  needs: [],

  applies: () => true,

  check({ single }, _facts, { evaluatedAt }) {
    const { nextUpdate } = single.single;
    if (!nextUpdate)
      return info(
        'There is no nextUpdate, so newer information may have been there at any time; as evidence of the past it is valid.',
      );
    if (nextUpdate.instant < evaluatedAt)
      return info(
        () =>
          `nextUpdate, ${time(nextUpdate.instant)}, is over at ${time(evaluatedAt)}: valid as historical evidence, not as the current status.`,
      );
    return pass(() => `nextUpdate, ${time(nextUpdate.instant)}, is not over at ${time(evaluatedAt)}.`);
  },
});
