import type { Choice, Report } from '../../core/report/index.ts';

export const REPORT_WORD: Record<Report, string> = {
  appendix: 'CCADB appendix, CSV',
  'all-links': 'All links, text',
  'final-links': 'Links to final certificates',
  'precertificate-links': 'Links to precertificates',
  preliminary: 'Preliminary report, by a third party',
  full: 'Full report, by the CA',
  questions: 'The seven questions',
};

/** Who needs it, and in which form it is. */
export const REPORT_ABOUT: Record<Report, string> = {
  appendix:
    'The eleven columns that CCADB asks for, in their order, and more to the right. Revocation is what OCSP and verified CRLs in evidence say; which of them, and the type by policy OID, stand to the right. RFC 4180, UTF-8 without a byte order mark. Empty cells of the revocation columns are for the CA to fill in: Planned or Delayed.',
  'all-links': 'One crt.sh link a line. CCADB takes this instead of the table from 10,000 certificates on.',
  'final-links': 'cert_urls.txt: one crt.sh link a line.',
  'precertificate-links': 'precert_urls.txt: one crt.sh link a line, where the final certificate is not in hand.',
  preliminary:
    'CCADB’s template for somebody who is not the CA, in Markdown for a new bug in CA Program, CA Certificate Compliance. The bug’s title begins with the name of the CA Owner and a colon.',
  full: 'CCADB’s template, heading by heading, in Markdown for the bug. What only the CA can know is marked FILL IN.',
  questions: 'The form that Mozilla asked for until 2023-02-15, in Markdown, for bugs from before that.',
};

export const CHOICE_WORD: Record<Choice, string> = {
  violations: 'Certificates with a violation',
  all: 'All certificates of the case',
  shown: 'What the table shows now',
};
