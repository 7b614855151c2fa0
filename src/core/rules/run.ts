import type { Claim } from '../model/evidence.ts';
import type { Citation, Finding, Outcome } from '../model/verdict.ts';
import { byCodeUnit } from '../model/bytes.ts';
import { formatInstant, type Instant } from '../model/time.ts';
import { membersOf } from '../verify/entries.ts';
import { append, sameKey, type InHand } from '../verify/in-hand.ts';
import type {
  AuthoritativeStatus,
  Verified,
  VerifiedCrl,
  VerifiedEntry,
  VerifiedResponse,
  VerifiedSingle,
} from '../verify/index.ts';
import { bindingOnly } from './binding.ts';
import { readClock } from './clocks.ts';
import { lookUp, type FactName, type Facts, type FactSources } from './facts.ts';
import type { AnyRule, Judgement, Rule, Scope, Settings, Subjects, Window } from './rule.ts';
import { situationOf, type Situation } from './situation.ts';
import { cite, editionAt, type Source } from './sources.ts';

/** Which findings are wanted. Most are of rules that do not concern a subject or that are met, and cost as much to write down as the others. */
export type Wanted = (rule: string, outcome: Outcome) => boolean;

/** Which SingleResponses are authoritative for an entry: their findings stand there and not on the response. */
function entriesBySingle(entries: readonly VerifiedEntry[]): ReadonlySet<VerifiedSingle> {
  return new Set(entries.flatMap(({ statuses }) => statuses.map(({ verifiedSingle }) => verifiedSingle)));
}

/** Entries whose signature is valid, by the certificate of their CA: a forged one says nothing about its issuer's CRLs. */
function entriesByIssuer(entries: readonly VerifiedEntry[]): ReadonlyMap<InHand, readonly VerifiedEntry[]> {
  const map = new Map<InHand, VerifiedEntry[]>();
  for (const entry of entries) {
    const { issuer, signature } = entry.subject.issuance;
    if (issuer && signature === 'valid') append(map, issuer, entry);
  }
  return map;
}

function issuedBy({ signer }: VerifiedCrl, entries: ReadonlyMap<InHand, readonly VerifiedEntry[]>): VerifiedEntry[] {
  if (!signer) return [];
  return [...entries].flatMap(([issuer, issued]) => (sameKey(issuer.certificate, signer.certificate) ? issued : []));
}

/**
 * Judges verified evidence by the given rules, one subject at a time. Synchronous and pure: asked again, it finds the
 * same. Findings come sorted by rule id, then evidence.
 */
export class Judge {
  readonly #rules: { readonly [S in Scope]: readonly Rule<S>[] };
  readonly #sources: FactSources;
  readonly #settings: Settings;
  readonly #spokenFor: ReadonlySet<VerifiedSingle>;
  readonly #byIssuer: ReadonlyMap<InHand, readonly VerifiedEntry[]>;
  #wanted: Wanted = () => true;

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
  }

  entry(entry: VerifiedEntry, wanted: Wanted): Finding[] {
    this.#wanted = wanted;
    const findings: Finding[] = [];
    // Appended one by one: the findings of a hostile case are more than one call takes arguments.
    const append = (more: readonly Finding[]) => more.forEach((finding) => findings.push(finding));
    for (const rule of this.#rules.certificate) append(this.#judge(rule, { entry }));
    for (const rule of this.#rules.status) append(this.#statusFindings(rule, entry));
    for (const rule of this.#rules.single)
      for (const status of entry.statuses) append(this.#judge(rule, singleOf(entry, status)));
    for (const rule of this.#rules.crlEntry)
      for (const crlStatus of entry.crlStatuses) append(this.#judge(rule, { entry, crlStatus }));
    return sorted(findings);
  }

  response(response: VerifiedResponse, wanted: Wanted): Finding[] {
    this.#wanted = wanted;
    const findings: Finding[] = [];
    const append = (more: readonly Finding[]) => more.forEach((finding) => findings.push(finding));
    for (const rule of this.#rules.response) append(this.#judge(rule, { response }));
    for (const rule of this.#rules.single)
      for (const single of response.singles)
        if (!this.#spokenFor.has(single)) append(this.#judge(rule, { entry: null, response, single }));
    return sorted(findings);
  }

  crl(crl: VerifiedCrl, wanted: Wanted): Finding[] {
    this.#wanted = wanted;
    const entries = issuedBy(crl, this.#byIssuer);
    return sorted(this.#rules.crl.flatMap((rule) => this.#judge(rule, { crl, entries })));
  }

  /** One finding a status; a headline rule that applies says once that there is none. */
  #statusFindings(rule: Rule<'status'>, entry: VerifiedEntry): readonly Finding[] {
    if (entry.statuses.length) return entry.statuses.flatMap((status) => this.#judge(rule, { entry, status }));
    if (!rule.headline) return [];
    return this.#judge(rule, { entry, status: null }).filter(({ outcome }) => outcome === 'cannot-tell');
  }

  /** applies, effective, needs, check: so a rule that does not concern a subject never complains of missing facts. */
  #judge<S extends Scope>(rule: Rule<S>, subject: Subjects[S]): readonly Finding[] {
    const situation = situationOf(subject);
    try {
      const applies = rule.applies(subject);
      if (applies !== true && !this.#wanted(rule.id, 'not-applicable')) return NONE;
      const at = readClock(rule.clock, situation);
      if (applies !== true) {
        const judgement: Judgement = { outcome: 'not-applicable', message: applies };
        return [this.#finding(rule, situation, this.#windowFor(rule, at), at, judgement)];
      }
      const window = windowAt(rule, at);
      if (at !== null && window === null)
        return this.#wanted(rule.id, 'not-effective') ? [this.#notEffective(rule, situation, at)] : NONE;
      const { facts, missing } = this.#factsFor(rule, situation);
      if (at === null || window === null || missing.length) {
        if (!this.#wanted(rule.id, 'cannot-tell')) return NONE;
        const message = missing.length
          ? missingMessage(rule, missing)
          : `When this happened (${rule.clock}) is not known.`;
        const gap = missing.length ? missing : [`${rule.clock} of the evidence`];
        const inForce = window ?? this.#windowFor(rule, at);
        return [this.#finding(rule, situation, inForce, at, { outcome: 'cannot-tell', message, missing: gap })];
      }
      const judgements = rule.check(subject, facts, { ...this.#settings, window, at });
      const findings: Finding[] = [];
      for (const judgement of 'outcome' in judgements ? [judgements] : judgements) {
        const binding = bindingOnly(rule, situation, judgement);
        if (this.#wanted(rule.id, binding.outcome)) findings.push(this.#finding(rule, situation, window, at, binding));
      }
      return findings;
    } catch (bug) {
      // A throw is our bug; it costs this one finding, not the run, and it is not kept silent.
      const message = `Presumed failed while judging this (${bug instanceof Error ? bug.message : String(bug)}); please report it.`;
      const judgement: Judgement = { outcome: 'cannot-tell', message, missing: ['a Presumed without this bug'] };
      return [this.#finding(rule, situation, this.#windowFor(rule, null), null, judgement)];
    }
  }

  #factsFor<S extends Scope>(rule: Rule<S>, situation: Situation): { facts: Facts; missing: string[] } {
    const facts: Partial<Record<FactName, unknown>> = {};
    const missing: string[] = [];
    for (const name of rule.needs) {
      const fact = lookUp(name, situation, this.#sources);
      if ('missing' in fact) missing.push(fact.missing);
      else facts[name] = fact.value;
    }
    return { facts: facts as unknown as Facts, missing: [...new Set(missing)] };
  }

  #notEffective<S extends Scope>(rule: Rule<S>, situation: Situation, at: Instant): Finding {
    const next = rule.windows.find(({ from }) => from !== undefined && at < from);
    const last = rule.windows.at(-1)!;
    const message = next
      ? `Not in force at ${formatInstant(at)} (${rule.clock}): it took effect on ${formatInstant(next.from!)}.`
      : `No longer in force at ${formatInstant(at)} (${rule.clock}): it ended on ${formatInstant(last.until!)}.`;
    return this.#finding(rule, situation, next ?? last, next?.from ?? last.from ?? 0, {
      outcome: 'not-effective',
      message,
    });
  }

  /** The window to cite when none is in force or no clock can be read: the one in force now, else the nearest. */
  #windowFor<S extends Scope>(rule: Rule<S>, at: Instant | null): Window {
    return (
      windowAt(rule, at ?? this.#settings.evaluatedAt) ??
      (at !== null && at < (rule.windows[0]!.from ?? 0) ? rule.windows[0]! : rule.windows.at(-1)!)
    );
  }

  #finding<S extends Scope>(
    rule: Rule<S>,
    situation: Situation,
    window: Window,
    at: Instant | null,
    judgement: Judgement,
  ): Finding {
    return {
      rule: rule.id,
      outcome: judgement.outcome,
      message: judgement.message,
      citation: this.#citation(rule, window, at),
      evidence: [...new Set(judgement.evidence ?? evidenceOf(situation))].sort(byCodeUnit),
      missing: [...new Set(judgement.missing ?? [])].sort(byCodeUnit),
    };
  }

  #citation<S extends Scope>(rule: Rule<S>, window: Window, at: Instant | null): Citation {
    const source = window.source ?? rule.source;
    const moment =
      rule.clock === 'always' || at === null ? this.#settings.evaluatedAt : Math.max(at, window.from ?? at);
    return citeOnce(source, window, window.edition ?? editionAt(source, moment));
  }
}

/** One object a clause and edition, however many findings cite it. */
const citations = new WeakMap<Window, Map<string, Citation>>();

function citeOnce(source: Source, window: Window, edition: string): Citation {
  const known = citations.get(window) ?? new Map<string, Citation>();
  citations.set(window, known);
  let citation = known.get(edition);
  if (!citation) known.set(edition, (citation = cite(source, window.section, window.quote, edition)));
  return citation;
}

const NONE: readonly Finding[] = [];

const singleOf = (entry: VerifiedEntry, status: AuthoritativeStatus): Subjects['single'] => ({
  entry,
  response: status.response,
  single: status.verifiedSingle,
});

function windowAt<S extends Scope>(rule: Rule<S>, at: Instant | null): Window | null {
  if (at === null) return null;
  return (
    rule.windows.find(({ from, until }) => (from === undefined || at >= from) && (until === undefined || at < until)) ??
    null
  );
}

function evidenceOf({ entry, response, crl }: Situation): string[] {
  const certificates = entry ? membersOf(entry).map(({ inHand }) => inHand.sha256) : [];
  return [...certificates, ...[response, crl].flatMap((one) => one?.sha256 ?? [])];
}

function missingMessage(rule: { requirement: string }, missing: readonly string[]): string {
  return `Cannot be decided without ${missing.join(', and without ')}. What is demanded: ${rule.requirement}`;
}

const sorted = (findings: Finding[]): Finding[] =>
  findings.sort((a, b) => byCodeUnit(a.rule, b.rule) || byCodeUnit(a.evidence.join(), b.evidence.join()));
