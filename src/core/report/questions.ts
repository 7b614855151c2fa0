import type { ReportInput } from './input.ts';
import { linkTo } from './appendix.ts';
import { numbersOf } from './numbers.ts';
import { basis, between, blank, count, policies, problemTable, split } from './phrases.ts';
import { timeline } from './timeline.ts';

/** More links than these are attached. */
const MOST_LINKS = 100;

/**
 * The seven questions that Mozilla asked of a CA until 2023-02-15 (policy of the time of bug 1793443): the summary for each problem and
 * the complete list are filled in, the rest stays a marked blank. Times are UTC, though it was not demanded then.
 */
export function sevenQuestions(input: ReportInput): string {
  const { head, rows, digest } = input;
  const numbers = numbersOf(input);
  const named = rows.map(linkTo).filter((link) => link !== null);
  const questions: [question: string, answer: string[]][] = [
    [
      'How your CA first became aware of the problem, and the time and date.',
      [blank('a problem report, a discussion, a bug, an audit of your own; when')],
    ],
    [
      'A timeline of the actions your CA took in response.',
      [...timeline(input, numbers), `- ${blank('what you did and when, and what led to it before')}`],
    ],
    [
      'Whether your CA has stopped, or has not yet stopped, certificate issuance or the process giving rise to the problem or incident.',
      [blank('stopped or not; if not, why')],
    ],
    [
      'In a case involving certificates, a summary of the problematic certificates. For each problem: the number of certificates, and the date the first and last certificates with that problem were issued.',
      [
        `${count(numbers.all, 'certificate')}: ${split(numbers)}${numbers.all > 0 ? `; notBefore ${between(numbers.issued)}` : ''}. Dates of issuance are notBefore, which a CA chooses.`,
        '',
        ...problemTable(digest),
        '',
        ...(policies(digest) ? [`Requirements: ${policies(digest)}.`, ''] : []),
        basis(head),
      ],
    ],
    [
      'In a case involving TLS server certificates, the complete certificate data for the problematic certificates.',
      named.length > MOST_LINKS
        ? ['Attached: `cert_urls.txt` and `precert_urls.txt`, one crt.sh link a line.']
        : named.length === 0
          ? ['None.']
          : named.map((link) => `- ${link}`),
    ],
    [
      'Explanation about how and why the mistakes were made or bugs introduced, and how they avoided detection until now.',
      [blank('the explanation')],
    ],
    [
      'List of steps your CA is taking to resolve the situation and ensure that such situation or incident will not be repeated in the future, accompanied with a binding timeline of when your CA expects to accomplish each of these remediation steps.',
      [`- ${blank('step, and its date')}`],
    ],
  ];
  return `${questions.map(([question, answer], at) => [`**${at + 1}. ${question}**`, '', ...answer].join('\n')).join('\n\n')}\n`;
}
