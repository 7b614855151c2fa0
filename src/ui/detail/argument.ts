import type { CertificateEntry, Finding, Outcome, ResponseEntry, VerdictDocument } from '../../core/model/verdict.ts';

/** A finding in the argument for a certificate's verdict; `response` when it is about a whole response that binds it. */
export interface Point {
  readonly finding: Finding;
  readonly response: string | null;
}

const WEIGHT: Record<Outcome, number> = {
  violation: 0,
  warning: 1,
  'cannot-tell': 2,
  pass: 3,
  info: 4,
  'not-effective': 5,
  'not-applicable': 6,
};

/**
 * Every finding a certificate's verdict is derived from (verdict-format section 2): its own and those of the responses
 * whose authoritative status it carries, the weightiest first, otherwise in the document's order.
 */
export function argumentFor(entry: CertificateEntry, document: VerdictDocument): readonly Point[] {
  const binding = new Set(entry.statuses.map((status) => status.evidence));
  const own = entry.findings.map((finding): Point => ({ finding, response: null }));
  const carried = document.responses
    .filter((response) => binding.has(response.sha256))
    .flatMap((response) => response.findings.map((finding): Point => ({ finding, response: response.sha256 })));
  return byWeight([...own, ...carried]);
}

export const byWeight = (points: readonly Point[]): readonly Point[] =>
  [...points].sort((a, b) => WEIGHT[a.finding.outcome] - WEIGHT[b.finding.outcome]);

/** The responses that speak about a certificate: one of their SingleResponses has its CertID, authoritative or not. */
export function responsesAbout(entry: CertificateEntry, responses: readonly ResponseEntry[]): readonly ResponseEntry[] {
  const own = [entry.certificateSha256, entry.precertificateSha256].filter((sha256) => sha256 !== null);
  return responses
    .filter((response) =>
      response.singleResponses.some((single) => own.some((sha256) => single.names.includes(sha256))),
    )
    .sort((a, b) => text(a.producedAt ?? '', b.producedAt ?? '') || text(a.sha256, b.sha256));
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
