/** CRLs for the tests of the rules about them. */
import { crl, issuingA, later, serial } from '../pki/index.ts';
import type { CrlEntry, CrlOptions } from '../pki/index.ts';
import type { Bytes } from './judge.ts';

export const ISSUED = '2023-03-01T00:00:00Z';
export const URI = 'http://crl.example-trust.example/tls01.crl';

/** A CRL of the usual CA, a week long, without an issuing distribution point unless the test says otherwise. */
export function crlOf(options: Partial<CrlOptions> = {}): Bytes {
  const { thisUpdate = ISSUED } = options;
  return crl({
    issuer: issuingA(),
    number: 7,
    thisUpdate,
    nextUpdate: later(thisUpdate, 604_800),
    entries: [],
    ...options,
  });
}

/** An entry about the certificate of that host. */
export const entryFor = (host: string, revokedAt: string, more: Partial<CrlEntry> = {}): CrlEntry => ({
  serialNumber: serial(host),
  revokedAt,
  ...more,
});
