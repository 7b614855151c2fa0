import type { Lookup } from '../model/evidence.ts';

/**
 * A URL that a stranger wrote into a certificate, if it can be handed to a shell, to curl and to a link without a second
 * thought; else `null`. Only http and https, a plain host (no user, no IPv6 literal), and characters that mean nothing to
 * a shell inside quotes, nor to curl's patterns.
 */
export function plainUrl(url: string): string | null {
  return url.length <= 2000 &&
    /^https?:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:[/?][a-z0-9._~%+,=:@/?&-]*)?$/i.test(url)
    ? url
    : null;
}

/** The plain ones among them, in their order, each once. */
export const plainUrls = (urls: readonly string[]): string[] => [
  ...new Set(urls.filter((url) => plainUrl(url) !== null)),
];

/** A text that somebody else chose, fit for one line of a script's comments: printable ASCII, and not endless. */
export function plainComment(text: string): string {
  const line = text.replace(/[^\x20-\x7e]+/g, '?');
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}

/** The page of one certificate. */
export const crtShCertificate = (sha256: string): string => `https://crt.sh/?sha256=${sha256}`;

/** The same page with what the responder says to crt.sh at this moment. */
export const crtShStatus = (sha256: string): string => `${crtShCertificate(sha256)}&opt=ocsp`;

/** CA certificates with this subject key identifier, lower-case hex. */
export const crtShKey = (identifier: string): string => `https://crt.sh/?ski=${identifier}`;

export const crtShSerial = (serialNumber: string): string => `https://crt.sh/?serial=${serialNumber}`;

const PARAMETER: Record<Exclude<Lookup['by'], 'crt.sh-query'>, string> = {
  'crt.sh-id': 'id',
  sha1: 'sha1',
  serial: 'serial',
  'spki-sha256': 'spkisha256',
};

/** The page of crt.sh that a lookup is about; a query is kept as `parameter=value`. */
export function crtShLookup({ by, value }: Lookup): string {
  if (by !== 'crt.sh-query') return `https://crt.sh/?${PARAMETER[by]}=${encodeURIComponent(value)}`;
  const [, parameter = 'q', query = value] = /^([a-z0-9]+)=(.*)$/is.exec(value) ?? [];
  return `https://crt.sh/?${parameter}=${encodeURIComponent(query)}`;
}
