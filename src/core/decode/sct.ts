import type { SignedCertificateTimestamp } from '../model/ct.ts';
import { ok, type Result } from '../model/result.ts';
import { readTimestamp, TlsReader } from './tls-reader.ts';

/**
 * `opaque SerializedSCT<1..2^16-1>; struct { SerializedSCT sct_list<1..2^16-1> } SignedCertificateTimestampList`,
 * RFC 6962 section 3.3. In: the content of the extension's inner OCTET STRING. Each SCT fails for itself, because they
 * are opaque to each other; their offsets count from their own first octet.
 */
export function decodeSignedCertificateTimestampList(
  bytes: Uint8Array,
): Result<readonly Result<SignedCertificateTimestamp>[]> {
  const outer = new TlsReader(bytes, 'sct-list');
  const list = outer.vector(2, 1, 'The SCT list');
  outer.finish('the SCT list');
  if (outer.failure) return outer.failure;
  const reader = outer.into(list);
  const scts: Result<SignedCertificateTimestamp>[] = [];
  while (reader.more) {
    const serialized = reader.vector(2, 1, 'An SCT in the list');
    if (!reader.failure) scts.push(decodeSignedCertificateTimestamp(serialized));
  }
  return reader.failure ?? ok(scts);
}

/**
 * `struct { Version sct_version; LogID id; uint64 timestamp; CtExtensions extensions; digitally-signed struct {…} }`,
 * RFC 6962 section 3.2. In: exactly one SCT. Of a version other than v1 nothing can be read: `sct/unknown-version`.
 */
export function decodeSignedCertificateTimestamp(bytes: Uint8Array): Result<SignedCertificateTimestamp> {
  const reader = new TlsReader(bytes, 'sct');
  const version = reader.number(1, 'The version');
  if (version !== 0) reader.fail('unknown-version', `The SCT says version ${version}, and only v1 (0) is known`, 0);
  const logID = reader.octets(32, 'The log id');
  const timestamp = readTimestamp(reader);
  const extensions = reader.vector(2, 0, 'The CtExtensions');
  const hashAlgorithm = reader.number(1, 'The hash algorithm');
  const signatureAlgorithm = reader.number(1, 'The signature algorithm');
  const signature = reader.vector(2, 0, 'The signature');
  reader.finish('the SCT');
  return (
    reader.failure ??
    ok({ bytes, version: 'v1', logID, timestamp, extensions, hashAlgorithm, signatureAlgorithm, signature })
  );
}
