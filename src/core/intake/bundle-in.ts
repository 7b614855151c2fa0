import type { ArchiveMeter } from './budget.ts';
import { BundleReader } from './bundle-reader.ts';
import { CASE_FILE, readCaseFile } from './case-file.ts';
import type { Collector } from './collector.ts';
import { parseJson } from './json.ts';
import type { Piece } from './piece.ts';
import { localData, type ZipEntry } from './zip-directory.ts';
import { inflated, stored } from './zip-member.ts';

/**
 * A reader for the evidence bundle that an archive is, or `null` when it is none. People also pack a bundle again with a
 * folder around it, so its case file may lie one folder deep.
 */
export function bundleIn(
  entries: readonly ZipEntry[],
  { name, bytes }: Piece,
  collector: Collector,
  meter: ArchiveMeter,
): BundleReader | null {
  const entry = entries.find((one) => /^(?:[^/]+\/)?case\.json$/.test(one.name));
  if (!entry || entry.encrypted || !(entry.size <= collector.spending.budget.textBytes)) return null;
  const start = localData(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), entry.offset);
  if (Number.isNaN(start) || (entry.method !== 0 && entry.method !== 8)) return null;
  const data = bytes.subarray(start, start + entry.compressed);
  const content =
    entry.method === 0 ? stored(entry, data, meter) : inflated(entry, data, meter, (octets) => octets.slice());
  if ('code' in content) return null;
  const [value] = parseJson(new TextDecoder().decode(content.bytes))?.values ?? [];
  const caseFile = readCaseFile(value);
  if (caseFile === null) return null;
  if (caseFile.ok) return new BundleReader(name, entry.name.slice(0, -CASE_FILE.length), caseFile.value, collector);
  collector.problem(`${name}/${entry.name}`, caseFile.code, caseFile.message);
  return null;
}
