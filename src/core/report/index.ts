export { allLinks, appendixCsv, finalLinks, linkTo, precertificateLinks, TEXT_LIST_FROM } from './appendix.ts';
export { CHOICES, choose, type Choice, type Chosen } from './choice.ts';
// Types only: the digest itself needs every rule, and is made where they are.
export type { DigestOutcome, RuleDigest } from './digest.ts';
export type { Particulars, ReportInput } from './input.ts';
export { appendixFor, makeReport, REPORTS, type MadeReport, type Report } from './reports.ts';
