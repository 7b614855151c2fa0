import { revocationOf, type Revocation } from '../model/revocation.ts';
import type { Row } from '../model/row.ts';
import type { ListedAs } from '../model/stated.ts';
import { parseInstant } from '../model/time.ts';
import type { Mention } from './match.ts';
import { serialKey } from './stated-list.ts';

export const CONTRADICTIONS = [
  'precertificate-only',
  'fingerprint-of-precertificate',
  'final-in-hand',
  'fingerprint-of-certificate',
  'in-both-lists',
  'several-certificates',
  'other-serial',
  'other-date',
  'stated-revoked',
  'stated-not-revoked',
  'other-revocation-date',
  'statuses-disagree',
] as const;
export type ContradictionCode = (typeof CONTRADICTIONS)[number];

/** Something that a list says of a certificate and the evidence, or another list, says otherwise. */
export interface Contradiction {
  readonly code: ContradictionCode;
  readonly mention: Mention;
  /** The mention it contradicts, when it is not the evidence. */
  readonly other?: Mention;
  readonly rows: readonly Row[];
  /** The facts that differ, stated and found; `''` where the code says it all. */
  readonly detail: string;
}

const NONE: readonly Contradiction[] = [];

/** Whether a certificate is revoked by what signed evidence says. */
export type RevocationOf = (row: Row) => Revocation | null;
/** Where CRLs are not known. */
export const byOcsp: RevocationOf = ({ entry }) => revocationOf(entry.statuses, []);

/** What in one mention disagrees with the rows it names. */
export function contradictionsOf(
  mention: Mention,
  listedAs: ListedAs,
  rows: readonly Row[],
  revocation: RevocationOf = byOcsp,
): readonly Contradiction[] {
  if (rows.length === 0) return NONE;
  const found: Contradiction[] = [];
  const say = (code: ContradictionCode, row: Row, detail = ''): void => {
    found.push({ code, mention, rows: [row], detail });
  };
  if (rows.length > 1) found.push({ code: 'several-certificates', mention, rows, detail: '' });
  if (rows.length !== 1) return found;
  const [row] = rows as [Row];
  kinds(mention, listedAs, row, say);
  cells(mention, row, say, revocation);
  if (row.rules.includes('rfc6960/contradictory-statuses')) say('statuses-disagree', row);
  return found;
}

type Say = (code: ContradictionCode, row: Row, detail?: string) => void;

/** Final certificate or precertificate: what the list says, and which of the two the fingerprint is of. */
function kinds({ entry }: Mention, listedAs: ListedAs, row: Row, say: Say): void {
  const { kind, precertificateSha256, certificateSha256 } = row.entry;
  const statedFinal = listedAs === 'final' ? (entry.certificateSha256 ?? entry.sha256) : entry.certificateSha256;
  const statedPrecert =
    listedAs === 'precertificate' ? (entry.precertificateSha256 ?? entry.sha256) : entry.precertificateSha256;
  if (kind === 'precertificate-only' && (listedAs === 'final' || (statedFinal && statedFinal === precertificateSha256)))
    say('precertificate-only', row);
  else if (kind === 'final' && statedFinal && statedFinal === precertificateSha256)
    say('fingerprint-of-precertificate', row);
  if (kind === 'final' && statedPrecert && statedPrecert === certificateSha256) say('fingerprint-of-certificate', row);
  else if (kind === 'final' && listedAs === 'precertificate') say('final-in-hand', row);
}

/** The other columns of a table. */
function cells({ entry }: Mention, row: Row, say: Say, revocation: RevocationOf): void {
  const { serialNumber, notBefore, notAfter, statuses } = row.entry;
  const byHash = entry.sha256 ?? entry.certificateSha256 ?? entry.precertificateSha256;
  if (byHash && entry.serialNumber && entry.serialNumber !== serialKey(serialNumber))
    say('other-serial', row, `stated ${entry.serialNumber}, in the certificate ${serialNumber}`);
  if (!entry.cells) return;
  const dates = [
    ['notBefore', entry.cells.notBefore, notBefore],
    ['notAfter', entry.cells.notAfter, notAfter],
  ] as const;
  for (const [field, stated, found] of dates)
    if (!sameMoment(stated, found)) say('other-date', row, `${field} stated ${stated}, in the certificate ${found}`);

  const latest = statuses.at(-1);
  const stated = entry.cells.revoked.toLowerCase();
  const revoked = revocation(row);
  if (!revoked) {
    if (latest && stated === 'yes')
      say('stated-revoked', row, `the latest answer in evidence, of ${latest.producedAt}, says ${latest.certStatus}`);
    return;
  }
  const by = revoked.by === 'CRL' ? 'CRL' : 'answer';
  if (stated !== '' && stated !== 'yes')
    say('stated-not-revoked', row, `stated ${entry.cells.revoked}${by === 'CRL' ? ', revoked by a CRL' : ''}`);
  else if (revoked.date && !sameMoment(entry.cells.revocationDate, revoked.date))
    say('other-revocation-date', row, `stated ${entry.cells.revocationDate}, in the ${by} ${revoked.date}`);
}

/** Whether a stated date is the moment, as exactly as it is stated; one that cannot be read states nothing. */
function sameMoment(stated: string, moment: string): boolean {
  const at = parseInstant(stated);
  if (at === null) return true;
  if (!stated.includes(':')) return stated.trim() === moment.slice(0, 10);
  // Many lists give minutes only.
  const exact = /\d:\d\d:\d\d/.test(stated) ? 1000 : 60_000;
  return Math.floor(at / exact) === Math.floor(parseInstant(moment)! / exact);
}
