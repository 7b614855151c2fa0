import { byCodeUnit } from '../model/bytes.ts';
import { formatInstant } from '../model/time.ts';
import { RULES } from '../rules/index.ts';
import { Span } from './span.ts';
import type { Row } from '../model/row.ts';
import type { Citation, Finding, Outcome } from '../model/verdict.ts';

/** What one rule found in many certificates, as a report says it. */
export interface RuleDigest {
  readonly rule: string;
  readonly outcome: DigestOutcome;
  /** What the rule demands, in one plain sentence. */
  readonly requirement: string;
  /** When the rule first took effect, RFC 3339 UTC; `null` when it always was. */
  readonly effectiveFrom: string | null;
  /** Certificates, each once. */
  readonly certificates: number;
  /** RFC 3339 UTC. */
  readonly firstNotBefore: string;
  readonly lastNotBefore: string;
  /** The first of the OCSP responses that it rests on, by producedAt, and the last; `null` when it rests on none. */
  readonly firstProducedAt: string | null;
  readonly lastProducedAt: string | null;
  /** Each edition and section once, in the order of the document, edition and section. */
  readonly citations: readonly Citation[];
}

const TOLD = ['violation', 'warning', 'cannot-tell'] as const;
export type DigestOutcome = (typeof TOLD)[number];

/** What a certificate's own findings and those of the responses it has its status from are. */
export interface Judged {
  readonly row: Row;
  readonly findings: readonly Finding[];
}

/** Findings of many certificates by rule and outcome, worst outcome first, then rule. One pass. */
export function digestFindings(judged: Iterable<Judged>): RuleDigest[] {
  const groups = new Map<string, Group>();
  for (const { row, findings } of judged) {
    const produced = new Map(row.entry.statuses.map(({ evidence, producedAt }) => [evidence, producedAt]));
    for (const { rule, outcome, citation, evidence } of findings) {
      if (!isTold(outcome)) continue;
      const key = `${outcome} ${rule}`;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = new Group(rule, outcome)));
      group.add(
        row,
        citation,
        evidence.flatMap((sha256) => produced.get(sha256) ?? []),
      );
    }
  }
  return [...groups.values()]
    .map((group) => group.told)
    .sort((a, b) => TOLD.indexOf(a.outcome) - TOLD.indexOf(b.outcome) || byCodeUnit(a.rule, b.rule));
}

const isTold = (outcome: Outcome): outcome is DigestOutcome => (TOLD as readonly Outcome[]).includes(outcome);

class Group {
  readonly #rule: string;
  readonly #outcome: DigestOutcome;
  readonly #rows = new Set<Row>();
  readonly #issued = new Span();
  readonly #produced = new Span();
  readonly #citations = new Map<string, Citation>();

  constructor(rule: string, outcome: DigestOutcome) {
    this.#rule = rule;
    this.#outcome = outcome;
  }

  add(row: Row, citation: Citation, produced: readonly string[]): void {
    this.#rows.add(row);
    this.#issued.add(row.entry.notBefore);
    for (const at of produced) this.#produced.add(at);
    this.#citations.set(`${citation.document}\n${citation.edition}\n${citation.section}`, citation);
  }

  get told(): RuleDigest {
    return {
      rule: this.#rule,
      outcome: this.#outcome,
      ...aboutRule(this.#rule),
      certificates: this.#rows.size,
      firstNotBefore: this.#issued.first!,
      lastNotBefore: this.#issued.last!,
      firstProducedAt: this.#produced.first,
      lastProducedAt: this.#produced.last,
      citations: [...this.#citations].sort(([a], [b]) => byCodeUnit(a, b)).map(([, citation]) => citation),
    };
  }
}

function aboutRule(id: string): Pick<RuleDigest, 'requirement' | 'effectiveFrom'> {
  const rules = RULES.filter((rule) => rule.id === id);
  const starts = rules.flatMap(({ windows }) => windows.map(({ from }) => from));
  const always = starts.length === 0 || starts.includes(undefined);
  const first = Math.min(...starts.map((from) => from ?? 0));
  return { requirement: rules[0]?.requirement ?? '', effectiveFrom: always ? null : formatInstant(first) };
}
