import type { Case } from '../../core/model/case.ts';
import type { EvidenceKind } from '../../core/model/evidence.ts';
import type { CertStatusName, EntryKind, Outcome, Reading, Verdict } from '../../core/model/verdict.ts';

/** The words the screen uses for the document's closed vocabularies. The choice of Reading is fixed by verdict-format section 5. */

export const VERDICT_WORD: Record<Verdict, string> = {
  violation: 'Violation',
  warning: 'Warning',
  'cannot-tell': 'Cannot tell',
  'no-violation-found': 'No violation found',
  'not-applicable': 'Not applicable',
};

export const OUTCOME_WORD: Record<Outcome, string> = {
  violation: 'Violation',
  warning: 'Warning',
  'cannot-tell': 'Cannot tell',
  info: 'Note',
  pass: 'Pass',
  'not-applicable': 'Not applicable',
  'not-effective': 'Not in force',
};

export const KIND_WORD: Record<EntryKind, string> = {
  final: 'Final certificate',
  'precertificate-only': 'Precertificate only',
  ca: 'CA certificate',
  responder: 'Responder certificate',
};

export const STATUS_WORD: Record<CertStatusName | 'none', string> = {
  good: 'good',
  revoked: 'revoked',
  unknown: 'unknown',
  none: 'no status',
};

export const READING_WORD: Record<Reading, string> = { ruling: "Mozilla's ruling", retroactive: 'Retroactive' };

export const EVIDENCE_WORD: Record<EvidenceKind, string> = {
  certificate: 'certificate',
  precertificate: 'precertificate',
  'ocsp-response': 'OCSP response',
  'ocsp-request': 'OCSP request',
  crl: 'CRL',
  'ct-log-entry': 'CT log entry',
  'ct-log-list': 'CT log list',
  unrecognised: 'unrecognised',
};

/** What a case is called where it has no title of its own. */
export const caseName = (kept: Pick<Case, 'title'>): string => kept.title || 'Untitled case';

/** `1 certificate`, `2 certificates`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** `102,400`: the same in every locale, as all of the page's numbers that people compare. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
