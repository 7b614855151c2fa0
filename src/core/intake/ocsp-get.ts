import { fromBase64 } from './base64.ts';
import { sniffDer } from './der-kind.ts';

/** The OCSPRequest in a GET URL, `{url}/{url-encoding of base-64 encoding of the DER}` (RFC 6960 appendix A.1); `null` when there is none. */
export function requestInUrl(url: string): Uint8Array | null {
  // Base64 has slashes of its own, which some clients leave as they are: the request begins at the first that fits.
  const path = /^https?:\/\/[^/]+\/([^?#]*)/i.exec(url)?.[1] ?? '';
  for (let at = path.search(/(?<![^/])M[A-P]/); at >= 0; at = path.indexOf('/M', at) + 1 || -1) {
    const bytes = fromBase64(unescape(path.slice(at)));
    const { kind, end } = bytes ? sniffDer(bytes) : { kind: null, end: null };
    if (kind === 'ocsp-request' && end === bytes!.length) return bytes;
  }
  return null;
}

/** Percent encoding undone; left as it is where it is broken. */
function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
