import { fileStem } from '../verdict/file-name.ts';
import type { ReportInput } from './input.ts';
import { TEXT_LIST_FROM } from './appendix.ts';
import { numbersOf, type Numbers } from './numbers.ts';
import {
  basis,
  between,
  blank,
  count,
  issuersOf,
  policies,
  problemTable,
  sayChoice,
  split,
  utc,
  violations,
} from './phrases.ts';
import { sayTypes } from './types.ts';
import { timeline } from './timeline.ts';

/**
 * The CA's own full incident report: the CCADB's template, heading by heading (IRG 3.2), with what the evidence says.
 * What only the CA can know stays a marked blank.
 */
export function fullReport(input: ReportInput): string {
  const { head, digest } = input;
  const numbers = numbersOf(input);
  const lines = [
    '## Full Incident Report',
    '',
    '### Summary',
    '',
    ...summary(input, numbers),
    '',
    '### Impact',
    '',
    ...impact(input, numbers),
    '',
    '### Timeline',
    '',
    'All times are UTC.',
    '',
    ...timeline(input, numbers),
    `- ${blank('what caused the incident, and when it was introduced; when you became aware; when it ended; when issuance stopped and resumed, if it did')}`,
    '',
    '### Related Incidents',
    '',
    '| Bug | Date | Description |',
    '| --- | --- | --- |',
    `| ${blank('bug, as a link')} | ${blank('when it was opened')} | ${blank('how it is related; two years back, other CAs’ too')} |`,
    '',
    '### Root Cause Analysis',
    '',
    '**Contributing Factor 1: [FILL IN: title]**',
    ...[
      'Description',
      'Timeline',
      'Detection',
      'Interaction with other factors',
      'Root Cause Analysis methodology used',
    ].map((field) => `- **${field}:** ${blank(field.toLowerCase())}`),
    '',
    '### Lessons Learned',
    '',
    ...['What went well', 'What didn’t go well', 'Where we got lucky', 'Additional'].map(
      (field) => `- **${field}:** ${blank(field.toLowerCase())}`,
    ),
    '',
    '### Action Items',
    '',
    '| Action Item | Kind | Corresponding Root Cause(s) | Evaluation Criteria | Due Date | Status |',
    '| --- | --- | --- | --- | --- | --- |',
    `| ${blank('action')} | ${blank('Prevent, Mitigate or Detect')} | ${blank('factor')} | ${blank('how others can tell that it works')} | ${blank('YYYY-MM-DD')} | ${blank('Ongoing, Complete, Delayed or Canceled')} |`,
    '',
    '### Appendix',
    '',
    ...appendix(input, numbers),
    '',
    ...problemTable(digest),
    '',
    basis(head),
  ];
  return `${lines.join('\n')}\n`;
}

function summary({ digest }: ReportInput, numbers: Numbers): string[] {
  const { issued, unknown, goodAfter } = numbers;
  const start = unknown.first
    ? `; the first signed answer “unknown” in evidence was produced ${utc(unknown.first)}, and the first certificate counted has notBefore ${utc(issued.first!)}`
    : '';
  const end = goodAfter.last
    ? `; of those that an answer in evidence knows again, the last was known in an answer produced ${utc(goodAfter.last)}`
    : '';
  return [
    `- **CA Owner CCADB unique ID:** ${blank('the letter A and six digits')}`,
    `- **Incident description:** ${described(numbers)} ${blank('what happened, in a sentence')}`,
    ...violations(digest).map((sentence) => `  - ${sentence}`),
    '- **Timeline summary:**',
    `  - **Non-compliance start date:** ${blank(`date${start}`)}`,
    `  - **Non-compliance identified date:** ${blank('date')}`,
    `  - **Non-compliance end date:** ${blank(`date${end}`)}`,
    `- **Relevant policies:** ${policies(digest) || blank('policy names, versions and sections')}`,
    `- **Source of incident disclosure:** ${blank('one of: Self Reported, Third Party Reported, Audit')}`,
  ];
}

const described = (numbers: Numbers): string => {
  const { all, unknownCount, unknown, mendedCount } = numbers;
  const answers =
    unknownCount > 0
      ? ` Signed OCSP responses answered “unknown” about ${unknownCount} of them, produced ${between(unknown)}; the latest answer in evidence knows ${mendedCount} of these.`
      : '';
  return `${count(all, 'certificate')} presumed to exist, issued by ${issuersOf(numbers)}.${answers}`;
};

function impact({ choice, rows, particulars }: ReportInput, numbers: Numbers): string[] {
  const { all, remaining, expired } = numbers;
  return [
    `- **Total number of certificates:** ${all} (${split(numbers)}; expired and revoked ones included)`,
    `- **Total number of "remaining valid" certificates:** ${remaining} (${expired} expired; ${sayRevoked(numbers)})`,
    `- **Affected certificate types:** ${sayTypes(rows.map(particulars.validations)) ?? blank('DV, IV, OV or EV; the certificates have none of the reserved policy OIDs')}`,
    `- **Incident heuristic:** The Appendix lists ${sayChoice(choice)}, ${all} in number. ${blank('whether these are all that are affected; else a rule by which anyone can find the rest, or why there is none')}`,
    `- **Was issuance stopped in response to this incident, and why or why not?:** ${blank('Yes or No, and why')}`,
    `- **Analysis:** ${blank('why revocation was delayed, if it was; else N/A')}`,
    `- **Additional considerations:** ${considered(numbers)}`,
  ];
}

const sayRevoked = ({ revoked, revokedByCrl }: Numbers): string => {
  const alone = revokedByCrl > 0 ? `; of ${revokedByCrl} of these a CRL alone says it` : '';
  return `${revoked} revoked by the latest OCSP response or a CRL in evidence${alone}`;
};

const considered = (numbers: Numbers): string => {
  const { final, precertificateOnly, issued, provenCount } = numbers;
  const dated = issued.first ? ` They were issued, by their notBefore, ${between(issued)}.` : '';
  const proven = provenCount > 0 ? ` For ${provenCount} of them an SCT or a log entry proves when.` : '';
  return `Of ${count(final, 'certificate')} the final certificate is in hand; ${count(precertificateOnly, 'certificate')} ${precertificateOnly === 1 ? 'is' : 'are'} presumed to exist from the precertificate alone.${dated}${proven}`;
};

function appendix(input: ReportInput, { final, precertificateOnly }: Numbers): string[] {
  const whole =
    input.rows.length >= TEXT_LIST_FROM
      ? '- `all_urls.txt`: one crt.sh link a line (there are 10,000 certificates or more)'
      : `- \`${fileStem(input.head.title)}.appendix.csv\`: the eleven columns that CCADB asks for, and more to their right`;
  return [
    'Attached:',
    '',
    whole,
    `- ${'`cert_urls.txt`'}: ${count(final, 'link')} to final certificates`,
    `- ${'`precert_urls.txt`'}: ${count(precertificateOnly, 'link')} to precertificates without a final certificate in hand`,
  ];
}
