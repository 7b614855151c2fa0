import type { Finding, Outcome } from '../core/model/verdict.ts';
import type { Judgement } from './current.ts';

/** What counts as found, the gravest first: what passed, did not apply or was not in force did not touch a certificate. */
export const TOUCHING = ['violation', 'warning', 'cannot-tell', 'info'] as const satisfies readonly Outcome[];

/** A place where a rule found something. */
export interface Touch {
  /** The certificate's place in the address; `null`: the finding is about evidence that speaks for no certificate here. */
  readonly certificate: string | null;
  /** The certificate's name, or what the evidence is. */
  readonly name: string;
  readonly finding: Pick<Finding, 'outcome' | 'message'>;
}

/** What one rule found in a case. */
export interface Touched {
  readonly rule: string;
  /** How many findings of each outcome, the gravest first; a finding on a response counts once. */
  readonly counts: readonly { readonly outcome: Outcome; readonly n: number }[];
  /** How many certificates, not counting any twice. */
  readonly certificates: number;
  /** The first ones: the gravest first, then in the document's order. */
  readonly touches: readonly Touch[];
  /** How many there are in all. */
  readonly total: number;
}

/** Places kept of one rule and outcome: what the page of a rule shows. */
const MOST = 200;
/** Milliseconds of work before others get their turn: finding everything in 100,000 certificates takes seconds. */
const SPELL = 40;

class Tally {
  readonly counts = new Map<Outcome, number>();
  readonly touches = new Map<Outcome, Touch[]>();
  readonly certificates = new Set<number>();
  total = 0;

  note({ outcome, message }: Finding, about: readonly (Omit<Touch, 'finding'> & { readonly index: number | null })[]) {
    this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + 1);
    const kept = this.touches.get(outcome) ?? [];
    this.touches.set(outcome, kept);
    for (const { certificate, name, index } of about) {
      this.total++;
      if (index !== null) this.certificates.add(index);
      if (kept.length < MOST) kept.push({ certificate, name, finding: { outcome, message } });
    }
  }

  sum(rule: string): Touched {
    return {
      rule,
      counts: TOUCHING.flatMap((outcome) => ({ outcome, n: this.counts.get(outcome) ?? 0 })).filter(({ n }) => n > 0),
      certificates: this.certificates.size,
      touches: TOUCHING.flatMap((outcome) => this.touches.get(outcome) ?? []).slice(0, MOST),
      total: this.total,
    };
  }
}

/**
 * What the rules found in a case, a line for each rule that found something. The rules run again for it, one certificate
 * at a time. `others` is awaited now and then, so that shorter questions are answered in between; when it resolves to
 * `false` the answer is no longer wanted, and is `null`.
 */
export async function touchedBy(
  { evaluation, evidence }: Judgement,
  others: () => Promise<boolean>,
): Promise<Touched[] | null> {
  const tallies = new Map<string, Tally>();
  const note = (findings: readonly Finding[], about: Parameters<Tally['note']>[1]): void => {
    for (const finding of findings) {
      if (!(TOUCHING as readonly Outcome[]).includes(finding.outcome)) continue;
      const tally = tallies.get(finding.rule) ?? new Tally();
      tallies.set(finding.rule, tally);
      tally.note(finding, about);
    }
  };
  let began = performance.now();
  const pause = async (): Promise<boolean> => {
    if (performance.now() - began < SPELL) return true;
    const wanted = await others();
    began = performance.now();
    return wanted;
  };

  const speaksFor = new Map<string, Parameters<Tally['note']>[1][number][]>();
  for (const { key, name, index, entry } of evaluation.rows) {
    const about = { certificate: key, name, index };
    for (const sha256 of new Set(entry.statuses.map((status) => status.evidence))) {
      const beside = speaksFor.get(sha256);
      if (beside) beside.push(about);
      else speaksFor.set(sha256, [about]);
    }
    note(evaluation.certificate(index).findings, [about]);
    if (!(await pause())) return null;
  }
  for (const { sha256, kind } of [...evidence].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
    if (kind === 'ocsp-response')
      note(evaluation.response(sha256)?.findings ?? [], speaksFor.get(sha256) ?? [stranger('OCSP response', sha256)]);
    if (!(await pause())) return null;
  }
  for (const { sha256, kind } of evidence)
    if (kind === 'crl') note(evaluation.crl(sha256)?.findings ?? [], [stranger('CRL', sha256)]);
  return [...tallies].map(([rule, tally]) => tally.sum(rule));
}

const stranger = (what: string, sha256: string) => ({
  certificate: null,
  name: `${what} ${sha256.slice(0, 16)}…`,
  index: null,
});
