import type { AnyCertificate } from '../model/certificate.ts';
import { concatBytes, fromHex, toBase64, toHex } from '../model/bytes.ts';
import { contextConstructed, TAG } from '../der/tags.ts';
import { encodeTlv } from '../der/writer.ts';
import { digest } from '../verify/digest.ts';
import { plainUrl } from './addresses.ts';

export type RequestHash = 'SHA-1' | 'SHA-256';

/** Whom to ask about, and how. */
export interface RequestOptions {
  /** The INTEGER's content octets, as they stand in the certificate. */
  readonly serialNumber: Uint8Array;
  /** The CA of the final certificate, also for a precertificate that a precertificate signing certificate signed. */
  readonly issuer: AnyCertificate;
  /** Of the CertID. Responders must know SHA-1 (RFC 5019 section 2.1.1); not all know SHA-256. */
  readonly hash: RequestHash;
  /** Random octets, 32 of them (RFC 9654 section 2.1); `null` for none, which lets a responder answer from its store. */
  readonly nonce: Uint8Array | null;
}

// The OBJECT IDENTIFIERs whole: 1.3.14.3.2.26, 2.16.840.1.101.3.4.2.1 and 1.3.6.1.5.5.7.48.1.2.
const HASH_OID: Record<RequestHash, Uint8Array> = {
  'SHA-1': fromHex('06052b0e03021a'),
  'SHA-256': fromHex('0609608648016503040201'),
};
const NONCE_OID = fromHex('06092b0601050507300102');
const NULL = fromHex('0500');

const sequence = (...parts: readonly Uint8Array[]): Uint8Array => encodeTlv(TAG.sequence, concatBytes(parts));
const octetString = (content: Uint8Array): Uint8Array => encodeTlv(TAG.octetString, content);
const explicit2 = (content: Uint8Array): Uint8Array => encodeTlv(contextConstructed(2), content);

/**
 * `OCSPRequest ::= SEQUENCE { tbsRequest SEQUENCE { requestList SEQUENCE OF Request, requestExtensions [2] OPTIONAL } }`
 * for one certificate, unsigned, DER (RFC 6960 section 4.1.1). The parameters of the hash algorithm are NULL, as
 * responders that compare octets expect them.
 */
export async function buildOCSPRequest({ serialNumber, issuer, hash, nonce }: RequestOptions): Promise<Uint8Array> {
  const certID = sequence(
    sequence(HASH_OID[hash], NULL),
    ...(await issuerHashes(issuer, hash)),
    encodeTlv(TAG.integer, serialNumber),
  );
  const requestList = sequence(sequence(certID));
  // RFC 9654 section 2.1: the extension's value is itself an OCTET STRING.
  const extensions = nonce ? [explicit2(sequence(sequence(NONCE_OID, octetString(octetString(nonce)))))] : [];
  return sequence(sequence(requestList, ...extensions));
}

/** issuerNameHash and issuerKeyHash. Kept, because a script asks about thousands of certificates of one CA. */
function issuerHashes(issuer: AnyCertificate, hash: RequestHash): Promise<Uint8Array[]> {
  const known = hashes[hash].get(issuer);
  if (known) return known;
  const { subject, subjectPublicKeyInfo } = issuer;
  const made = Promise.all(
    [subject.der, subjectPublicKeyInfo.subjectPublicKey.bytes].map(async (bytes) =>
      octetString(await digest(hash, bytes)),
    ),
  );
  hashes[hash].set(issuer, made);
  return made;
}

const hashes: Record<RequestHash, WeakMap<AnyCertificate, Promise<Uint8Array[]>>> = {
  'SHA-1': new WeakMap(),
  'SHA-256': new WeakMap(),
};

/** `{url}/{url-encoding of base-64 encoding of the DER}` (RFC 6960 appendix A.1), with one slash between them. */
export const ocspGetUrl = (url: string, request: Uint8Array): string =>
  `${url.replace(/\/$/, '')}/${encodeURIComponent(toBase64(request))}`;

/**
 * The command that asks the same of a responder with OpenSSL, and keeps request and response; `null` for a URL that is
 * not plain. `issuerFile` is the CA's certificate under a name of the caller's.
 */
export function opensslLine(
  { serialNumber, hash, nonce }: Omit<RequestOptions, 'issuer'>,
  url: string,
  issuerFile: string,
  stem: string,
): string | null {
  if (!plainUrl(url)) return null;
  return [
    'openssl ocsp',
    // Before -serial, or OpenSSL makes the CertID with SHA-1 and without an issuer.
    `-${hash.replace('-', '').toLowerCase()} -issuer ${issuerFile} -serial ${serialForOpenssl(serialNumber)}`,
    nonce ? '-nonce' : '-no_nonce',
    `-url '${url}' -reqout ${stem}.orq -respout ${stem}.ors -resp_text -noverify`,
  ].join(' ');
}

/** A serial number as OpenSSL's options take it; negative ones exist and keep their sign. */
export function serialForOpenssl(serialNumber: Uint8Array): string {
  const isNegative = (serialNumber[0] ?? 0) >= 0x80;
  const bits = BigInt(8 * serialNumber.length);
  const value = BigInt(`0x${toHex(serialNumber) || '0'}`);
  return isNegative ? `-0x${((1n << bits) - value).toString(16)}` : `0x${value.toString(16)}`;
}
