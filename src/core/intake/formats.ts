import { isBundleReadme } from './bundle.ts';
import type { Collector } from './collector.ts';
import { startsAsText } from './decode-text.ts';
import { explainBinary, isJavaKeyStore } from './explain.ts';
import { bugzilla } from './formats/bugzilla.ts';
import { captureTime } from './formats/capture-time.ts';
import { ccadb } from './formats/ccadb.ts';
import { certSpotter } from './formats/cert-spotter.ts';
import { crtShSearch } from './formats/crt-sh-search.ts';
import { ctEntries } from './formats/ct-entries.ts';
import { ctLogList } from './formats/ct-log-list.ts';
import { ctTile } from './formats/ct-tile.ts';
import { curlVerbose } from './formats/curl-verbose.ts';
import { der, LEFT_OUT } from './formats/der.ts';
import { evalocsp } from './formats/evalocsp.ts';
import { gzip } from './formats/gzip.ts';
import { har } from './formats/har.ts';
import { http } from './formats/http.ts';
import { looseCase } from './formats/loose-case.ts';
import { mail } from './formats/mail.ts';
import { tar } from './formats/tar.ts';
import { otherJson } from './formats/other-json.ts';
import { readText, text } from './formats/text.ts';
import { verdict } from './formats/verdict.ts';
import { zip } from './formats/zip.ts';
import type { Format, Piece } from './piece.ts';

/** Formats told by their octets, in the order they are tried; DER first, because it is by far the most frequent. */
const BINARY: readonly Format[] = [der, zip, gzip, tar, http, curlVerbose, ctTile];
/** Formats told by their characters, the particular before the general. */
const TEXTUAL: readonly Format[] = [
  captureTime,
  mail,
  verdict,
  looseCase,
  har,
  evalocsp,
  ctEntries,
  ctLogList,
  certSpotter,
  bugzilla,
  crtShSearch,
  otherJson,
  ccadb,
  text,
];

/** Reads a piece by the first format that knows it; what none knows is kept as it is, with a problem. */
export function readPiece(piece: Piece, collector: Collector): void {
  try {
    readByFormat(piece, collector);
  } catch (error) {
    // A mistake of ours; it must not cost the other files.
    const message = `Reading this failed inside Presumed (${String(error)}); it was kept as it is. Please report it.`;
    collector.unreadable(piece.bytes, piece.name, 'intake/failed', message);
  }
}

function readByFormat(piece: Piece, collector: Collector): void {
  const { name, bytes } = piece;
  if (isResourceFork(bytes) || isBundleReadme(bytes)) return;
  const knows = (format: Format): boolean => format.detect(piece);
  const most = collector.spending.budget.textBytes;
  if (isJavaKeyStore(bytes)) {
    collector.secret(name, 'file/key-store', `This is a key store of Java, made to hold a private key. ${LEFT_OUT}`);
    return;
  }
  const binary = BINARY.find(knows);
  if (binary) readWith(binary, piece, collector);
  else if (bytes.length > most && startsAsText(bytes))
    // Before it is decoded: that alone would need several times its size.
    collector.unreadable(
      bytes,
      name,
      'budget/text',
      `This text has ${bytes.length} octets, more than the ${most} that are read at once; it was not read. Split it and add the parts.`,
    );
  else {
    const textual = TEXTUAL.find(knows);
    if (textual) {
      readWith(textual, piece, collector);
      if (textual !== text) readBrokenLines(piece, collector);
    } else {
      const [code, message] = explainBinary(bytes);
      collector.unreadable(bytes, name, code, message);
    }
  }
}

/** Lines of JSON lines that are none still may hold an object, a link or a fingerprint. */
function readBrokenLines({ name, brokenLines }: Piece, collector: Collector): void {
  const [first, ...others] = brokenLines;
  if (!first) return;
  readText(brokenLines.map(({ line }) => line).join('\n'), name, collector);
  collector.problem(
    name,
    'json/broken-line',
    `Line ${first.number} ${others.length > 0 ? `and ${others.length} more are` : 'is'} not JSON as the other lines are: cut off or changed. Objects, links and fingerprints were looked for in it, but what else it says is lost. Get the file again.`,
  );
}

function readWith(format: Format, piece: Piece, collector: Collector): void {
  const before = collector.count;
  format.read(piece, collector);
  if (collector.count === before)
    collector.unreadable(
      piece.bytes,
      piece.name,
      'file/nothing-found',
      `This was read as ${format.name}, and nothing was in it that could be evidence; it was kept as it is. Check that it is the right file.`,
    );
}

/** macOS puts an AppleDouble file beside every file in its archives (`__MACOSX/._name`): nobody handed that in. */
const isResourceFork = (bytes: Uint8Array): boolean =>
  bytes[0] === 0 && bytes[1] === 5 && bytes[2] === 0x16 && bytes[3] === 7;
