import { crc32 } from '../crc32.ts';
import { inflateBounded } from '../inflate.ts';
import type { Format } from '../piece.ts';
import { Piece } from '../piece.ts';

/** A header, an empty deflate stream and a trailer. */
const SHORTEST = 20;

/** A gzip file (RFC 1952). What is inside keeps the file's name, so the members of `a.tar.gz` are `a.tar.gz/…`. */
export const gzip: Format = {
  name: 'gzip',
  detect: ({ bytes }) => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8,
  read(piece, collector) {
    const { name, bytes, depth } = piece;
    const { depth: most } = collector.spending.budget;
    if (depth >= most) {
      collector.unreadable(bytes, name, 'budget/depth', tooDeep(most));
      return;
    }
    const { bytes: content, stopped: reason } = inflateBounded('gzip', bytes, collector.spending.archive(bytes.length));
    const stopped = bytes.length < SHORTEST ? 'damaged' : reason;
    if (stopped !== null && stopped !== 'damaged') collector.problem(name, stopped.code, stopped.message);
    else if (stopped === 'damaged')
      collector.problem(
        name,
        'gzip/damaged',
        `The gzip data is cut off or damaged after ${content.length} unpacked octets; what came before was read. Get the file again.`,
      );
    else if (!matchesTrailer(bytes, content))
      collector.problem(
        name,
        'gzip/checksum',
        'The unpacked data does not match the checksum at the end of the gzip file; it was read all the same. Get the file again.',
      );
    collector.keepUnlessRead(piece, () => {
      if (content.length > 0 || stopped === null) collector.open(new Piece(name, content, depth + 1));
      return stopped === null;
    });
  },
};

export const tooDeep = (most: number): string =>
  `Archives are nested more than ${most} deep here; this one was not opened but kept as it is. Unpack it yourself and add the files.`;

/** The last eight octets: CRC-32 and size. They speak of the last member alone when there are several. */
function matchesTrailer(file: Uint8Array, content: Uint8Array): boolean {
  const trailer = new DataView(file.buffer, file.byteOffset + file.length - 8, 8);
  return trailer.getUint32(4, true) !== content.length >>> 0 || trailer.getUint32(0, true) === crc32(content);
}
