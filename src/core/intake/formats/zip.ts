import type { ArchiveMeter, Spent } from '../budget.ts';
import { bundleIn } from '../bundle-in.ts';
import type { Collector } from '../collector.ts';
import type { Format } from '../piece.ts';
import { Piece } from '../piece.ts';
import type { ZipDirectory, ZipEntry } from '../zip-directory.ts';
import { isCalled, localData, localEntry, readZipDirectory } from '../zip-directory.ts';
import { inflated, stored } from '../zip-member.ts';
import { Refusals, type Refusal } from '../zip-refusals.ts';
import { tooDeep } from './gzip.ts';
import { readText } from './text.ts';

/** A ZIP file; its directory is checked against the members, since either may lie. */
export const zip: Format = {
  name: 'ZIP',
  detect: ({ bytes }) =>
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6) || (bytes[2] === 7 && bytes[3] === 8)),
  read(piece, collector) {
    const { depth: most } = collector.spending.budget;
    if (piece.depth >= most) collector.unreadable(piece.bytes, piece.name, 'budget/depth', tooDeep(most));
    else {
      const directory = readZipDirectory(piece.bytes);
      const meter = collector.spending.archive(piece.bytes.length);
      const bundle = bundleIn(directory.entries, piece, collector, meter);
      collector.keepUnlessRead(piece, () =>
        readMembers(piece, directory, collector, meter, (member) => {
          if (!bundle?.take(member)) collector.open(member);
        }),
      );
      bundle?.finish();
    }
  },
};

/** Opens all members; `false` when some of what the archive holds could not be read. */
function readMembers(
  { name, bytes, depth }: Piece,
  { entries, defect }: ZipDirectory,
  collector: Collector,
  meter: ArchiveMeter,
  openMember: (member: Piece) => void,
): boolean {
  const lie = (detail: string): boolean => collector.problem(name, 'zip/lying-directory', `${detail} ${LIE}`);
  if (defect === 'missing')
    collector.problem(
      name,
      'zip/truncated',
      'The ZIP file has no directory at its end, so it was cut off; the members that are whole were read. Get it again.',
    );
  if (defect === 'lying') lie('The directory does not list exactly the members that are there.');

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  // Of a spreadsheet only the text in its XML is looked through: its styles and settings are no files that anybody handed in.
  const open = isOfficeDocument(entries)
    ? (member: Piece): void => readText(member.text ?? '', name, collector)
    : openMember;
  const refused = new Refusals(name, collector);
  let claimed = 0;
  meter.announce(entries.length);
  for (const entry of entries) {
    if (entry.name.endsWith('/') && entry.size === 0) continue;
    // Joined, because what is put together otherwise is kept as a chain of its parts beside the text.
    const member = [name, entry.name].join('/');
    const spent = meter.member();
    if (spent) {
      refused.stop(spent);
      break;
    }
    const start = localData(view, entry.offset);
    if (Number.isNaN(start)) {
      lie(`The directory says that ${quoted(entry.name)} stands at offset ${entry.offset}, where nothing is.`);
      continue;
    }
    if (!isCalled(view, entry.offset, entry.name)) {
      const { name: own } = localEntry(view, entry.offset);
      lie(`The directory calls a member ${quoted(entry.name)} that calls itself ${quoted(own)}.`);
    }

    const data = bytes.subarray(start, start + entry.compressed);
    // Members that share their octets are how a small file is made to hold an endless amount of work.
    claimed += data.length;
    if (claimed > bytes.length) {
      lie('The members together claim more octets than the file has; the rest was not read.');
      return refused.tell() && false;
    }
    const why = reasonToRefuse(entry, data);
    const stop = why
      ? refused.add(why, member)
      : readMember(entry, data, new Piece(member, data, depth + 1), collector, meter, open);
    if (stop) {
      refused.stop(stop);
      break;
    }
  }
  return refused.tell();
}

/** An Office or OpenDocument file is a ZIP archive with one of these members. */
const isOfficeDocument = (entries: readonly ZipEntry[]): boolean =>
  entries.some(({ name }) => name === '[Content_Types].xml' || name === 'META-INF/manifest.xml');

const LIE = 'All that could be read was read; compare it with the original archive.';
const quoted = (text: string): string => JSON.stringify(text);

function reasonToRefuse(entry: ZipEntry, data: Uint8Array): Refusal | null {
  if (entry.encrypted) return 'encrypted';
  if (data.length < entry.compressed || Number.isNaN(entry.size)) return 'truncated';
  return entry.method === 0 || entry.method === 8 ? null : 'method';
}

/** Opens one member; answers why the rest of the archive must be left alone, if so. */
function readMember(
  entry: ZipEntry,
  data: Uint8Array,
  { name, depth }: Piece,
  collector: Collector,
  meter: ArchiveMeter,
  open: (member: Piece) => void,
): Spent | null {
  const content =
    entry.method === 0 ? stored(entry, data, meter) : inflated(entry, data, meter, (octets) => collector.own(octets));
  if ('code' in content) return content;
  const { bytes, honest, intact } = content;
  if (!honest)
    collector.problem(
      name,
      'zip/lying-directory',
      `The archive says that this member has ${entry.size} octets, but it has ${bytes.length}; these were read.`,
    );
  if (!intact)
    collector.problem(
      name,
      'zip/checksum',
      'This member does not match the checksum in the archive, so it was damaged or changed; it was read all the same. Get the archive again.',
    );
  open(new Piece(name, bytes, depth));
  return null;
}
