import { csvRows, separatorOf } from '../csv.ts';
import type { Format, Piece } from '../piece.ts';
import { pem } from '../text/pem.ts';

/** How the reports that carry whole certificates call that column. */
const PEM_COLUMN = /^(?:x\.?509 |certificate )*pem(?: info)?(?: \(.*\))?$/i;
const SHA256_COLUMN = /^(?:certificate )?sha-?256 (?:fingerprint|hash)$/i;

/**
 * A CCADB report as CSV with one certificate a row in a PEM column. Only that column is read: the others repeat what
 * the certificate says, or speak of its parents. A row without PEM leaves its fingerprint as a reference.
 */
export const ccadb: Format = {
  name: 'CCADB report',
  detect: (piece) => columnsOf(piece) !== null,
  read(piece, collector) {
    const { name, text } = piece;
    const { separator, pemColumn, hashColumn } = columnsOf(piece)!;
    let number = 0;
    for (const row of csvRows(text!, separator)) {
      number++;
      if (number === 1) continue;
      const cell = row[pemColumn] ?? '';
      const hash = (row[hashColumn] ?? '').replace(/[:\s]/g, '').toLowerCase();
      const before = collector.count;
      pem.read(cell, { name, collector, place: `Row ${number}: ` });
      if (collector.count > before) continue;
      if (cell.trim() !== '')
        collector.unreadable(
          new TextEncoder().encode(cell),
          name,
          'csv/bad-pem',
          `Row ${number}: the PEM column holds no PEM. Download the report again.`,
        );
      else if (/^[0-9a-f]{64}$/.test(hash)) collector.reference(hash, `${name} row ${number}`);
    }
  },
};

function columnsOf({ text }: Piece): { separator: string; pemColumn: number; hashColumn: number } | null {
  if (text === null || !text.includes('-----BEGIN')) return null;
  const line = /^[^\n]*/.exec(text)![0];
  if (line.length > 20_000) return null;
  const separator = separatorOf(line);
  const header = [...csvRows(line, separator)][0]?.map((cell) => cell.trim()) ?? [];
  const pemColumn = header.findIndex((cell) => PEM_COLUMN.test(cell));
  if (pemColumn < 0 || header.length < 2) return null;
  return { separator, pemColumn, hashColumn: header.findIndex((cell) => SHA256_COLUMN.test(cell)) };
}
