import { cannotTell, defineRule, pass } from '../rule.ts';
import { RFC6960 } from '../sources.ts';
import { isSuccessful } from './successful.ts';

export const criticalExtension = defineRule({
  id: 'rfc6960/critical-extension',
  requirement: 'A response with a critical extension that is not understood cannot be relied on.',
  level: 'MUST NOT',
  source: RFC6960,
  judges: 'response',
  clock: 'always',
  windows: [
    {
      section: '4.1.2',
      quote: 'Unrecognized extensions MUST be ignored (unless they have the critical flag set and are not understood).',
    },
  ],
  needs: [],

  applies: isSuccessful,

  check({ response: { unknownCritical } }) {
    if (!unknownCritical.length) return pass('No critical extension that is not understood.');
    const ids = [...new Set(unknownCritical.map(({ extnID }) => extnID))].join(', ');
    return cannotTell(
      () =>
        `The response carries the critical extension ${ids}, which nobody here understands, so what it says cannot be relied on.`,
      `what the critical extension ${ids} means`,
    );
  },
});
