import { DAY, HOUR, SECOND } from '../model/time.ts';
import type { SingleResponse } from '../model/ocsp.ts';
import { pass, violation, warning, type Judgement } from './rule.ts';
import { time, duration } from './words.ts';

/** Bounds of the validity interval, nextUpdate minus thisUpdate, in ms (policy.md section 2.2). */
export const EIGHT_HOURS = 8 * HOUR;
export const SIXTEEN_HOURS = 16 * HOUR;
export const TEN_DAYS = 10 * DAY;
export const FOUR_DAYS = 4 * DAY;
/** The BRs count the interval "inclusive", which may add one second: inside that second nobody can be accused. */
export const INCLUSIVE_SECOND = SECOND;

/** nextUpdate minus thisUpdate in ms; `null` without a nextUpdate. */
export const intervalOf = ({ thisUpdate, nextUpdate }: SingleResponse): number | null =>
  nextUpdate ? nextUpdate.instant - thisUpdate.instant : null;

/** `thisUpdate 2022-…Z, nextUpdate 2022-…Z: 7 days` */
export function intervalSentence({ thisUpdate, nextUpdate }: SingleResponse): string {
  if (!nextUpdate) return `thisUpdate is ${time(thisUpdate.instant)} and there is no nextUpdate`;
  const length = duration(nextUpdate.instant - thisUpdate.instant);
  return `From thisUpdate, ${time(thisUpdate.instant)}, to nextUpdate, ${time(nextUpdate.instant)}, are ${length}`;
}

export const noNextUpdate = 'Without a nextUpdate there is no validity interval.';

/** BR 4.9.9 and SBR 4.9.10: at least eight hours; inside the inclusive second it is a warning (policy.md section 2.2). */
export function atLeastEightHours(single: SingleResponse): Judgement {
  const interval = intervalOf(single)!;
  const said = () => intervalSentence(single);
  if (interval >= EIGHT_HOURS) return pass(() => `${said()}, at least eight hours.`);
  if (interval >= EIGHT_HOURS - INCLUSIVE_SECOND)
    return warning(`${said()}: eight hours only if both ends are counted, as the word "inclusive" may mean.`);
  return violation(`${said()}, less than the eight hours that are demanded.`);
}

/** BR 4.9.9 and SBR 4.9.10: at most ten days; exactly ten is one second too long if both ends are counted. */
export function atMostTenDays(single: SingleResponse): Judgement {
  const interval = intervalOf(single)!;
  const said = () => intervalSentence(single);
  if (interval < TEN_DAYS) return pass(() => `${said()}, at most ten days.`);
  if (interval < TEN_DAYS + INCLUSIVE_SECOND)
    return warning(
      `${said()}: one second more than ten days if both ends are counted, as the word "inclusive" may mean.`,
    );
  return violation(`${said()}, more than the ten days that are allowed.`);
}
