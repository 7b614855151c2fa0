import { toHex } from '../../model/bytes.ts';
import { fromBase64 } from '../base64.ts';
import type { TextFormat } from '../piece.ts';
import { withoutSpans } from '../piece.ts';

/** `sha256/<base64>`, `sha256//<base64>` (curl) and `pin-sha256="<base64>"` (RFC 7469). */
const PIN = /(?<![\w/])(?:pin-)?sha256(?:\/\/?|=")([A-Za-z0-9+/_-]{43})(?![A-Za-z0-9+/_-])=?/gi;

/** Pins: the SHA-256 of a public key, in base64. They name no certificate, so they are things to look up. */
export const pins: TextFormat = {
  name: 'public key pins',
  detect: (text) => /sha256(?:\/|=")/i.test(text),
  read(text, { collector }) {
    const spans: [number, number][] = [];
    for (const match of text.matchAll(PIN)) {
      spans.push([match.index, match.index + match[0].length]);
      collector.lookup('spki-sha256', toHex(fromBase64(match[1]!)!), match[0]);
    }
    return withoutSpans(text, spans);
  },
};
