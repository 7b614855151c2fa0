import type { Instant } from '../model/time.ts';
import type { Outcome, Reading } from '../model/verdict.ts';
import type {
  AuthoritativeStatus,
  CrlStatus,
  VerifiedCrl,
  VerifiedEntry,
  VerifiedResponse,
  VerifiedSingle,
} from '../verify/index.ts';
import type { Clock } from './clocks.ts';
import type { FactName, Facts } from './facts.ts';
import type { Source } from './sources.ts';

/**
 * What a rule judges, and therefore where its findings stand (verdict-format section 2):
 * - `certificate`: an entry; its findings stand there.
 * - `status`: an entry and one authoritative status about it; the headline rules also run once when there is none.
 * - `single`: one SingleResponse; on every entry it is authoritative for, else on the response, with an entry that it names all the same.
 * - `response`: a whole OCSPResponse; on the response, and counted for every entry whose status it carries.
 * - `crlEntry`: an entry and what one CRL proves about it; on the entry.
 * - `crl`: a whole CRL, with the entries of its issuer; on the CRL, and counted for no entry.
 */
export interface Subjects {
  certificate: { readonly entry: VerifiedEntry };
  status: { readonly entry: VerifiedEntry; readonly status: AuthoritativeStatus | null };
  single: {
    readonly entry: VerifiedEntry | null;
    readonly response: VerifiedResponse;
    readonly single: VerifiedSingle;
  };
  response: { readonly response: VerifiedResponse };
  crlEntry: { readonly entry: VerifiedEntry; readonly crlStatus: CrlStatus };
  crl: { readonly crl: VerifiedCrl; readonly entries: readonly VerifiedEntry[] };
}
export type Scope = keyof Subjects;

/** A period in which the rule is in force, and the words it had then. Start inclusive, end exclusive, both UTC and measured by the rule's clock. */
export interface Window {
  /** ms UTC; absent: since before all evidence. */
  readonly from?: Instant;
  /** ms UTC; absent: still in force. */
  readonly until?: Instant;
  readonly section: string;
  /** The clause, word for word, as short as it can stand alone. */
  readonly quote: string;
  /** Where the source's own table of editions does not say it. */
  readonly edition?: string;
  readonly source?: Source;
}

/** A sentence, or how to write it. */
export type Words = string | (() => string);

export const written = (words: Words): string => (typeof words === 'string' ? words : words());

/** What a check came to. */
export interface Judgement {
  readonly outcome: Outcome;
  /** One plain sentence with the facts in it; most are never read, so they may be written when they are. */
  readonly message: Words;
  /** For `cannot-tell`: what would decide it. */
  readonly missing?: readonly string[];
  /** SHA-256s it rests on, when they are not simply the subject's. */
  readonly evidence?: readonly string[];
  /** SHA-256s it rests on besides those: what proves the moment of publication, for one. */
  readonly beside?: readonly string[];
}

/** `true`, or why a rule does not concern a subject: one sentence, with what it rests on besides the subject. */
export type Applies = true | string | { readonly message: string; readonly beside: readonly string[] };

/** What does not depend on the subject. */
export interface Settings {
  readonly reading: Reading;
  /** The 'now' of the evaluation, ms UTC. */
  readonly evaluatedAt: Instant;
}

export interface Rule<S extends Scope = Scope, N extends FactName = FactName, W extends Window = Window> {
  /** `<maker>/<slug>`, stable for ever. */
  readonly id: string;
  /** What is demanded, in one sentence of our own. */
  readonly requirement: string;
  readonly level: 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY' | 'note';
  readonly source: Source;
  /** Other names people call the clause by. */
  readonly aliases?: readonly string[];
  readonly judges: S;
  /** The moment that decides which window applies. */
  readonly clock: Clock;
  readonly windows: readonly W[];
  readonly needs: readonly N[];
  /** What else must be there before anybody is accused; that all is well can be said without. */
  readonly needsToAccuse?: readonly FactName[];
  /** One of the status rules that answer the headline question (verdict-format section 2). */
  readonly headline?: true;
  applies(subject: Subjects[S]): Applies;
  check(subject: Subjects[S], facts: Pick<Facts, N>, context: CheckContext<W>): Judgement | readonly Judgement[];
}

export interface CheckContext<W extends Window = Window> extends Settings {
  /** The window in force. */
  readonly window: W;
  /** The clock's reading, ms UTC. */
  readonly at: Instant;
}

/** Fixes a rule's types where it is written, and forgets them where it is listed. */
export function defineRule<S extends Scope, const N extends FactName, W extends Window>(rule: Rule<S, N, W>): AnyRule {
  return rule as unknown as AnyRule;
}

/** A rule in the list: the runner hands it subjects of its own scope only. */
export type AnyRule = { [S in Scope]: Rule<S, FactName, Window> }[Scope];

export const pass = (message: Words): Judgement => ({ outcome: 'pass', message });
export const violation = (message: Words): Judgement => ({ outcome: 'violation', message });
export const warning = (message: Words): Judgement => ({ outcome: 'warning', message });
export const info = (message: Words): Judgement => ({ outcome: 'info', message });
export const notApplicable = (message: Words): Judgement => ({ outcome: 'not-applicable', message });
export const cannotTell = (message: Words, ...missing: string[]): Judgement => ({
  outcome: 'cannot-tell',
  message,
  missing,
});
