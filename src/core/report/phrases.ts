import type { Citation, Reading } from '../model/verdict.ts';
import type { Choice } from './choice.ts';
import type { RuleDigest } from './digest.ts';
import { code } from './harmless.ts';
import type { Numbers } from './numbers.ts';
import type { Span } from './span.ts';

/** Sentences that several reports say. */

/** A place that only a person can fill in. */
export const blank = (what: string): string => `**[FILL IN: ${what}]**`;

/** `2022-08-08 23:20:00 UTC` of an RFC 3339 moment in UTC. */
export const utc = (moment: string): string => `${moment.slice(0, 10)} ${moment.slice(11, 19)} UTC`;

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** ` between … and …`, or ` on …` of one moment; `''` of none. */
export function between({ first, last }: Span): string {
  if (first === null || last === null) return '';
  return first === last ? `on ${utc(first)}` : `between ${utc(first)} and ${utc(last)}`;
}

export const split = ({ final, precertificateOnly }: Numbers): string =>
  `${count(final, 'final certificate')} and ${count(precertificateOnly, 'precertificate')} without a final certificate in hand`;

const CHOICE: Record<Choice, string> = {
  all: 'all certificates of the case',
  violations: 'the certificates of the case for which a violation was found',
  shown: 'a selection of the certificates of the case',
};
export const sayChoice = (choice: Choice): string => CHOICE[choice];

export const READING: Record<Reading, string> = {
  ruling:
    'Mozilla’s ruling (bug 1793443, comment 9): precertificates issued before 2022-10-01 are outside the service duty of MRSP 5.4',
  retroactive:
    'retroactive: the service duty of MRSP 5.4 covers every unexpired precertificate from 2022-10-01 on, whenever it was issued',
};

export const issuersOf = ({ issuers, moreIssuers }: Numbers): string =>
  [...issuers.map((issuer) => code(issuer)), ...(moreIssuers > 0 ? [`${moreIssuers} more`] : [])].join(', ') ||
  '(none)';

const cite = ({ document, edition, section }: Citation): string =>
  `${document}${edition === document ? '' : ` ${edition}`}, section ${section}`;

/** Policy names, versions and sections, each once, worst outcome first. */
export function policies(digest: readonly RuleDigest[]): string {
  const violated = digest.filter(({ outcome }) => outcome === 'violation');
  const from = violated.length > 0 ? violated : digest.filter(({ outcome }) => outcome === 'warning');
  return [...new Set(from.flatMap(({ citations }) => citations.map(cite)))].join('; ');
}

const OUTCOME: Record<RuleDigest['outcome'], string> = {
  violation: 'violation',
  warning: 'warning',
  'cannot-tell': 'cannot tell',
};

/** One line a rule and outcome: how many certificates, and when the first and the last of them were issued. */
export function problemTable(digest: readonly RuleDigest[]): string[] {
  if (digest.length === 0) return ['No rule found a violation or a warning, and none lacked a fact.'];
  return [
    '| Rule | Outcome | Certificates | First notBefore | Last notBefore | Source |',
    '| --- | --- | ---: | --- | --- | --- |',
    ...digest.map(
      ({ rule, outcome, certificates, firstNotBefore, lastNotBefore, citations }) =>
        `| ${code(rule, { inTable: true })} | ${OUTCOME[outcome]} | ${certificates} | ${utc(firstNotBefore)} | ${utc(lastNotBefore)} | ${citations.map(cite).join('; ')} |`,
    ),
  ];
}

/** One sentence a violation. */
export const violations = (digest: readonly RuleDigest[]): string[] =>
  digest
    .filter(({ outcome }) => outcome === 'violation')
    .map(({ rule, certificates, requirement, citations }) => {
      const sources = citations.map(cite).join('; ');
      return `${count(certificates, 'certificate')}: ${code(rule)} (${sources}). ${requirement}`;
    });

/** What was counted, by what, and how to get the same. */
export const basis = (head: {
  readonly tool: { readonly name: string; readonly version: string; readonly rulesVersion: string };
  readonly evaluatedAt: string;
  readonly reading: Reading;
}): string =>
  `Counted from signed evidence by ${head.tool.name} ${head.tool.version} with its rules of ${head.tool.rulesVersion}, as of ${utc(head.evaluatedAt)}; reading: ${READING[head.reading]}. Anyone with the same evidence gets the same numbers. Where no violation was found, none is excluded.`;
