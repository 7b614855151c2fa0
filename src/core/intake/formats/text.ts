import type { Collector } from '../collector.ts';
import { fromBase64 } from '../base64.ts';
import { explainText } from '../explain.ts';
import { isMeantAsJson } from '../json.ts';
import type { Format } from '../piece.ts';
import { Piece } from '../piece.ts';
import { base64 } from '../text/base64.ts';
import { crtSh } from '../text/crt-sh.ts';
import { crtShIds } from '../text/crt-sh-ids.ts';
import { fingerprints } from '../text/fingerprints.ts';
import { hex } from '../text/hex.ts';
import { hexDump } from '../text/hex-dump.ts';
import { links } from '../text/links.ts';
import { octetList } from '../text/octet-list.ts';
import { momentsIn } from '../text/moments.ts';
import { pem } from '../text/pem.ts';
import { pins } from '../text/pins.ts';
import { wrappedPem } from '../text/wrapped-pem.ts';
import { LEFT_OUT } from './der.ts';

/** In this order: each takes what is surely its own, and the next one reads what is left. */
const TEXT_FORMATS = [crtShIds, pem, wrappedPem, crtSh, links, pins, base64, octetList, hexDump, hex, fingerprints];

/** Any other text: a mail, a bug, a list, a tool's output, with anything in it. */
export const text: Format = {
  name: 'text',
  detect: (piece) => piece.text !== null,
  read(piece, collector) {
    const { name, bytes, text } = piece;
    if (/^PuTTY-User-Key-File-/.test(text!)) {
      collector.secret(name, 'text/private-key', `This is a private key of PuTTY. ${LEFT_OUT}`);
      return;
    }
    const packed = packedIn(text!);
    if (packed) {
      collector.open(new Piece(name, packed, piece.depth + 1));
      return;
    }
    const before = collector.count;
    const momentsBefore = collector.moments.length;
    readText(text!, name, collector);
    const found = collector.count > before;
    // JSON that can be parsed and is none of the formats above is a text like any other.
    if (piece.json === null && isMeantAsJson(text!)) {
      collector.problem(name, 'json/damaged', found ? DAMAGED_JSON : EMPTY_JSON);
      if (!found) collector.keepUnread(bytes, name);
    } else if (!found) {
      const [code, message] = explainText(text!);
      const moments = collector.moments.length - momentsBefore;
      collector.unreadable(bytes, name, code, moments > 0 ? `${message} ${keptMoments(moments)}` : message);
    }
  },
};

const keptMoments = (count: number): string =>
  count === 1
    ? 'The time that is written in it is kept with the case.'
    : `The ${count} times that are written in it are kept with the case.`;

/** Takes out of a text whatever any text format finds in it, and the moments it tells of. */
export function readText(content: string, name: string, collector: Collector): void {
  for (const moment of momentsIn(content, name, collector.roomForMoments + 1)) collector.moment(moment, name);
  let rest = /BEGIN(?:%20|\+)[A-Z0-9]/.test(content) ? unescaped(content) : content;
  for (const format of TEXT_FORMATS) if (format.detect(rest)) rest = format.read(rest, { name, collector });
}

const EMPTY_JSON =
  'This is JSON that was cut off or changed, and nothing in it could be read. It was kept as it is; get the file again.';

/** PEM as part of a URL or a header, as proxies hand certificates on. */
const unescaped = (content: string): string =>
  (content.includes('BEGIN+') ? content.replaceAll('+', ' ') : content).replace(
    /%([0-7][0-9a-f])/gi,
    (_, pair: string) => String.fromCharCode(Number.parseInt(pair, 16)),
  );

/** A ZIP or gzip file in base64, as a mail or a data URL carries it, when a text is nothing else. */
function packedIn(content: string): Uint8Array | null {
  const start = /^\s*(?:data:[\w.+/-]*;base64,|(?:[\w-]+:[^\n]*\n)+\s*)?(?=UEsDB|H4sIA)/.exec(content.slice(0, 4096));
  const base64 = start && content.slice(start[0].length).replace(/\s+/g, '');
  return base64 && /^[A-Za-z0-9+/_-]+=*$/.test(base64) ? fromBase64(base64) : null;
}

const DAMAGED_JSON =
  'This is JSON that was cut off or changed, so it cannot be read as what it was. Only objects, links and fingerprints that stand whole in it were taken; times, addresses and statuses beside them were not. Get the file again.';
