import type { ListedAs } from '../../core/model/stated.ts';
import type { Clock, ContradictionCode, StatedCount, Unmatchable } from '../../core/reconcile/index.ts';
import type { Compared } from './reconciliation.svelte.ts';
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

export const CONTRADICTION_WORD: Record<ContradictionCode, string> = {
  'precertificate-only': 'Listed as a final certificate, but only a precertificate is in hand',
  'fingerprint-of-precertificate': 'Listed as a final certificate, by the fingerprint of its precertificate',
  'final-in-hand': 'Listed as a precertificate alone, but its final certificate is in hand',
  'fingerprint-of-certificate': 'Listed as a precertificate, by the fingerprint of the final certificate',
  'in-both-lists': 'Listed as a final certificate and as a precertificate alone',
  'several-certificates': 'One line, but several certificates',
  'other-serial': 'Another serial number',
  'other-date': 'Another date',
  'stated-revoked': 'Stated as revoked',
  'stated-not-revoked': 'Revoked in evidence, stated otherwise',
  'other-revocation-date': 'Another revocation date',
  'statuses-disagree': 'The signed answers about it disagree with each other',
};

export const UNMATCHABLE_WORD: Record<Unmatchable['by'], string> = {
  'crt.sh-id': 'A crt.sh ID: open the link, and state the SHA-256 instead',
  sha1: 'A SHA-1: state the SHA-256 instead',
  'spki-sha256': 'The hash of a public key, which many certificates may share',
  'crt.sh-query': 'A search on crt.sh, which may find many certificates',
  unreadable: 'Cannot be read: state it again, whole',
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
