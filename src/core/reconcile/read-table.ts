import { csvRows, separatorOf } from '../intake/csv.ts';
import { cut, serialKey, type StatedEntry, type StatedList } from './stated-list.ts';

/** The columns that say which certificate a row is of, and those that can contradict the evidence, as people head them. */
const COLUMNS = {
  precertificateSha256: /^pre-?cert(?:ificate)? sha-? ?256(?: hash| fingerprint)?$/,
  certificateSha256: /^(?:final |leaf )?cert(?:ificate)? sha-? ?256(?: hash| fingerprint)?$/,
  sha256: /^(?:sha-? ?256(?: hash| fingerprint)?|fingerprint(?: sha-? ?256)?|crt ?sh(?: link| url)?)$/,
  serialNumber: /^(?:certificate )?serial(?: number| no)?(?: hex)?$/,
  notBefore: /^(?:valid from|not ?before)(?: gmt| utc)?$/,
  notAfter: /^(?:valid to|not ?after)(?: gmt| utc)?$/,
  revoked: /^is revoked$/,
  revocationDate: /^(?:date of revocation|revocation date)$/,
} as const;
type Column = keyof typeof COLUMNS;
const NAMING: readonly Column[] = ['precertificateSha256', 'certificateSha256', 'sha256', 'serialNumber'];

/** How many rows may stand above the header. */
const PREFACE = 10;

/** A list with a header row that names a column of hashes or serial numbers; `null` when it is none. */
export function readTable(text: string): StatedList | null {
  const head = findHeader(text);
  if (!head) return null;
  const { separator, at, columns } = head;
  const entries: StatedEntry[] = [];
  const unmatchable: { line: number; text: string; by: 'unreadable' }[] = [];
  const ignored: { line: number; text: string }[] = [];
  let line = 0;
  for (const row of csvRows(text, separator)) {
    line++;
    if (line === at || row.every((cell) => cell.trim() === '')) continue;
    const shown = cut(row.join(separator));
    const cell = (column: Column): string => (row[columns[column] ?? -1] ?? '').trim();
    const entry = line < at ? null : entryOf(line, shown, cell);
    if (entry) entries.push(entry);
    else if (line > at && NAMING.some((column) => cell(column) !== ''))
      unmatchable.push({ line, text: shown, by: 'unreadable' });
    else ignored.push({ line, text: shown });
  }
  return { entries, unmatchable, ignored, table: true };
}

function entryOf(line: number, text: string, cell: (column: Column) => string): StatedEntry | null {
  const serial = cell('serialNumber').replace(/^'/, '');
  const named = {
    precertificateSha256: hashIn(cell('precertificateSha256')),
    certificateSha256: hashIn(cell('certificateSha256')),
    sha256: hashIn(cell('sha256')),
    serialNumber: /^(?:0x)?[0-9a-f]+(?:[: ]?[0-9a-f]{2})*$/i.test(serial) ? serialKey(serial) : null,
  };
  if (Object.values(named).every((value) => value === null)) return null;
  const cells = {
    notBefore: cell('notBefore'),
    notAfter: cell('notAfter'),
    revoked: cell('revoked'),
    revocationDate: cell('revocationDate'),
  };
  return { line, text, ...named, cells };
}

/** The hash in a cell: with separators, or in a link or a formula around it. */
function hashIn(cell: string): string | null {
  const plain = cell.replace(/[:\s]/g, '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(plain)) return plain;
  return /(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])/.exec(cell.toLowerCase())?.[0] ?? null;
}

function findHeader(text: string): { separator: string; at: number; columns: Partial<Record<Column, number>> } | null {
  const start = text.slice(0, 20_000).replace(/^\ufeff/, '');
  for (const [index, line] of start.split('\n', PREFACE).entries()) {
    const separator = separatorOf(line);
    const cells = [...csvRows(line, separator)][0] ?? [];
    const columns: Partial<Record<Column, number>> = {};
    cells.forEach((cell, at) => {
      const words = cell
        .toLowerCase()
        .replace(/[^a-z0-9-]+/g, ' ')
        .trim();
      for (const column of Object.keys(COLUMNS) as Column[])
        if (COLUMNS[column].test(words) && columns[column] === undefined) columns[column] = at;
    });
    if (NAMING.some((column) => columns[column] !== undefined)) return { separator, at: index + 1, columns };
  }
  return null;
}
