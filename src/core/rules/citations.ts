import type { Citation } from '../model/verdict.ts';
import type { Instant } from '../model/time.ts';
import type { Rule, Scope, Window } from './rule.ts';
import { cite, editionAt } from './sources.ts';

/** The window of a rule that is in force at a moment; `null` when none is, or the moment is not known. */
export function windowAt<S extends Scope>(rule: Rule<S>, at: Instant | null): Window | null {
  if (at === null) return null;
  for (const window of rule.windows)
    if ((window.from === undefined || at >= window.from) && (window.until === undefined || at < window.until))
      return window;
  return null;
}

/** The window to cite when none is in force or no clock can be read: the one in force now, else the nearest. */
export const windowFor = <S extends Scope>(rule: Rule<S>, at: Instant | null, now: Instant): Window =>
  windowAt(rule, at ?? now) ??
  (at !== null && at < (rule.windows[0]!.from ?? 0) ? rule.windows[0]! : rule.windows.at(-1)!);

/** The clause of a window, in the edition of the moment `at`; `now` where the rule has no such moment. */
export function citationOf<S extends Scope>(rule: Rule<S>, window: Window, at: Instant | null, now: Instant): Citation {
  const source = window.source ?? rule.source;
  const moment = rule.clock === 'always' || at === null ? now : Math.max(at, window.from ?? at);
  const edition = window.edition ?? editionAt(source, moment);
  // One object a clause and edition, however many findings cite it.
  const known = citations.get(window) ?? new Map<string, Citation>();
  citations.set(window, known);
  let citation = known.get(edition);
  if (!citation) known.set(edition, (citation = cite(source, window.section, window.quote, edition)));
  return citation;
}

const citations = new WeakMap<Window, Map<string, Citation>>();
