import type { ReportInput } from './input.ts';
import { Span } from './span.ts';

/** What a report says of its certificates in numbers and dates (RFC 3339 UTC). */
export interface Numbers {
  readonly all: number;
  readonly final: number;
  readonly precertificateOnly: number;
  readonly expired: number;
  readonly revoked: number;
  /** Of them, those of which a CRL alone says it. */
  readonly revokedByCrl: number;
  /** Neither expired nor revoked. */
  readonly remaining: number;
  readonly violations: number;
  readonly issued: Span;
  /** Moments of issuance that something proves. */
  readonly proven: Span;
  readonly provenCount: number;
  /** producedAt of all authoritative answers, and of those that say `unknown`, `good` after an `unknown`. */
  readonly produced: Span;
  readonly unknown: Span;
  readonly unknownSince: Span;
  readonly goodAfter: Span;
  /** Certificates that an answer calls `unknown`; and those of them whose latest answer knows them. */
  readonly unknownCount: number;
  readonly mendedCount: number;
  /** As issuers are called, the one with the most certificates first, at most `MOST_ISSUERS`; and how many more there are. */
  readonly issuers: readonly string[];
  readonly moreIssuers: number;
}

const MOST_ISSUERS = 5;

export function numbersOf({ rows, head: { evaluatedAt }, particulars }: ReportInput): Numbers {
  const [issued, proven, produced, unknown, unknownSince, goodAfter] = Array.from({ length: 6 }, () => new Span());
  const counts = {
    final: 0,
    expired: 0,
    revoked: 0,
    byCrl: 0,
    remaining: 0,
    violations: 0,
    proven: 0,
    unknown: 0,
    mended: 0,
  };
  const issuers = new Map<string, number>();
  for (const row of rows) {
    const { entry, latest } = row;
    const revoked = particulars.revocation(row);
    const expired = entry.notAfter < evaluatedAt;
    if (entry.kind === 'final') counts.final++;
    if (expired) counts.expired++;
    if (revoked) counts.revoked++;
    if (revoked?.by === 'CRL') counts.byCrl++;
    if (!expired && !revoked) counts.remaining++;
    if (entry.verdict === 'violation') counts.violations++;
    issued!.add(entry.notBefore);
    if (entry.issued.basis !== 'notBefore') {
      counts.proven++;
      proven!.add(entry.issued.instant);
    }
    issuers.set(entry.issuer, (issuers.get(entry.issuer) ?? 0) + 1);
    let missing = false;
    let known: string | null = null;
    for (const { certStatus, producedAt, thisUpdate } of entry.statuses) {
      produced!.add(producedAt);
      if (certStatus === 'unknown') {
        missing = true;
        unknown!.add(producedAt);
        unknownSince!.add(thisUpdate);
      } else if (missing) known ??= producedAt;
    }
    if (missing) counts.unknown++;
    if (missing && latest !== 'unknown') counts.mended++;
    if (known) goodAfter!.add(known);
  }
  const ranked = [...issuers].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([issuer]) => issuer);
  return {
    all: rows.length,
    final: counts.final,
    precertificateOnly: rows.length - counts.final,
    expired: counts.expired,
    revoked: counts.revoked,
    revokedByCrl: counts.byCrl,
    remaining: counts.remaining,
    violations: counts.violations,
    issued: issued!,
    proven: proven!,
    provenCount: counts.proven,
    produced: produced!,
    unknown: unknown!,
    unknownSince: unknownSince!,
    goodAfter: goodAfter!,
    unknownCount: counts.unknown,
    mendedCount: counts.mended,
    issuers: ranked.slice(0, MOST_ISSUERS),
    moreIssuers: Math.max(0, ranked.length - MOST_ISSUERS),
  };
}
