import type { Claim, Evidence, Lookup, Problem, Reference } from './model/evidence.ts';
import type { Finding, Reading, VerdictDocument } from './model/verdict.ts';
import { byCodeUnit } from './model/bytes.ts';
import { formatInstant, SECOND, type Instant } from './model/time.ts';
import { RULES, RULES_VERSION } from './rules/index.ts';
import { Judge, type Wanted } from './rules/run.ts';
import { certificateEntry } from './verdict/certificate-entry.ts';
import { crlEntry } from './verdict/crl-entry.ts';
import { deriveVerdict, isQuiet } from './verdict/derive.ts';
import { evidenceEntries, lookupProblems, undecodableProblems } from './verdict/inventory.ts';
import { responseEntry } from './verdict/response-entry.ts';
import { summarize } from './verdict/summary.ts';
import { verify, type Verified, type VerifyHooks } from './verify/index.ts';

/** A case, with its bytes. The order of the lists does not matter. */
export interface EvaluateInput {
  /** Of the case; `''` when it has none. */
  readonly title: string;
  /** The 'now' of the evaluation, ms UTC. */
  readonly evaluatedAt: Instant;
  readonly reading: Reading;
  readonly evidence: readonly Evidence[];
  readonly references: readonly Reference[];
  readonly lookups: readonly Lookup[];
  readonly problems: readonly Problem[];
  readonly claims: readonly Claim[];
}

export interface Evaluation {
  readonly document: VerdictDocument;
  /**
   * Findings that verdict-format section 2 keeps out of the JSON, about one entry (by its certificate's SHA-256, or its
   * precertificate's where there is none), response or CRL. There are ten times as many of them as of the others, so
   * they are found when somebody asks.
   */
  quietFindings(sha256: string): readonly Finding[];
}

declare const __APP_VERSION__: string;

/**
 * From evidence to verdict: decode and verify everything, run every rule, derive the verdicts, write the document.
 * The same input gives the same document, whatever the order of arrival, the browser or the clock.
 */
export async function evaluate(input: EvaluateInput, hooks: VerifyHooks = {}): Promise<Evaluation> {
  const { title, reading, evidence, references, claims } = input;
  const evaluatedAt = Math.floor(input.evaluatedAt / SECOND) * SECOND;
  const verified = await verify(evidence, hooks);
  const judge = new Judge(RULES, verified, claims, { reading, evaluatedAt });

  const responses = verified.responses.map((response) =>
    responseEntry(response, judge.response(response, isPublished)),
  );
  const findingsOf = new Map(responses.map(({ sha256, findings }) => [sha256, findings]));
  const certificates = await Promise.all(
    verified.entries.map((entry) => {
      const own = judge.entry(entry, isPublished);
      const heard = new Set(entry.statuses.map(({ response }) => response.sha256));
      const ofResponses = [...heard].flatMap((sha256) => findingsOf.get(sha256) ?? []);
      return certificateEntry(entry, deriveVerdict([...own, ...ofResponses], isHeadline), own);
    }),
  );
  const crls = verified.crls.map((crl) => crlEntry(crl, judge.crl(crl, isPublished)));

  const document: VerdictDocument = {
    format: 'presumed/verdict',
    formatVersion: 1,
    tool: { name: 'presumed', version: __APP_VERSION__, rulesVersion: RULES_VERSION },
    title,
    evaluatedAt: formatInstant(evaluatedAt),
    reading,
    summary: summarize(certificates),
    certificates,
    responses,
    crls,
    references: referenceEntries(references, verified, evidence),
    evidence: evidenceEntries(evidence, verified),
    problems: sortedProblems([
      ...input.problems,
      ...undecodableProblems(evidence, verified),
      ...lookupProblems(input.lookups),
    ]),
  };
  return { document, quietFindings: (sha256) => quietFindings(judge, verified, sha256) };
}

const headlines = new Set(RULES.filter(({ headline }) => headline).map(({ id }) => id));
const isHeadline = (rule: string): boolean => headlines.has(rule);
const isPublished: Wanted = (rule, outcome) => isHeadline(rule) || !isQuiet(outcome);

function quietFindings(judge: Judge, verified: Verified, wanted: string): readonly Finding[] {
  const quiet: Wanted = (rule, outcome) => !isPublished(rule, outcome);
  const entry = verified.entries.find(({ subject }) => subject.inHand.sha256 === wanted);
  if (entry) return judge.entry(entry, quiet);
  const response = verified.responses.find(({ sha256 }) => sha256 === wanted);
  if (response) return judge.response(response, quiet);
  const crl = verified.crls.find(({ sha256 }) => sha256 === wanted);
  return crl ? judge.crl(crl, quiet) : [];
}

function referenceEntries(
  references: readonly Reference[],
  { certificates }: Verified,
  evidence: readonly Evidence[],
): VerdictDocument['references'] {
  const inHand = new Set([...certificates, ...evidence].map(({ sha256 }) => sha256));
  return [...references]
    .sort((a, b) => byCodeUnit(a.sha256, b.sha256))
    .map(({ sha256, from }) => ({ sha256, resolved: inHand.has(sha256), from: [...from].sort(byCodeUnit) }));
}

/** By name, then code, then message; one problem is told once. */
function sortedProblems(problems: readonly Problem[]): Problem[] {
  const unique = new Map(
    problems.map(({ name, code, message }) => [`${name}\n${code}\n${message}`, { name, code, message }]),
  );
  return [...unique.values()].sort(
    (a, b) => byCodeUnit(a.name, b.name) || byCodeUnit(a.code, b.code) || byCodeUnit(a.message, b.message),
  );
}
