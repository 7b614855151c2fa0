import { fileStem } from '../verdict/file-name.ts';
import { allLinks, appendixCsv, finalLinks, precertificateLinks, TEXT_LIST_FROM } from './appendix.ts';
import { fullReport } from './full.ts';
import type { ReportInput } from './input.ts';
import { preliminaryReport } from './preliminary.ts';
import { sevenQuestions } from './questions.ts';

/** What leaves for a bug, each as one text. */
export const REPORTS = [
  'appendix',
  'all-links',
  'final-links',
  'precertificate-links',
  'preliminary',
  'full',
  'questions',
] as const;
export type Report = (typeof REPORTS)[number];

export interface MadeReport {
  readonly text: string;
  readonly fileName: string;
  readonly type: 'text/csv' | 'text/plain' | 'text/markdown';
}

interface Kind {
  readonly type: MadeReport['type'];
  /** Of the file, behind the case's name; lists have the names that incidents give them. */
  readonly ending: string;
  make(input: ReportInput): string;
}

const KINDS: Record<Report, Kind> = {
  appendix: {
    type: 'text/csv',
    ending: 'appendix.csv',
    make: ({ rows, head, particulars }) => appendixCsv(rows, head.evaluatedAt, particulars),
  },
  'all-links': { type: 'text/plain', ending: 'all_urls.txt', make: ({ rows }) => allLinks(rows) },
  'final-links': { type: 'text/plain', ending: 'cert_urls.txt', make: ({ rows }) => finalLinks(rows) },
  'precertificate-links': {
    type: 'text/plain',
    ending: 'precert_urls.txt',
    make: ({ rows }) => precertificateLinks(rows),
  },
  preliminary: { type: 'text/markdown', ending: 'preliminary-report.md', make: preliminaryReport },
  full: { type: 'text/markdown', ending: 'full-report.md', make: fullReport },
  questions: { type: 'text/markdown', ending: 'seven-questions.md', make: sevenQuestions },
};

/** A report and the name of its file: `Bug-1793443.appendix.csv`, `cert_urls.txt`. */
export function makeReport(report: Report, input: ReportInput): MadeReport {
  const { type, ending, make } = KINDS[report];
  const fileName = type === 'text/plain' ? ending : `${fileStem(input.head.title)}.${ending}`;
  return { text: make(input), fileName, type };
}

/** The form in which CCADB wants this many certificates listed. */
export const appendixFor = (certificates: number): Report =>
  certificates >= TEXT_LIST_FROM ? 'all-links' : 'appendix';
