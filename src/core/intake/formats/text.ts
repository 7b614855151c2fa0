import type { Collector } from '../collector.ts';
import { isMeantAsJson } from '../json.ts';
import type { Format } from '../piece.ts';
import { base64 } from '../text/base64.ts';
import { crtSh } from '../text/crt-sh.ts';
import { fingerprints } from '../text/fingerprints.ts';
import { hex } from '../text/hex.ts';
import { hexDump } from '../text/hex-dump.ts';
import { links } from '../text/links.ts';
import { pem } from '../text/pem.ts';
import { pins } from '../text/pins.ts';

/** In this order: each takes what is surely its own, and the next one reads what is left. */
const TEXT_FORMATS = [pem, crtSh, links, pins, base64, hexDump, hex, fingerprints];

/** Any other text: a mail, a bug, a list, a tool's output, with anything in it. */
export const text: Format = {
  name: 'text',
  detect: (piece) => piece.text !== null,
  read(piece, collector) {
    const { name, bytes, text } = piece;
    const before = collector.count;
    readText(text!, name, collector);
    const found = collector.count > before;
    // JSON that can be parsed and is none of the formats above is a text like any other.
    if (piece.json === null && isMeantAsJson(text!)) {
      collector.problem(name, 'json/damaged', found ? DAMAGED_JSON : `${DAMAGED_JSON} Nothing was found.`);
      if (!found) collector.keepUnread(bytes, name);
    } else if (!found) {
      const [code, message] = nothing(text!);
      collector.unreadable(bytes, name, code, message);
    }
  },
};

/** Takes out of a text whatever any text format finds in it. */
export function readText(content: string, name: string, collector: Collector): void {
  let rest = content;
  for (const format of TEXT_FORMATS) if (format.detect(rest)) rest = format.read(rest, { name, collector });
}

/** For octets that were once decoded as text: whatever was no text became U+FFFD. */
export const MANGLED = [
  'text/binary',
  'This is binary data that was pasted or saved as text, which destroys it. Add the original file instead.',
] as const;

const DAMAGED_JSON =
  'This is JSON that was cut off or changed, so it cannot be read as what it was. Only objects, links and fingerprints that stand whole in it were taken; times, addresses and statuses beside them were not. Get the file again.';

function nothing(content: string): readonly [code: string, message: string] {
  if (content.trim() === '') return ['text/empty', 'There is nothing in it but white space.'];
  if (content.includes('\ufffd')) return MANGLED;
  return [
    'text/nothing-found',
    'No certificate, OCSP response, fingerprint or crt.sh link was found in this text. If it should hold one, copy it again, whole, or add the original file.',
  ];
}
