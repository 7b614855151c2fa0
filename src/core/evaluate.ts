import type { AnyCertificate } from './model/certificate.ts';
import type { Claim, Evidence, Lookup, Problem, Reference } from './model/evidence.ts';
import type { Reading, VerdictDocument } from './model/verdict.ts';
import { byCodeUnit } from './model/bytes.ts';
import { formatInstant, SECOND, type Instant } from './model/time.ts';
import { RULES, RULES_VERSION } from './rules/index.ts';
import { Judge } from './rules/run.ts';
import { makeEvaluation, type Evaluation, type Frame, type RowHooks } from './verdict/evaluation.ts';
import { evidenceEntries, lookupProblems, undecodableProblems } from './verdict/inventory.ts';
import { verify, type Verified, type VerifyHooks } from './verify/index.ts';
import { openLookups } from './verify/lookups.ts';

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

export type EvaluateHooks = VerifyHooks & RowHooks;
export type { Evaluation, RowHooks, VerdictHead } from './verdict/evaluation.ts';

declare const __APP_VERSION__: string;

/**
 * From evidence to verdict: decode and verify everything, run every rule, derive the verdicts, write the document.
 * The same input gives the same document, whatever the order of arrival, the browser or the clock.
 */
export async function evaluate(input: EvaluateInput, hooks: EvaluateHooks = {}): Promise<Evaluation> {
  const { title, reading, evidence, references, claims } = input;
  const evaluatedAt = Math.floor(input.evaluatedAt / SECOND) * SECOND;
  const verified = await verify(evidence, hooks);
  const judge = new Judge(RULES, verified, claims, { reading, evaluatedAt });

  const frame: Frame = {
    head: {
      format: 'presumed/verdict',
      formatVersion: 1,
      tool: { name: 'presumed', version: __APP_VERSION__, rulesVersion: RULES_VERSION },
      title,
      evaluatedAt: formatInstant(evaluatedAt),
      reading,
      references: referenceEntries(references, verified, evidence),
      problems: sortedProblems([
        ...input.problems,
        ...undecodableProblems(evidence, verified),
        ...lookupProblems(await openLookups(input.lookups, evidence, () => inHand(verified))),
      ]),
    },
    evidence: () => evidenceEntries(evidence, verified),
  };
  return makeEvaluation(verified, judge, frame, hooks);
}

const inHand = ({ certificates }: Verified): AnyCertificate[] => certificates.map(({ certificate }) => certificate);

function referenceEntries(
  references: readonly Reference[],
  { certificates }: Verified,
  evidence: readonly Evidence[],
): VerdictDocument['references'] {
  if (references.length === 0) return [];
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
