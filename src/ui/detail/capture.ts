import type { CertificateEntry } from '../../core/model/verdict.ts';

/**
 * A command that asks an OCSP service about a certificate and keeps its exact answer, which no web page may do itself
 * (plain http, no CORS). `null` for a URL that is not plainly http(s): it comes from the certificate, and goes to a shell.
 */
export function captureCommand(
  entry: Pick<CertificateEntry, 'serialNumber' | 'certificateSha256' | 'precertificateSha256'>,
  url: string,
): string | null {
  if (!/^https?:\/\/[\w.~:/%+-]+$/.test(url)) return null;
  const file = `${entry.certificateSha256 ?? entry.precertificateSha256}.ors`;
  return `openssl ocsp -noverify -issuer issuer.crt -serial 0x${entry.serialNumber} -url '${url}' -respout ${file}`;
}
