import type { ListedAs } from '../../core/model/stated.ts';
import type { Clock, Compared, StatedCount } from '../../core/reconcile/index.ts';
import type { CountedKind, Figure } from '../../worker/reconciled.ts';
import { count } from '../text/words.ts';

export const LISTED_AS_WORD: Record<ListedAs, string> = {
  unsaid: 'Certificates of either kind',
  final: 'Final certificates',
  precertificate: 'Precertificates without a final one',
};

export const COMPARED_WORD: Record<Compared, string> = {
  all: 'All certificates in evidence',
  violations: 'Certificates with a violation',
  shown: 'What the table shows now',
};

/** What a figure counts, in the order of the page. */
export const FIGURE_WORD: Record<Figure, string> = {
  inEvidence: 'in the lists and in evidence',
  notInEvidence: 'in the lists, not in evidence',
  notInLists: 'in evidence, not in the lists',
  outside: 'in the lists and in evidence, but not among those compared with',
  doubles: 'named more than once',
  contradictions: 'contradictory',
  unmatchable: 'named in a way that cannot be matched',
  ignored: 'lines that name no certificate',
};

export const KIND_COUNTED: Record<CountedKind, string> = {
  final: 'final certificates',
  'precertificate-only': 'precertificates without a final certificate in hand',
  both: 'certificates of both kinds',
};

export const CLOCK_WORD: Record<Clock, string> = { notBefore: 'by notBefore', issued: 'by proven issuance' };

/** What a stated count counts: `final certificates, not expired, after 2022-09-30`. */
export function countedWord({ of, expired, revoked, side }: StatedCount): string {
  const noun = { all: 'certificates', final: 'final certificates', precertificate: 'precertificates' }[of];
  const parts = [noun];
  if (expired !== null) parts.push(expired ? 'expired' : 'not expired');
  if (revoked !== null) parts.push(revoked ? 'revoked' : 'not revoked');
  if (side) parts.push(`${side.is === 'since' ? 'on or after' : side.is} ${side.moment}`);
  return parts.join(', ');
}

/** `as stated`, `3 fewer than stated`, `1 more than stated`. */
export function differenceWord(found: number, stated: number): string {
  if (found === stated) return 'as stated';
  return `${count(Math.abs(found - stated), found < stated ? 'fewer' : 'more', found < stated ? 'fewer' : 'more')} than stated`;
}

/** Offered in the field; any IANA name and offset is understood besides. */
export const ZONES = [
  'UTC',
  'PDT',
  'PST',
  'America/Los_Angeles',
  'America/New_York',
  'Europe/London',
  'Europe/Paris',
  'Europe/Berlin',
  'Europe/Athens',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Taipei',
  'Asia/Tokyo',
] as const;
