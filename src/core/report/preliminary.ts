import type { ReportInput } from './input.ts';
import { linkTo } from './appendix.ts';
import { numbersOf } from './numbers.ts';
import { basis, between, blank, count, issuersOf, policies, problemTable, split, violations } from './phrases.ts';

/** More links than these make a report hard to read; they are attached instead. */
const MOST_LINKS = 100;

/**
 * A preliminary incident report by somebody who is not the CA: the CCADB's template, of which such a reporter need not
 * fill in the source of the disclosure (IRG 3.2).
 */
export function preliminaryReport(input: ReportInput): string {
  const { head, digest } = input;
  const numbers = numbersOf(input);
  const found = violations(digest);
  const lines = [
    '## Preliminary Incident Report',
    '',
    '### Summary',
    '',
    `- **Incident description:** ${described(numbers)} ${blank('in a sentence, what is wrong and why it matters')}`,
    ...found.map((sentence) => `  - ${sentence}`),
    `- **Relevant policies:** ${policies(digest) || blank('policy names, versions and sections')}`,
    '- **Source of incident disclosure:** Third Party Reported',
    '',
    '### Findings',
    '',
    ...problemTable(digest),
    '',
    basis(head),
    '',
    '### Certificates',
    '',
    ...links(input),
  ];
  return `${lines.join('\n')}\n`;
}

const described = (numbers: ReturnType<typeof numbersOf>): string => {
  const { all, issued, unknownCount, unknown } = numbers;
  const answers =
    unknownCount > 0
      ? ` Signed OCSP responses answer “unknown” about ${unknownCount} of them, produced ${between(unknown)}.`
      : '';
  return `${count(all, 'certificate')} presumed to exist (${split(numbers)}), issued by ${issuersOf(numbers)}${all > 0 ? `, notBefore ${between(issued)}` : ''}.${answers}`;
};

function links({ rows }: ReportInput): string[] {
  const named = rows.map(linkTo).filter((link) => link !== null);
  if (named.length > MOST_LINKS)
    return [`The ${named.length} links are attached: ${'`cert_urls.txt`'} and ${'`precert_urls.txt`'}.`];
  return named.length === 0 ? ['None.'] : named.map((link) => `- ${link}`);
}
