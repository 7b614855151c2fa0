import type { Finding, Outcome, VerdictDocument } from '../../core/model/verdict.ts';
import { toRows } from '../../core/verdict/rows.ts';

/** What the rules found in the open case: from the published findings of the verdict document. */

/** What counts as found, the gravest first: what passed, did not apply or was not in force did not touch a certificate. */
const PUBLISHED = ['violation', 'warning', 'cannot-tell', 'info'] as const satisfies readonly Outcome[];

export interface Touch {
  /** The certificate's place in the address; `null`: the finding is about evidence that speaks for no certificate here. */
  readonly certificate: string | null;
  /** The certificate's name, or what the evidence is. */
  readonly name: string;
  readonly finding: Finding;
}

export interface Touched {
  /** How many findings of each outcome, the gravest first; a finding on a response counts once. */
  readonly counts: readonly { readonly outcome: Outcome; readonly n: number }[];
  /** How many certificates, not counting any twice. */
  readonly certificates: number;
  /** The gravest first, then in the document's order. */
  readonly touches: readonly Touch[];
}

/** By rule id; a rule without published findings is not there. */
export function touchedBy(document: VerdictDocument): ReadonlyMap<string, Touched> {
  const named = toRows(document);
  const speaksFor = new Map<string, Pick<(typeof named)[number], 'key' | 'name'>[]>();
  for (const row of named)
    for (const evidence of new Set(row.entry.statuses.map((status) => status.evidence)))
      speaksFor.set(evidence, [...(speaksFor.get(evidence) ?? []), row]);

  const found = new Map<string, { findings: Finding[]; touches: Touch[] }>();
  const note = (finding: Finding, about: readonly Omit<Touch, 'finding'>[]): void => {
    const kept = found.get(finding.rule) ?? { findings: [], touches: [] };
    kept.findings.push(finding);
    kept.touches.push(...about.map((one) => ({ ...one, finding })));
    found.set(finding.rule, kept);
  };
  const of = ({ key, name }: { key: string; name: string }) => ({ certificate: key, name });

  for (const row of named)
    for (const finding of published(document.certificates[row.index]!.findings)) note(finding, [of(row)]);
  for (const { sha256, findings } of document.responses) {
    const about = speaksFor.get(sha256)?.map(of) ?? [
      { certificate: null, name: `OCSP response ${sha256.slice(0, 16)}…` },
    ];
    for (const finding of published(findings)) note(finding, about);
  }
  for (const { sha256, findings } of document.crls)
    for (const finding of published(findings))
      note(finding, [{ certificate: null, name: `CRL ${sha256.slice(0, 16)}…` }]);

  return new Map([...found].map(([rule, kept]) => [rule, sum(kept)]));
}

const rankOf = (outcome: Outcome): number => PUBLISHED.findIndex((known) => known === outcome);

const published = (findings: readonly Finding[]): Finding[] => findings.filter(({ outcome }) => rankOf(outcome) >= 0);

function sum({ findings, touches }: { findings: readonly Finding[]; touches: readonly Touch[] }): Touched {
  return {
    counts: PUBLISHED.map((outcome) => ({
      outcome,
      n: findings.filter((one) => one.outcome === outcome).length,
    })).filter(({ n }) => n > 0),
    certificates: new Set(touches.flatMap(({ certificate }) => certificate ?? [])).size,
    touches: [...touches].sort((a, b) => rankOf(a.finding.outcome) - rankOf(b.finding.outcome)),
  };
}
