import { monthsAfter } from '../../model/time.ts';
import { cannotTell, defineRule, pass, warning } from '../rule.ts';
import { claimed } from '../captures.ts';
import { BR } from '../sources.ts';
import { tlsCaOrUnknown, ifItIs } from '../subject.ts';
import { time } from '../words.ts';
import { onlineChecking } from './sections.ts';

export const caStatus12mo = defineRule({
  id: 'br/ca-status-12mo',
  requirement: 'OCSP information about CA certificates is renewed at least every twelve months.',
  level: 'MUST',
  source: BR,
  judges: 'single',
  clock: 'producedAt',
  windows: onlineChecking(
    'every twelve months',
    'For the status of a Subordinate CA Certificate, the CA SHALL provide an updated OCSP response at least every twelve months, and within 24 hours after revoking the Certificate.',
  ),
  needs: ['claims'],

  applies: ({ entry }) => tlsCaOrUnknown(entry),

  check({ entry, single }, { claims }) {
    const { thisUpdate, nextUpdate } = single.single;
    const due = monthsAfter(thisUpdate.instant, 12);
    const byThen = `Twelve months after thisUpdate, ${time(thisUpdate.instant)}, are over at ${time(due)}`;
    if (nextUpdate && nextUpdate.instant > due)
      return ifItIs(
        "a CA's",
        entry,
        single,
        warning(`${byThen}, but nextUpdate promises newer information only for ${time(nextUpdate.instant)}.`),
      );
    const late = claims.findLast(({ capturedAt }) => capturedAt > due);
    if (late)
      return ifItIs(
        "a CA's",
        entry,
        single,
        warning(`${byThen}, but the response was still served, ${claimed(late)}.`),
      );
    if (nextUpdate || claims.length)
      return pass(() => `${byThen}, and nothing says that this response was in use for longer.`);
    return cannotTell(
      () => `${byThen}, and there is no nextUpdate.`,
      'when the response was served (an HTTP capture with its Date header, or a HAR file)',
    );
  },
});
