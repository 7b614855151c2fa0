import type { AlgorithmIdentifier } from '../model/asn1.ts';
import type { SubjectPublicKeyInfo } from '../model/certificate.ts';
import { equalBytes } from '../model/bytes.ts';
import { OID } from '../model/oid.ts';
import { DerSession, TAG } from '../der/reader.ts';

export type HashName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
export type Curve = 'P-256' | 'P-384' | 'P-521';

/** How WebCrypto is to verify a signature; `unsupported` says why it cannot, which is not the same as invalid. */
export type Scheme =
  | { readonly type: 'RSASSA-PKCS1-v1_5'; readonly hash: HashName }
  | { readonly type: 'RSA-PSS'; readonly hash: HashName; readonly saltLength: number }
  | { readonly type: 'ECDSA'; readonly hash: HashName }
  | { readonly type: 'Ed25519' }
  | { readonly type: 'unsupported'; readonly why: string };

/** The kind of a public key, as its SubjectPublicKeyInfo says (RFC 3279, RFC 5480, RFC 8410). */
export type KeyKind =
  | { readonly type: 'RSA' }
  | { readonly type: 'RSA-PSS'; readonly parameters: Uint8Array | undefined }
  | { readonly type: 'EC'; readonly curve: Curve }
  | { readonly type: 'Ed25519' }
  | { readonly type: 'unsupported'; readonly why: string };

const HASHES = new Map<string, HashName>([
  [OID.sha1, 'SHA-1'],
  [OID.sha256, 'SHA-256'],
  [OID.sha384, 'SHA-384'],
  [OID.sha512, 'SHA-512'],
]);

/** The hash functions a CertID may use (RFC 6960 section 4.1.1) and WebCrypto has; `undefined` for others. */
export const hashOf = (algorithm: string): HashName | undefined => HASHES.get(algorithm);

const RSA_PSS = '1.2.840.113549.1.1.10';
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const ED25519 = '1.3.101.112';
const MGF1 = '1.2.840.113549.1.1.8';

const RSA_PKCS1 = new Map<string, HashName>([
  ['1.2.840.113549.1.1.5', 'SHA-1'],
  ['1.2.840.113549.1.1.11', 'SHA-256'],
  ['1.2.840.113549.1.1.12', 'SHA-384'],
  ['1.2.840.113549.1.1.13', 'SHA-512'],
  // OIW sha1WithRSASignature: the same scheme under its older name; real CAs used it until about 2014.
  ['1.3.14.3.2.29', 'SHA-1'],
]);

const ECDSA = new Map<string, HashName>([
  ['1.2.840.10045.4.1', 'SHA-1'],
  ['1.2.840.10045.4.3.2', 'SHA-256'],
  ['1.2.840.10045.4.3.3', 'SHA-384'],
  ['1.2.840.10045.4.3.4', 'SHA-512'],
]);

const CURVES = new Map<string, Curve>([
  ['1.2.840.10045.3.1.7', 'P-256'],
  ['1.3.132.0.34', 'P-384'],
  ['1.3.132.0.35', 'P-521'],
]);

/** The names people know signature algorithms by (RFC 8017, RFC 5758, RFC 8410). */
const NAMES = new Map([
  ['1.2.840.113549.1.1.2', 'md2WithRSAEncryption'],
  ['1.2.840.113549.1.1.4', 'md5WithRSAEncryption'],
  ['1.2.840.113549.1.1.5', 'sha1WithRSAEncryption'],
  ['1.2.840.113549.1.1.14', 'sha224WithRSAEncryption'],
  ['1.2.840.113549.1.1.11', 'sha256WithRSAEncryption'],
  ['1.2.840.113549.1.1.12', 'sha384WithRSAEncryption'],
  ['1.2.840.113549.1.1.13', 'sha512WithRSAEncryption'],
  ['1.3.14.3.2.29', 'sha1WithRSASignature'],
  [RSA_PSS, 'rsassaPss'],
  ['1.2.840.10045.4.1', 'ecdsa-with-SHA1'],
  ['1.2.840.10045.4.3.1', 'ecdsa-with-SHA224'],
  ['1.2.840.10045.4.3.2', 'ecdsa-with-SHA256'],
  ['1.2.840.10045.4.3.3', 'ecdsa-with-SHA384'],
  ['1.2.840.10045.4.3.4', 'ecdsa-with-SHA512'],
  [ED25519, 'Ed25519'],
  ['1.3.101.113', 'Ed448'],
]);

/** A signature algorithm's usual name, else its dotted OID (verdict-format section 1). */
export const algorithmName = (algorithm: string): string => NAMES.get(algorithm) ?? algorithm;

const HASH_NAMES = new Map([
  [OID.sha1 as string, 'sha1'],
  [OID.sha256, 'sha256'],
  [OID.sha384, 'sha384'],
  [OID.sha512, 'sha512'],
]);

/** A CertID hash algorithm's name in the verdict (`sha1`, `sha256` …), else its dotted OID. */
export const hashName = (algorithm: string): string => HASH_NAMES.get(algorithm) ?? algorithm;

/** What a signature's AlgorithmIdentifier asks for. */
export function schemeOf(identifier: AlgorithmIdentifier): Scheme {
  const { algorithm, parameters } = identifier;
  if (algorithm === RSA_PSS) return pssScheme(parameters);
  const rsa = RSA_PKCS1.get(algorithm);
  const ecdsa = ECDSA.get(algorithm);
  if (!rsa && !ecdsa && algorithm !== ED25519)
    return unsupported(`${named(algorithm)} is not one that browsers verify`);
  // RFC 4055 wants NULL for RSA, RFC 5758 and RFC 8410 want nothing; real responders confuse the two, and neither changes the meaning.
  if (parameters && !isNull(parameters)) return unsupported(`${named(algorithm)} carries parameters it does not have`);
  if (rsa) return { type: 'RSASSA-PKCS1-v1_5', hash: rsa };
  return ecdsa ? { type: 'ECDSA', hash: ecdsa } : { type: 'Ed25519' };
}

const named = (algorithm: string): string => `Signature algorithm ${algorithmName(algorithm)}`;

/** Whether two AlgorithmIdentifiers are the same octets (RFC 5280 section 4.1.1.2). */
export const sameAlgorithm = (a: AlgorithmIdentifier, b: AlgorithmIdentifier): boolean => equalBytes(a.der, b.der);

export function keyKindOf({ algorithm: { algorithm, parameters } }: SubjectPublicKeyInfo): KeyKind {
  switch (algorithm) {
    case RSA_ENCRYPTION:
      return { type: 'RSA' };
    case RSA_PSS:
      return { type: 'RSA-PSS', parameters };
    case ED25519:
      return { type: 'Ed25519' };
    case EC_PUBLIC_KEY: {
      const curve = parameters && CURVES.get(readOid(parameters) ?? '');
      return curve ? { type: 'EC', curve } : unsupported('The key is on a curve that browsers do not have');
    }
    default:
      return unsupported(`Key algorithm ${algorithm} is not one that browsers verify with`);
  }
}

/**
 * `RSASSA-PSS-params ::= SEQUENCE { hashAlgorithm [0] DEFAULT sha1, maskGenAlgorithm [1] DEFAULT mgf1SHA1,
 * saltLength [2] DEFAULT 20, trailerField [3] DEFAULT 1 }`, RFC 4055 section 3.1.
 */
export function pssScheme(parameters: Uint8Array | undefined): Scheme {
  if (!parameters) return unsupported('RSASSA-PSS without parameters');
  const session = new DerSession(parameters);
  const inside = session.reader().sequence('RSASSA-PSS-params');
  const hashField = inside.explicit(0, 'hashAlgorithm')?.sequence('hashAlgorithm');
  const hash = hashField ? HASHES.get(hashField.objectIdentifier('hashAlgorithm')) : 'SHA-1';
  const mgfField = inside.explicit(1, 'maskGenAlgorithm')?.sequence('maskGenAlgorithm');
  const mgf = mgfField ? mgfField.objectIdentifier('maskGenAlgorithm') : MGF1;
  const mgfHash = mgfField ? HASHES.get(mgfField.sequence('MGF1 hash').objectIdentifier('MGF1 hash')) : 'SHA-1';
  const saltLength = inside.explicit(2, 'saltLength')?.smallInteger('saltLength') ?? 20;
  const trailerField = inside.explicit(3, 'trailerField')?.smallInteger('trailerField') ?? 1;
  inside.finish('RSASSA-PSS-params');
  if (session.failure) return unsupported(`RSASSA-PSS parameters cannot be read: ${session.failure.message}`);
  if (!hash || mgf !== MGF1 || mgfHash !== hash || trailerField !== 1)
    return unsupported('RSASSA-PSS with parameters that browsers cannot use (MGF1 must use the same hash)');
  return { type: 'RSA-PSS', hash, saltLength };
}

const isNull = (tlv: Uint8Array): boolean => tlv.length === 2 && tlv[0] === TAG.null && tlv[1] === 0;

function readOid(tlv: Uint8Array): string | null {
  const session = new DerSession(tlv);
  const reader = session.reader();
  const text = reader.objectIdentifier('the named curve');
  reader.finish('the named curve');
  return session.failure ? null : text;
}

const unsupported = (why: string) => ({ type: 'unsupported', why }) as const;
