import { fromBase64, isBase64Code } from '../base64.ts';
import type { TextFormat } from '../piece.ts';
import { withoutSpans } from '../piece.ts';
import { pem } from './pem.ts';

/** `-----BEGIN ` in base64. */
const START = 'LS0tLS1CRUdJTi';
/** A line that goes on has at least so many characters in the next one. */
const LINE = 16;

/** PEM that was encoded in base64 once more, as Kubernetes and many an API keep it. */
export const wrappedPem: TextFormat = {
  name: 'PEM in base64',
  detect: (text) => text.includes(START),
  read(text, source) {
    const spans: [number, number][] = [];
    for (let start = text.indexOf(START); start >= 0;) {
      const end = endOf(text, start);
      const bytes = fromBase64(text.slice(start, end).replace(/[\s=]+/g, ''));
      if (bytes) {
        spans.push([start, end]);
        pem.read(new TextDecoder().decode(bytes), source);
      }
      start = text.indexOf(START, end);
    }
    return withoutSpans(text, spans);
  },
};

/** Where the base64 ends that begins here, over line ends and with its padding. */
function endOf(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (isBase64Code(text.charCodeAt(at))) at++;
    const gap = /^[ \t]*\r?\n[ \t]*/.exec(text.slice(at, at + 80))?.[0].length ?? 0;
    let next = at + gap;
    while (gap > 0 && next < at + gap + LINE && isBase64Code(text.charCodeAt(next))) next++;
    if (gap === 0 || next < at + gap + LINE || text.startsWith(START, at + gap)) break;
    at = next;
  }
  return at + /^={0,2}/.exec(text.slice(at, at + 2))![0].length;
}
