import type { CertificateEntry, Finding, Outcome, ResponseEntry, Verdict } from '../../core/model/verdict.ts';

/** A finding in the argument for a certificate's verdict; `response` when it is about a whole response that binds it. */
export interface Point {
  readonly finding: Finding;
  readonly response: string | null;
}

/** The rules that answer the headline question (verdict-format section 2). */
const STATUS_RULES: ReadonlySet<string> = new Set([
  'mrsp/precert-status',
  'mrsp/final-status',
  'br/unknown-after-15-minutes',
]);

const WEIGHT: Record<Outcome, number> = {
  violation: 0,
  warning: 1,
  'cannot-tell': 2,
  pass: 3,
  info: 4,
  'not-effective': 5,
  'not-applicable': 6,
};

/** Which findings make a verdict what it is: the derivation of verdict-format section 2, read backwards. */
const DECIDING: Record<Verdict, (finding: Finding) => boolean> = {
  violation: ({ outcome }) => outcome === 'violation',
  warning: ({ outcome }) => outcome === 'warning',
  'cannot-tell': ({ outcome, rule }) => outcome === 'cannot-tell' && STATUS_RULES.has(rule),
  'no-violation-found': ({ outcome, rule }) => outcome === 'pass' && STATUS_RULES.has(rule),
  'not-applicable': ({ rule }) => STATUS_RULES.has(rule),
};

/**
 * `responses`: at least those whose authoritative status the entry carries. Every finding a certificate's verdict is derived from (verdict-format section 2): its own and those of the responses
 * whose authoritative status it carries. `deciding` are those that make the verdict, `besides` the others, `idle` those
 * of rules that did not concern it or were not in force; the weightiest first, otherwise in the document's order.
 */
export function argumentFor(
  entry: CertificateEntry,
  responses: readonly ResponseEntry[],
): { readonly deciding: readonly Point[]; readonly besides: readonly Point[]; readonly idle: readonly Point[] } {
  const binding = new Set(entry.statuses.map((status) => status.evidence));
  const own = entry.findings.map((finding): Point => ({ finding, response: null }));
  const carried = responses
    .filter((response) => binding.has(response.sha256))
    .flatMap((response) => response.findings.map((finding): Point => ({ finding, response: response.sha256 })));
  const decides = (point: Point) => DECIDING[entry.verdict](point.finding);
  const all = byWeight([...own, ...carried]);
  const rest = all.filter((point) => !decides(point));
  return {
    deciding: all.filter(decides),
    besides: rest.filter((point) => !says(point, IDLE)),
    idle: rest.filter((point) => says(point, IDLE)),
  };
}

const IDLE: readonly Outcome[] = ['not-effective', 'not-applicable'];
const says = (point: Point, outcomes: readonly Outcome[]): boolean => outcomes.includes(point.finding.outcome);

export const byWeight = (points: readonly Point[]): readonly Point[] =>
  [...points].sort((a, b) => WEIGHT[a.finding.outcome] - WEIGHT[b.finding.outcome]);
