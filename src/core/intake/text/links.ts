import { requestInUrl } from '../ocsp-get.ts';
import type { TextFormat } from '../piece.ts';
import { withoutSpans } from '../piece.ts';
import { URL_CHARACTERS, tidyUrl } from './url.ts';

const LINK = new RegExp(`\\bhttps?://${URL_CHARACTERS}`, 'gi');

/**
 * All other links. They are no evidence, and what looks like base64 or hex in them is not to be read as such; but a
 * SHA-256 that stands alone between separators names a certificate on the pages that people link to, and the GET URL of
 * a responder holds the request.
 */
export const links: TextFormat = {
  name: 'links',
  detect: (text) => /https?:\/\//i.test(text),
  read(text, { name, collector }) {
    const spans: [number, number][] = [];
    for (const match of text.matchAll(LINK)) {
      const link = tidyUrl(match[0]);
      spans.push([match.index, match.index + link.length]);
      for (const [hash] of link.matchAll(/(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])/gi))
        collector.reference(hash.toLowerCase(), link);
      const request = requestInUrl(link);
      if (request) collector.keep('ocsp-request', request, name);
    }
    return withoutSpans(text, spans);
  },
};
