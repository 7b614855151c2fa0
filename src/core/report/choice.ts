import type { Row } from '../model/row.ts';
import { parseInstant, type Instant } from '../model/time.ts';

/** Which certificates a report is about. */
export const CHOICES = ['all', 'violations', 'shown'] as const;
export type Choice = (typeof CHOICES)[number];

export interface Chosen {
  /** Final certificates and precertificates, in the document's order. */
  readonly rows: readonly Row[];
  /** CA and responder certificates that the choice would have had: no list of affected certificates has them. */
  readonly apart: number;
}

/**
 * The rows of a report. `shown` are those of the table, whose order does not matter here.
 * @param unexpiredAt ms UTC: leaves out what had expired then, as CCADB's appendix may; `null` keeps all
 */
export function choose(
  choice: Choice,
  all: readonly Row[],
  shown: readonly Row[],
  unexpiredAt: Instant | null = null,
): Chosen {
  const from =
    choice === 'shown'
      ? [...shown].sort((a, b) => a.index - b.index)
      : choice === 'violations'
        ? all.filter(({ entry }) => entry.verdict === 'violation')
        : all;
  const ends = from.filter(({ entry }) => entry.kind === 'final' || entry.kind === 'precertificate-only');
  const rows = unexpiredAt === null ? ends : ends.filter(({ entry }) => parseInstant(entry.notAfter)! >= unexpiredAt);
  return { rows, apart: from.length - ends.length };
}
