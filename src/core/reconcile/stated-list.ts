/** A stated list as it was read: which certificates it names, and what in it names none. */
export interface StatedList {
  readonly entries: readonly StatedEntry[];
  /** What names a certificate in a way that cannot be matched offline. */
  readonly unmatchable: readonly Unmatchable[];
  /** Lines with text in them that name nothing. */
  readonly ignored: readonly Ignored[];
  /** Whether it is a table with columns, such as a CCADB appendix. */
  readonly table: boolean;
}

/** One certificate that a list names. At least one of the hashes or the serial number is there. */
export interface StatedEntry {
  /** From 1; in a table, the row, the header being the first. */
  readonly line: number;
  /** As written, at most `LONGEST` characters of it. */
  readonly text: string;
  /** From a column of precertificates' hashes. */
  readonly precertificateSha256: string | null;
  /** From a column of certificates' hashes. */
  readonly certificateSha256: string | null;
  /** A fingerprint that does not say which of the two it is of. */
  readonly sha256: string | null;
  /** Lower-case hex without leading zeros. */
  readonly serialNumber: string | null;
  /** Of a table: what else the row states, as written. */
  readonly cells?: StatedCells;
}

export interface StatedCells {
  readonly notBefore: string;
  readonly notAfter: string;
  readonly revoked: string;
  readonly revocationDate: string;
}

export interface Unmatchable {
  readonly line: number;
  readonly text: string;
  readonly by: 'crt.sh-id' | 'sha1' | 'spki-sha256' | 'crt.sh-query' | 'unreadable';
}

export interface Ignored {
  readonly line: number;
  readonly text: string;
}

/** How much of a line is kept to show it. */
const LONGEST = 300;

export const cut = (text: string): string => {
  const trimmed = text.trim();
  return trimmed.length > LONGEST ? `${trimmed.slice(0, LONGEST)}…` : trimmed;
};

/** A serial number for matching: hex digits of any case and grouping, as the integer's own, without leading zeros. */
export const serialKey = (hex: string): string =>
  hex
    .replace(/^0x/i, '')
    .replace(/[:\s]/g, '')
    .toLowerCase()
    .replace(/^0+(?=.)/, '');
