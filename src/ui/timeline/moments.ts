import type { CatalogueRule } from '../../core/rules/catalogue.ts';
import type { CaseEvent } from '../../core/model/event.ts';
import type { Instant } from '../../core/model/time.ts';
import type { Facets } from '../state/facets.ts';
import { rulesHref } from '../state/route.ts';
import { visibleText } from '../text/visible.ts';
import { sayMoment, shortMoment } from './utc.ts';

/** The moments that cross the whole picture: when rules took effect, what happened, and as of when the case was judged. */

export interface MomentLine {
  readonly at: Instant;
  readonly kind: 'rule' | 'event' | 'evaluated';
  /** Short, for the flag. */
  readonly label: string;
  readonly title: string;
  readonly lines: readonly string[];
  /** Which flags get their words first where there is no room for all: the lowest. */
  readonly rank: number;
  readonly href?: string;
}

/** The rule whose day divides cases like these: Mozilla's duty of OCSP for precertificates. */
const DIVIDING = 'mrsp/precert-status';

const MAKER: Record<string, string> = { mrsp: 'MRSP', br: 'TLS BR', sbr: 'S/MIME BR', rfc6960: 'RFC 6960' };

/** Ids of the rules that found something in this case, and of the one that every such case is measured by. */
export const touchedRules = (found: Facets['rules']): ReadonlySet<string> =>
  new Set([DIVIDING, ...found.map(({ value }) => value)]);

/** One moment for each day on which the text of a touched rule began or changed. */
export function ruleMoments(catalogue: readonly CatalogueRule[], touched: ReadonlySet<string>): readonly MomentLine[] {
  const days = new Map<Instant, { rule: CatalogueRule; first: boolean; section: string; editions: string }[]>();
  for (const rule of catalogue) {
    if (!touched.has(rule.id)) continue;
    for (const [index, { from, section, editions }] of rule.windows.entries()) {
      if (from === null) continue;
      const begun = { rule, first: index === 0, section, editions };
      days.set(from, [...(days.get(from) ?? []), begun]);
    }
  }
  return [...days].map(([at, begun]) => {
    const [lead] = [...begun].sort((a, b) => importance(a) - importance(b)) as [(typeof begun)[number]];
    const more = begun.length > 1 ? ` +${begun.length - 1}` : '';
    return {
      at,
      kind: 'rule',
      label: `${MAKER[lead.rule.maker] ?? lead.rule.maker} § ${lead.section}${more}, ${shortMoment(at)}`,
      title: `${sayMoment(at)}: ${begun.every(({ first }) => first) ? 'took effect' : 'changed'}`,
      lines: begun.map(
        ({ rule, first, section, editions }) =>
          `${rule.id} ${first ? 'took effect' : 'has a new text'}: ${rule.document}, section ${section} (${editions})`,
      ),
      rank: lead.rule.id === DIVIDING ? 0 : 3 + importance(lead),
      href: rulesHref(lead.rule.id),
    };
  });
}

const importance = ({ rule, first }: { rule: CatalogueRule; first: boolean }): number =>
  (rule.id === DIVIDING ? 0 : rule.maker === 'mrsp' ? 2 : rule.maker === 'br' ? 4 : 6) + (first ? 0 : 1);

export const eventMoments = (events: readonly CaseEvent[]): readonly MomentLine[] =>
  events.map(({ at, written, label }) => ({
    at,
    kind: 'event',
    label: visibleText(label),
    title: visibleText(label),
    lines: [sayMoment(at), ...(written ? [`written “${visibleText(written)}”`] : [])],
    rank: 1,
  }));

export const evaluatedMoment = (at: Instant): MomentLine => ({
  at,
  kind: 'evaluated',
  label: `Evaluated as of ${shortMoment(at).slice(0, 10)}`,
  title: 'Evaluated as of',
  lines: [sayMoment(at), 'The verdicts below are of this moment.'],
  rank: 2,
});

/** All that a flag stands for, as one line of a report. */
export const sayMomentLine = ({ at, kind, title, lines }: MomentLine): string =>
  kind === 'rule'
    ? `${sayMoment(at)}: ${lines.join('; ')}`
    : [`${sayMoment(at)}: ${title}`, ...lines.filter((line) => line.startsWith('written'))].join(', ');
