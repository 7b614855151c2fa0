import type { Claim } from '../model/evidence.ts';
import type { Finding } from '../model/verdict.ts';
import { byCodeUnit } from '../model/bytes.ts';
import { formatInstant, type Instant } from '../model/time.ts';
import { membersOf } from '../verify/entries.ts';
import { append, type InHand } from '../verify/in-hand.ts';
import type {
  AuthoritativeStatus,
  Verified,
  VerifiedCrl,
  VerifiedEntry,
  VerifiedResponse,
  VerifiedSingle,
} from '../verify/index.ts';
import { bindingOnly, isAccusation, unlessMissing } from './binding.ts';
import { citationOf, windowAt, windowFor } from './citations.ts';
import { clockEvidence, readClock } from './clocks.ts';
import { entriesByCertificate, entriesByIssuer, entriesBySingle, issuedBy } from './entries-by.ts';
import { lookUp, type FactName, type Facts, type FactSources } from './facts.ts';
import { Findings, Outcomes, type Record, type Told, type Wanted } from './record.ts';
import {
  written,
  type AnyRule,
  type Applies,
  type Judgement,
  type Rule,
  type Scope,
  type Settings,
  type Subjects,
  type Window,
} from './rule.ts';
import { caseOf, type Case, type Situation } from './situation.ts';

export type { Told, Wanted } from './record.ts';

/**
 * Judges verified evidence by the given rules, one subject at a time. Synchronous and pure: asked again, it finds the
 * same. Findings come sorted by rule id, then evidence; outcomes are the same without their words, each once.
 */
export class Judge {
  readonly #rules: { readonly [S in Scope]: readonly Rule<S>[] };
  readonly #sources: FactSources;
  readonly #settings: Settings;
  readonly #spokenFor: ReadonlySet<VerifiedSingle>;
  readonly #byIssuer: ReadonlyMap<InHand, readonly VerifiedEntry[]>;
  readonly #entries: readonly VerifiedEntry[];
  #byCertificate: ReadonlyMap<InHand, VerifiedEntry> | null = null;

  constructor(rules: readonly AnyRule[], verified: Verified, claims: readonly Claim[], settings: Settings) {
    const of = <S extends Scope>(scope: S) => rules.filter(({ judges }) => judges === scope) as unknown as Rule<S>[];
    this.#rules = {
      certificate: of('certificate'),
      status: of('status'),
      single: of('single'),
      response: of('response'),
      crlEntry: of('crlEntry'),
      crl: of('crl'),
    };
    const bySha256 = new Map<string, Claim[]>();
    for (const claim of claims) append(bySha256, claim.sha256, claim);
    this.#sources = { claims: bySha256 };
    this.#settings = settings;
    this.#spokenFor = entriesBySingle(verified.entries);
    this.#byIssuer = entriesByIssuer(verified.entries);
    this.#entries = verified.entries;
  }

  entry(entry: VerifiedEntry, wanted: Wanted): Finding[] {
    const findings = new Findings(wanted);
    this.#judgeEntry(entry, findings);
    return findings.sorted();
  }

  entryOutcomes(entry: VerifiedEntry, wanted: Wanted): readonly Told[] {
    const outcomes = new Outcomes(wanted);
    this.#judgeEntry(entry, outcomes);
    return outcomes.all;
  }

  response(response: VerifiedResponse, wanted: Wanted): Finding[] {
    const findings = new Findings(wanted);
    this.#judgeResponse(response, findings);
    return findings.sorted();
  }

  responseOutcomes(response: VerifiedResponse, wanted: Wanted): readonly Told[] {
    const outcomes = new Outcomes(wanted);
    this.#judgeResponse(response, outcomes);
    return outcomes.all;
  }

  crl(crl: VerifiedCrl, wanted: Wanted): Finding[] {
    const findings = new Findings(wanted);
    this.#all('crl', caseOf<'crl'>({ crl, entries: issuedBy(crl, this.#byIssuer) }), findings);
    return findings.sorted();
  }

  #judgeEntry(entry: VerifiedEntry, into: Record): void {
    this.#all('certificate', caseOf<'certificate'>({ entry }), into);
    if (entry.statuses.length === 0) this.#withoutStatus(entry, into);
    for (const status of entry.statuses) {
      this.#all('status', caseOf<'status'>({ entry, status }), into);
      this.#all('single', caseOf<'single'>(singleOf(entry, status)), into);
    }
    for (const crlStatus of entry.crlStatuses) this.#all('crlEntry', caseOf<'crlEntry'>({ entry, crlStatus }), into);
  }

  #judgeResponse(response: VerifiedResponse, into: Record): void {
    this.#all('response', caseOf<'response'>({ response }), into);
    for (const single of response.singles) {
      if (this.#spokenFor.has(single)) continue;
      this.#all('single', caseOf<'single'>({ entry: this.#namedBy(single), response, single }), into);
    }
  }

  /**
   * Whom a SingleResponse that proves nothing is about, as far as one can see: a certificate that it names, else one that
   * it may name; of several one that is surely the CA's. Rules for other kinds of certificates do not concern it.
   */
  #namedBy({ proven, names, mayName }: VerifiedSingle): VerifiedEntry | null {
    const certificate = proven[0] ?? names[0] ?? mayName[0];
    if (!certificate) return null;
    this.#byCertificate ??= entriesByCertificate(this.#entries);
    return this.#byCertificate.get(certificate) ?? null;
  }

  #all<S extends Scope>(scope: S, subject: Case<S>, into: Record): void {
    for (const rule of this.#rules[scope]) this.#judge(rule as Rule<S>, subject, into);
  }

  /** A headline rule that applies says once that there is no status to judge. */
  #withoutStatus(entry: VerifiedEntry, into: Record): void {
    const wanted: Wanted = (rule, outcome) => outcome === 'cannot-tell' && into.wanted(rule, outcome);
    const unknown: Record = { wanted, add: into.add.bind(into) };
    const subject = caseOf<'status'>({ entry, status: null });
    for (const rule of this.#rules.status) if (rule.headline) this.#judge(rule, subject, unknown);
  }

  #judge<S extends Scope>(rule: Rule<S>, subject: Case<S>, into: Record): void {
    try {
      this.#judgeInOrder(rule, subject, into);
    } catch (bug) {
      // A throw is our bug; it costs this one finding, not the run, and it is not kept silent.
      const message = `Presumed failed while judging this (${bug instanceof Error ? bug.message : String(bug)}); please report it.`;
      const judgement: Judgement = { outcome: 'cannot-tell', message, missing: ['a Presumed without this bug'] };
      this.#add(rule, subject, windowFor(rule, null, this.#settings.evaluatedAt), null, judgement, into);
    }
  }

  /**
   * applies, effective, needs, check: so a rule that does not concern a subject never complains of missing facts. Asked
   * some sixty times a pair, mostly to find nothing to tell: what is only needed to tell it is made where it is told.
   */
  #judgeInOrder<S extends Scope>(rule: Rule<S>, subject: Case<S>, into: Record): void {
    const at = readClock(rule.clock, subject);
    const window = windowAt(rule, at);
    const isOutOfForce = at !== null && window === null;
    // Most rules are over, or not yet there, or do not concern the subject; seldom does anybody want to hear of that.
    if (isOutOfForce && !into.wanted(rule.id, 'not-effective') && !into.wanted(rule.id, 'not-applicable')) return;
    const applies = rule.applies(subject);
    if (applies !== true) {
      if (into.wanted(rule.id, 'not-applicable')) this.#notConcerned(rule, subject, at, applies, into);
      return;
    }
    if (isOutOfForce) {
      if (into.wanted(rule.id, 'not-effective')) this.#outOfForce(rule, subject, at, into);
      return;
    }
    const { facts, missing } = this.#factsFor(rule.needs, subject);
    if (at === null || window === null || missing.length > 0) {
      if (into.wanted(rule.id, 'cannot-tell'))
        this.#add(rule, subject, window ?? this.#nearest(rule, at), at, gapIn(rule, missing), into);
      return;
    }
    const { reading, evaluatedAt } = this.#settings;
    const judgements = rule.check(subject, facts, { reading, evaluatedAt, window, at });
    if ('outcome' in judgements) this.#tell(rule, subject, window, at, judgements, into);
    else for (const judgement of judgements) this.#tell(rule, subject, window, at, judgement, into);
  }

  #tell<S extends Scope>(
    rule: Rule<S>,
    subject: Case<S>,
    window: Window,
    at: Instant,
    judgement: Judgement,
    into: Record,
  ): void {
    const { needsToAccuse } = rule;
    const provable =
      needsToAccuse && isAccusation(judgement)
        ? unlessMissing(this.#factsFor(needsToAccuse, subject).missing, judgement)
        : judgement;
    const binding = bindingOnly(rule, subject, provable);
    if (into.wanted(rule.id, binding.outcome)) this.#add(rule, subject, window, at, binding, into);
  }

  #nearest<S extends Scope>(rule: Rule<S>, at: Instant | null): Window {
    return windowFor(rule, at, this.#settings.evaluatedAt);
  }

  #notConcerned<S extends Scope>(
    rule: Rule<S>,
    subject: Case<S>,
    at: Instant | null,
    applies: Exclude<Applies, true>,
    into: Record,
  ): void {
    const reason = typeof applies === 'string' ? { message: applies } : applies;
    this.#add(rule, subject, this.#nearest(rule, at), at, { outcome: 'not-applicable', ...reason }, into);
  }

  #outOfForce<S extends Scope>(rule: Rule<S>, subject: Case<S>, at: Instant, into: Record): void {
    const next = rule.windows.find(({ from }) => from !== undefined && at < from);
    const last = rule.windows.at(-1)!;
    const message = next
      ? `Not in force at ${formatInstant(at)} (${rule.clock}): it took effect on ${formatInstant(next.from!)}.`
      : `No longer in force at ${formatInstant(at)} (${rule.clock}): it ended on ${formatInstant(last.until!)}.`;
    const judgement: Judgement = { outcome: 'not-effective', message };
    this.#add(rule, subject, next ?? last, next?.from ?? last.from ?? 0, judgement, into);
  }

  #add<S extends Scope>(
    rule: Rule<S>,
    subject: Case<S>,
    window: Window,
    at: Instant | null,
    judgement: Judgement,
    into: Record,
  ): void {
    into.add(rule.id, judgement.outcome, () => this.#finding(rule, subject, window, at, judgement));
  }

  #factsFor(needs: readonly FactName[], situation: Situation): { facts: Facts; missing: readonly string[] } {
    if (needs.length === 0) return NOTHING_NEEDED;
    const facts: Partial<{ [Name in FactName]: unknown }> = {};
    let { missing } = NOTHING_NEEDED;
    for (const name of needs) {
      const fact = lookUp(name, situation, this.#sources);
      if (typeof fact !== 'string') facts[name] = fact;
      else if (!missing.includes(fact)) missing = [...missing, fact];
    }
    return { facts: facts as unknown as Facts, missing };
  }

  #finding<S extends Scope>(
    rule: Rule<S>,
    situation: Situation,
    window: Window,
    at: Instant | null,
    { outcome, message, evidence = evidenceOf(situation), beside = [], missing = [] }: Judgement,
  ): Finding {
    const citation = citationOf(rule, window, at, this.#settings.evaluatedAt);
    const restsOn = listed([...evidence, ...beside, ...(at === null ? [] : clockEvidence(rule.clock, situation))]);
    return { rule: rule.id, outcome, message: written(message), citation, evidence: restsOn, missing: listed(missing) };
  }
}

const NOTHING_NEEDED = { facts: Object.freeze({}) as unknown as Facts, missing: [] as readonly string[] };

/** Sorted, each once. */
const listed = (values: readonly string[]): string[] => [...new Set(values)].sort(byCodeUnit);

const singleOf = (entry: VerifiedEntry, status: AuthoritativeStatus): Subjects['single'] => ({
  entry,
  response: status.response,
  single: status.verifiedSingle,
});

function evidenceOf({ entry, response, crl }: Situation): string[] {
  const certificates = entry ? membersOf(entry).map(({ inHand }) => inHand.sha256) : [];
  return [...certificates, ...[response, crl].flatMap((one) => one?.sha256 ?? [])];
}

/** What cannot be decided, because facts or the moment itself are missing. */
function gapIn<S extends Scope>({ requirement, clock }: Rule<S>, missing: readonly string[]): Judgement {
  return missing.length
    ? {
        outcome: 'cannot-tell',
        message: `Cannot be decided without ${missing.join(', and without ')}. What is demanded: ${requirement}`,
        missing,
      }
    : {
        outcome: 'cannot-tell',
        message: `When this happened (${clock}) is not known.`,
        missing: [`${clock} of the evidence`],
      };
}
