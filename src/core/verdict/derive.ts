import type { Finding, Outcome, Verdict } from '../model/verdict.ts';

/** The rules that answer "did the CA's OCSP service know this certificate?" (verdict-format section 2). */
export type IsHeadline = (rule: string) => boolean;

/**
 * A certificate's verdict from its own findings and those of the authoritative responses about it. Derived whenever
 * it is needed, never stored. It is never called "compliant": absence of a finding is not proof.
 */
export function deriveVerdict(findings: readonly Pick<Finding, 'outcome' | 'rule'>[], isHeadline: IsHeadline): Verdict {
  const some = (outcome: Finding['outcome'], headlineOnly = false) =>
    findings.some((finding) => finding.outcome === outcome && (!headlineOnly || isHeadline(finding.rule)));
  if (some('violation')) return 'violation';
  if (some('warning')) return 'warning';
  if (some('cannot-tell', true)) return 'cannot-tell';
  return some('pass', true) ? 'no-violation-found' : 'not-applicable';
}

/** Outcomes that stand in the JSON only when a status rule came to them (verdict-format section 2). */
export const isQuiet = (outcome: Outcome): boolean =>
  outcome === 'pass' || outcome === 'not-applicable' || outcome === 'not-effective';
