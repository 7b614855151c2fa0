import type { ContradictionCode } from './contradictions.ts';
import type { Unmatchable } from './stated-list.ts';

/** What a list's lines are told to be, on the screen and in what is downloaded. */

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
