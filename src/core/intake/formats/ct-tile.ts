import { concatBytes, toHex } from '../../model/bytes.ts';
import { TlsCursor, frameCtEntry, uint } from '../ct-entry.ts';
import type { Format } from '../piece.ts';
import { readObject } from './der.ts';

/** A log's first and last imaginable timestamps, in ms: 2013 and 2100. They tell a tile from other binary data. */
const EARLIEST = 1_356_998_400_000;
const LATEST = 4_102_444_800_000;

/**
 * A data tile of a static CT log (c2sp.org/static-ct-api): entries one after another. Each is kept in the form of
 * RFC 6962 too, for its timestamp; the chain is there by fingerprint only, so these become references.
 *
 * `struct { TimestampedEntry; select (entry_type) { case precert_entry: ASN.1Cert pre_certificate }; Fingerprint
 * certificate_chain<0..2^16-1> } TileLeaf`
 */
export const ctTile: Format = {
  name: 'static CT data tile',
  detect: ({ bytes }) => bytes[0] === 0 && bytes[1] === 0 && readLeaf(new TlsCursor(bytes)) !== null,
  read({ name, bytes }, collector) {
    const cursor = new TlsCursor(bytes);
    for (let number = 1; !cursor.atEnd; number++) {
      const start = cursor.at;
      const leaf = readLeaf(cursor);
      if (!leaf) {
        collector.unreadable(
          bytes.subarray(start),
          name,
          'ct/bad-tile',
          `Entry ${number} of the tile, at offset ${start}, is cut off or damaged; the entries before it were read. Get the tile again.`,
        );
        return;
      }
      collector.keep('ct-log-entry', frameCtEntry(leaf.leafInput, leaf.extraData), name);
      readObject(leaf.certificate, name, collector, `Entry ${number} of the tile: `);
      for (const sha256 of leaf.chain) collector.reference(sha256, `${name} (chain of a CT log entry)`);
    }
  },
};

interface TileLeaf {
  readonly certificate: Uint8Array;
  readonly leafInput: Uint8Array;
  readonly extraData: Uint8Array;
  readonly chain: readonly string[];
}

function readLeaf(cursor: TlsCursor): TileLeaf | null {
  const timestamp = cursor.take(8);
  const type = cursor.take(2);
  if (!timestamp || !type || type[0] !== 0 || type[1]! > 1) return null;
  const time = timestamp.reduce((value, octet) => value * 256 + octet, 0);
  if (time < EARLIEST || time > LATEST) return null;

  const isPrecertificate = type[1] === 1;
  const issuerKeyHash = cursor.take(isPrecertificate ? 32 : 0);
  const logged = cursor.vector(3);
  const extensions = cursor.vector(2);
  const certificate = isPrecertificate ? cursor.vector(3) : logged;
  const chain = cursor.vector(2);
  if (!issuerKeyHash || !logged || !extensions || !certificate || !chain || chain.length % 32 !== 0) return null;
  if (certificate[0] !== 0x30) return null;

  // MerkleTreeLeaf: version v1, leaf type timestamped_entry, then the TimestampedEntry as in the tile.
  const leafInput = concatBytes([
    Uint8Array.of(0, 0),
    timestamp,
    type,
    issuerKeyHash,
    uint(logged.length, 3),
    logged,
    uint(extensions.length, 2),
    extensions,
  ]);
  const extraData = isPrecertificate
    ? concatBytes([uint(certificate.length, 3), certificate, uint(0, 3)])
    : new Uint8Array();
  return {
    certificate,
    leafInput,
    extraData,
    chain: Array.from({ length: chain.length / 32 }, (_, index) => toHex(chain.subarray(index * 32, index * 32 + 32))),
  };
}
