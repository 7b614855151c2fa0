import { cannotTell, defineRule, info, pass, warning } from '../rule.ts';
import { FOUR_DAYS } from '../interval.ts';
import { MRSP } from '../sources.ts';
import { ifItIs, mozillaSubscriber } from '../subject.ts';
import { duration, producedAtOf, time } from '../words.ts';
import { claimed } from '../captures.ts';

/** One response says only when it was made. That the service is updated shows in when it was served, or in a second response. */
export const updateEvery4d = defineRule({
  id: 'mrsp/update-every-4d',
  requirement: 'The OCSP service for end entity certificates is updated at least every four days.',
  level: 'MUST',
  source: MRSP,
  judges: 'single',
  clock: 'producedAt',
  windows: [{ section: '6', quote: 'it MUST update that service at least every four days' }],
  needs: ['claims'],

  applies: ({ entry, response }) => mozillaSubscriber(entry, producedAtOf(response)),

  check({ entry, single }, { claims }) {
    const thisUpdate = single.single.thisUpdate.instant;
    const since = () => `thisUpdate is ${time(thisUpdate)}`;
    const late = claims.findLast(({ capturedAt }) => capturedAt > thisUpdate + FOUR_DAYS);
    if (late) {
      const age = duration(late.capturedAt - thisUpdate);
      return ifItIs(
        "an end entity's",
        entry,
        single,
        warning(`${since()}, and the response was still served ${age} later, ${claimed(late)}.`),
      );
    }
    // What proves nothing itself has no place between answers that do.
    const isAuthoritative = entry?.statuses.some(({ verifiedSingle }) => verifiedSingle === single);
    const others = (isAuthoritative ? entry!.statuses : [])
      .map(({ single: other }) => other.thisUpdate.instant)
      .filter((other) => other > thisUpdate);
    const next = others.length ? Math.min(...others) : null;
    const gap = () =>
      next === null
        ? ''
        : `${since()} and the next response in hand about the certificate has ${time(next)}, ${duration(next - thisUpdate)} later`;
    if (next !== null && next > thisUpdate + FOUR_DAYS)
      return info(() => `${gap()}; whether there was another between them is not known.`);
    if (claims.length)
      return pass(() => `${since()}, and the response was served within four days, ${claimed(claims.at(-1)!)}.`);
    if (next !== null) return pass(() => `${gap()}.`);
    return cannotTell(
      () => `${since()}; when the service had newer information cannot be told from one response.`,
      'when the response was served (an HTTP capture with its Date header, or a HAR file), or a later response about the certificate',
    );
  },
});
