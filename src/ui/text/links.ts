import type { Lookup } from '../../core/model/evidence.ts';

/** Links to crt.sh, in the forms its own pages use. Opened only when the user follows them; the app fetches nothing. */

export const crtShCertificate = (sha256: string): string => `https://crt.sh/?sha256=${sha256}`;

/** crt.sh's download of one certificate, by fingerprint or id; it answers with PEM. */
export const crtShDownload = (key: string): string => `https://crt.sh/?d=${key}`;

const PARAMETER: Record<Lookup['by'], string> = {
  'crt.sh-id': 'id',
  sha1: 'sha1',
  serial: 'serial',
  'spki-sha256': 'spkisha256',
  'crt.sh-query': 'q',
};

export const crtShLookup = (lookup: Lookup): string =>
  `https://crt.sh/?${PARAMETER[lookup.by]}=${encodeURIComponent(lookup.value)}`;

/**
 * A citation's URL if it can be followed safely, else `null`: rule sources are ours, but links read from
 * evidence are not, and `javascript:` must never become an `href`.
 */
export function safeLink(url: string): string | null {
  return /^https?:\/\/[^\s]+$/i.test(url) ? url : null;
}
