import type { Revocation } from '../model/revocation.ts';
import type { Row } from '../model/row.ts';
import { toCsv } from './harmless.ts';
import type { Particulars } from './input.ts';
import { typeWord } from './types.ts';

/** From this many certificates on, CCADB takes a text list instead of the table (IRG 3.2, Appendix). */
export const TEXT_LIST_FROM = 10_000;

/** The columns of CCADB's incident appendix, in the order that must be kept; further ones only to the right (IRG 3.2). */
export const APPENDIX_COLUMNS = [
  'Precertificate SHA-256 hash',
  'Certificate SHA-256 hash',
  'Subject',
  'Issuer',
  'Not before',
  'Not after',
  'Serial #',
  'dNSNames',
  'Is revoked?',
  'Revocation date',
  'Revocation reason',
] as const;

const EXTRA_COLUMNS = [
  'Kind',
  'Verdict',
  'Rules',
  'Latest OCSP status',
  'OCSP producedAt',
  'OCSP response SHA-256',
  'Issued (UTC)',
  'Issued known by',
  'crt.sh',
  'Revocation known by',
  'CRL SHA-256',
  'Type by policy OID',
] as const;

/**
 * The appendix as CSV. Revocation is what the latest authoritative OCSP response and verified CRLs say; a cell is left
 * blank where only the CA knows (planned, delayed). `evaluatedAt`, RFC 3339 UTC, says what has expired.
 */
export function appendixCsv(rows: readonly Row[], evaluatedAt: string, particulars: Particulars): string {
  return toCsv(lines(rows, evaluatedAt, particulars));
}

function* lines(rows: readonly Row[], evaluatedAt: string, about: Particulars): Generator<readonly string[]> {
  yield [...APPENDIX_COLUMNS, ...EXTRA_COLUMNS];
  for (const row of rows) {
    const revocation = about.revocation(row);
    yield [
      ...columnsOf(row, revocation, evaluatedAt),
      ...extrasOf(row),
      revocation?.by ?? '',
      revocation?.crl ?? '',
      typeWord(about.validations(row)),
    ];
  }
}

function columnsOf({ entry }: Row, revoked: Revocation | null, evaluatedAt: string): string[] {
  // "N/A" is CCADB's word for what has expired.
  const expired = !revoked && entry.notAfter < evaluatedAt ? 'N/A' : '';
  return [
    entry.precertificateSha256 ?? '',
    entry.certificateSha256 ?? '',
    entry.subject,
    entry.issuer,
    entry.notBefore,
    entry.notAfter,
    entry.serialNumber,
    entry.dnsNames.join(' '),
    revoked ? 'Yes' : expired,
    revoked ? (revoked.date ?? '') : expired,
    revoked?.reason ?? '',
  ];
}

function extrasOf(row: Row): string[] {
  const { entry, latest, rules } = row;
  const status = entry.statuses.at(-1);
  return [
    entry.kind,
    entry.verdict,
    rules.join(' '),
    latest,
    status?.producedAt ?? '',
    status?.evidence ?? '',
    entry.issued.instant,
    entry.issued.basis,
    linkTo(row) ?? '',
  ];
}

/** crt.sh's page of the certificate, or of its precertificate where only that is in hand; `null` when neither is. */
export function linkTo({ entry }: Pick<Row, 'entry'>): string | null {
  const sha256 = entry.certificateSha256 ?? entry.precertificateSha256;
  return sha256 === null ? null : `https://crt.sh/?sha256=${sha256}`;
}

const list = (rows: readonly Row[]): string =>
  rows
    .map(linkTo)
    .filter((link) => link !== null)
    .map((link) => `${link}\n`)
    .join('');

/** One link a line, certificates and precertificates together: what CCADB takes of long lists. */
export const allLinks = (rows: readonly Row[]): string => list(rows);

/** Links to final certificates. */
export const finalLinks = (rows: readonly Row[]): string => list(rows.filter(({ entry }) => entry.kind === 'final'));

/** Links to precertificates whose final certificate is not in hand; with `finalLinks` every certificate is listed once. */
export const precertificateLinks = (rows: readonly Row[]): string =>
  list(rows.filter(({ entry }) => entry.kind === 'precertificate-only'));
