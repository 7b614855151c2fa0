import type { AlgorithmIdentifier } from '../../../src/core/model/asn1.ts';
import type { AnyCertificate, SubjectPublicKeyInfo } from '../../../src/core/model/certificate.ts';
import type { OCSPResponse } from '../../../src/core/model/ocsp.ts';
import type { Result } from '../../../src/core/model/result.ts';
import { DerSession, type DerReader } from '../../../src/core/der/reader.ts';
import { readAlgorithmIdentifier } from '../../../src/core/decode/algorithm.ts';
import { decodeCertificate, readSubjectPublicKeyInfo } from '../../../src/core/decode/certificate.ts';
import { decodeOCSPResponse } from '../../../src/core/decode/ocsp-response.ts';
import { CertificateIndex, type InHand } from '../../../src/core/verify/in-hand.ts';
import { fingerprint } from '../../pki/index.ts';

/** Octets as the decoders hand them to `verify/`. All throw when the octets are not what they should be. */

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.message);
  return result.value;
};

function readWhole<T>(der: Uint8Array, read: (reader: DerReader) => T): T {
  const session = new DerSession(der);
  const value = read(session.reader());
  if (session.failure) throw new Error(session.failure.message);
  return value;
}

export const algorithmOf = (der: Uint8Array): AlgorithmIdentifier =>
  readWhole(der, (reader) => readAlgorithmIdentifier(reader, 'an algorithm'));

export const publicKeyOf = (spki: Uint8Array): SubjectPublicKeyInfo => readWhole(spki, readSubjectPublicKeyInfo);

export const certificateOf = (der: Uint8Array): AnyCertificate => must(decodeCertificate(der));

export const responseOf = (der: Uint8Array): OCSPResponse => must(decodeOCSPResponse(der));

export const inHand = (der: Uint8Array, handedIn = true): InHand => ({
  certificate: certificateOf(der),
  sha256: fingerprint(der),
  handedIn,
});

export const indexOf = (...certificates: readonly Uint8Array[]): CertificateIndex =>
  new CertificateIndex(certificates.map((der) => inHand(der)));
