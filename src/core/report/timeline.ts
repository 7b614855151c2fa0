import type { CaseEvent } from '../model/event.ts';
import { formatInstant } from '../model/time.ts';
import { byCodeUnit } from '../model/bytes.ts';
import { code, words } from './harmless.ts';
import type { ReportInput } from './input.ts';
import type { Numbers } from './numbers.ts';
import { count, utc } from './phrases.ts';

/** One line of a report's timeline. */
interface Line {
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly says: string;
}

/** What the user and the evidence say happened, by time, in UTC. Marks say which of the two it was. */
export function timeline({ events, digest }: ReportInput, numbers: Numbers): string[] {
  const lines = [...events.map(ofEvent), ...ofEvidence(numbers), ...ofRules(digest)];
  return lines
    .sort((a, b) => byCodeUnit(a.at, b.at) || byCodeUnit(a.says, b.says))
    .map(({ at, says }) => `- ${utc(at)}: ${says}`);
}

function ofEvent({ at, written, label }: CaseEvent): Line {
  const moment = formatInstant(at);
  const stated = written.trim();
  const plain = stated === '' || stated === moment || /(?:Z|UTC)$/.test(stated);
  return { at: moment, says: `${words(label)}${plain ? '' : ` (stated as ${words(stated)})`}` };
}

function ofEvidence(numbers: Numbers): Line[] {
  const { all, issued, proven, provenCount, unknown, unknownSince, goodAfter, produced } = numbers;
  const pair = (span: { first: string | null; last: string | null }, first: string, last: string): Line[] => [
    ...(span.first === null ? [] : [{ at: span.first, says: `${first} (evidence)` }]),
    ...(span.last === null || span.last === span.first ? [] : [{ at: span.last, says: `${last} (evidence)` }]),
  ];
  const by = `that an SCT or a log entry proves; ${provenCount} of ${count(all, 'certificate')} can be proven so`;
  return [
    ...pair(
      issued,
      'notBefore of the first certificate counted here',
      'notBefore of the last certificate counted here',
    ),
    ...pair(proven, `First issuance ${by}`, `Last issuance ${by}`),
    ...pair(unknownSince, 'thisUpdate of the first answer “unknown”', 'thisUpdate of the last answer “unknown”'),
    ...pair(
      unknown,
      'producedAt of the first signed answer “unknown”',
      'producedAt of the last signed answer “unknown”',
    ),
    ...pair(
      goodAfter,
      'producedAt of the first signed answer that knows a certificate called “unknown” before',
      'The same, of the last certificate with such an answer',
    ),
    ...(unknown.first === null
      ? pair(
          produced,
          'producedAt of the first signed answer in evidence',
          'producedAt of the last signed answer in evidence',
        )
      : []),
  ];
}

/** Since when the requirements that were violated are held; the documents may have had them earlier. */
const ofRules = (digest: ReportInput['digest']): Line[] =>
  digest.flatMap(({ outcome, rule, effectiveFrom, citations }) => {
    if (outcome !== 'violation' || effectiveFrom === null) return [];
    const [{ document, section } = { document: '', section: '' }] = citations;
    return [
      {
        at: effectiveFrom,
        says: `In force by this day at the latest: the requirement of ${code(rule)} (${document}, section ${section})`,
      },
    ];
  });
