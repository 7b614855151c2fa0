import type { Collector } from '../collector.ts';
import { looksLikeDer, sniffDer } from '../der-kind.ts';
import type { Format } from '../piece.ts';
import { isCtV2Precertificate, objectsInBundle } from './pkcs7.ts';

/** A file that is one DER object. */
export const der: Format = {
  name: 'DER',
  detect: (piece) => looksLikeDer(piece.bytes),
  read: (piece, collector) => readObject(piece.bytes, piece.name, collector),
};

const WHAT = {
  certificate: 'certificate',
  precertificate: 'precertificate',
  'ocsp-request': 'OCSP request',
  crl: 'CRL',
  pkcs7: 'PKCS#7 bundle',
  'certification-request': 'certificate request',
} as const;

/** What is said of private keys. */
export const LEFT_OUT =
  'It was left out and not stored; it is no evidence and must never be attached to a bug. If others may have seen it, its certificates have to be revoked.';

/**
 * Takes one object. An OCSPResponse is kept as one even when it is cut off or has something behind it: how it is
 * broken is for the evaluation to say. Anything else must be exactly one object, or its fingerprint would be wrong.
 *
 * @param where what to say about its place before the sentence of a problem, e.g. `PEM block 2: `
 */
export function readObject(bytes: Uint8Array, name: string, collector: Collector, where = ''): void {
  const { kind, end } = sniffDer(bytes);
  const refuse = (code: string, message: string): void =>
    collector.unreadable(bytes, name, `der/${code}`, `${where}${message}`);
  if (kind === 'ocsp-response') {
    collector.keep(kind, bytes, name);
  } else if (kind === 'private-key') {
    collector.secret(name, 'der/private-key', `${where}This is a private key. ${LEFT_OUT}`);
  } else if (kind === 'key-store') {
    collector.secret(
      name,
      'der/key-store',
      `${where}This is a PKCS#12 key store (.p12, .pfx), made to hold a private key. ${LEFT_OUT} Its certificates alone come out with openssl pkcs12 -nokeys.`,
    );
  } else if (kind === null) {
    refuse(
      'unknown-type',
      'This is ASN.1, but neither a certificate, an OCSP response or request, a CRL nor a PKCS#7 bundle. It was kept as it is; check that it is the right file.',
    );
  } else if (end === null) {
    refuse(
      'indefinite-length',
      `This ${WHAT[kind]} is written with an indefinite length at offset 1, which DER forbids. Convert it, for instance with openssl, and add the result.`,
    );
  } else if (end > bytes.length) {
    refuse(
      'truncated',
      `This ${WHAT[kind]} says that it ends at offset ${end}, but only ${bytes.length} octets are there. It was cut off on the way; get it again.`,
    );
  } else if (end < bytes.length) {
    refuse(
      'trailing-bytes',
      `This ${WHAT[kind]} ends at offset ${end}, but ${bytes.length - end} more octets follow, so the fingerprint of the whole is not that of the ${WHAT[kind]}. Add the first ${end} octets alone, or get it again.`,
    );
  } else if (kind === 'certification-request') {
    refuse(
      'certification-request',
      'This is a certificate request (CSR): what somebody asked a CA for, not what the CA issued. It was kept as it is; add the certificate instead.',
    );
  } else if (kind === 'pkcs7' && isCtV2Precertificate(bytes)) {
    collector.unreadable(
      bytes,
      name,
      'ct/v2-precertificate',
      `${where}This is a precertificate of CT version 2 (RFC 9162), which is not supported: the policies judged here speak of RFC 6962.`,
    );
  } else if (kind === 'pkcs7') {
    const objects = objectsInBundle(bytes);
    objects.forEach((object, index) => {
      const place = `${where}Object ${index + 1} of the PKCS#7 bundle: `;
      // No bundle is followed into a bundle: made by hand, they could nest without end.
      if (sniffDer(object).kind !== 'pkcs7') readObject(object, name, collector, place);
      else collector.unreadable(object, name, 'pkcs7/nested', `${place}This is another bundle. Add it by itself.`);
    });
    if (objects.length === 0)
      collector.unreadable(
        bytes,
        name,
        'pkcs7/empty',
        `${where}This PKCS#7 bundle holds no certificate and no CRL; it was kept as it is. Check that it is the right file.`,
      );
  } else {
    collector.keep(kind, bytes, name);
  }
}
