/** Links to crt.sh, in the forms its own pages use. Opened only when the user follows them; the app fetches nothing. */

export const crtShCertificate = (sha256: string): string => `https://crt.sh/?sha256=${sha256}`;

/**
 * A citation's URL if it can be followed safely, else `null`: rule sources are ours, but links read from
 * evidence are not, and `javascript:` must never become an `href`.
 */
export function safeLink(url: string): string | null {
  return /^https?:\/\/[^\s]+$/i.test(url) ? url : null;
}
