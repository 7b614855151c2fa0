import type { TextFormat } from '../piece.ts';

/** Nothing but numbers, a line each or with commas between: people export such lists from crt.sh. */
const IDS = /^(?:[\s,;]|\b\d{5,12}\b)+$/;

/** Characters of a list that is still one that somebody exported. */
const MOST = 4_000_000;

/** crt.sh ids, when a whole text is made of them. A certificate cannot be found by one offline, so they are to be looked up. */
export const crtShIds: TextFormat = {
  name: 'crt.sh ids',
  detect: (text) => text.length <= MOST && /^[\d\s,;]*\d{5}[\d\s,;]*$/.test(text.slice(0, 200)) && IDS.test(text),
  read(text, { collector }) {
    for (const [id] of text.matchAll(/\d+/g)) collector.lookup('crt.sh-id', id.replace(/^0+(?=\d)/, ''), id);
    return '';
  },
};
