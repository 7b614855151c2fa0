import { fromBase64 } from '../base64.ts';
import type { TextFormat } from '../piece.ts';
import { withoutSpans } from '../piece.ts';
import { pem } from './pem.ts';

/** `-----BEGIN C` and its like in base64, and what follows of it, over line ends. */
const WRAPPED = /(?<![A-Za-z0-9+/_-])LS0tLS1CRUdJTi[A-Za-z0-9+/_-]+(?:[ \t]*\r?\n[ \t]*[A-Za-z0-9+/_-]{16,})*={0,2}/g;

/** PEM that was encoded in base64 once more, as Kubernetes and many an API keep it. */
export const wrappedPem: TextFormat = {
  name: 'PEM in base64',
  detect: (text) => text.includes('LS0tLS1CRUdJTi'),
  read(text, source) {
    const spans: [number, number][] = [];
    for (const match of text.matchAll(WRAPPED)) {
      const bytes = fromBase64(match[0].replace(/\s/g, ''));
      if (!bytes) continue;
      spans.push([match.index, match.index + match[0].length]);
      pem.read(new TextDecoder().decode(bytes), source);
    }
    return withoutSpans(text, spans);
  },
};
