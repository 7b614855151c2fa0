/** Signature algorithms of the test authority: every one deterministic, and each able to sign wrongly when asked. */
import { constants, createHash, privateEncrypt, sign } from 'node:crypto';
import { concatBytes, fromHex, toHex } from '../../src/core/model/bytes.ts';
import { explicit, integer, nullValue, objectIdentifier, sequence } from './der-writer.ts';
import type { Bytes } from './der-writer.ts';
import type { TestKey } from './keys.ts';
import { signDeterministic } from './rfc6979.ts';

export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

export const hash = (name: HashName, bytes: Bytes): Bytes => new Uint8Array(createHash(name).update(bytes).digest());
/** SHA-256 in lower-case hex: the name of a piece of evidence. */
export const fingerprint = (bytes: Bytes): string => toHex(hash('sha256', bytes));

export const HASH_OIDS: Record<HashName, string> = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};

/** An AlgorithmIdentifier and how to sign under it. */
export interface SignatureAlgorithm {
  readonly identifier: Bytes;
  readonly sign: (signer: TestKey, data: Bytes) => Bytes;
}

/** RSASSA-PKCS1-v1_5 with NULL parameters, as RFC 4055 wants them. */
const pkcs1 = (hashName: HashName, oid: string, parameters: Bytes = nullValue()): SignatureAlgorithm => ({
  identifier: sequence(objectIdentifier(oid), parameters),
  sign: (signer, data) => new Uint8Array(sign(hashName, data, signer.privateKey)),
});

/** The DER `Ecdsa-Sig-Value` over r and s (RFC 3279 section 2.2.3). */
export const ecdsaSigValue = (r: bigint, s: bigint): Bytes =>
  sequence(integer(r.toString(16)), integer(s.toString(16)));

/** r and s of the deterministic signature, for those who want to write them wrongly. */
export function ecdsaNumbers(signer: TestKey, hashName: HashName, data: Bytes): { r: bigint; s: bigint } {
  const { kind } = signer;
  if (kind === 'RSA' || kind === 'Ed25519') throw new Error(`${signer.name} is not an EC key`);
  const d = Buffer.from(signer.privateKey.export({ format: 'jwk' }).d!, 'base64url');
  return signDeterministic(kind, BigInt(`0x${toHex(d)}`), hashName, data);
}

const ecdsa = (hashName: HashName, oid: string): SignatureAlgorithm => ({
  identifier: sequence(objectIdentifier(oid)),
  sign: (signer, data) => {
    const { r, s } = ecdsaNumbers(signer, hashName, data);
    return ecdsaSigValue(r, s);
  },
});

const MGF1 = '1.2.840.113549.1.1.8';
const RSASSA_PSS = '1.2.840.113549.1.1.10';

/**
 * RSASSA-PSS (RFC 8017 section 8.1) with a fixed salt, so that the signature is the same every time.
 * @param saltLength octets; the digest’s size is usual, any other is allowed. SHA-1 with 20 is written with all fields omitted, as DEFAULT
 */
export function pss(hashName: HashName, saltLength = hash(hashName, new Uint8Array()).length): SignatureAlgorithm {
  const digestIdentifier = sequence(objectIdentifier(HASH_OIDS[hashName]), nullValue());
  const parameters =
    hashName === 'sha1' && saltLength === 20
      ? sequence()
      : sequence(
          explicit(0, digestIdentifier),
          explicit(1, sequence(objectIdentifier(MGF1), digestIdentifier)),
          explicit(2, integer(saltLength.toString(16))),
        );
  return {
    identifier: sequence(objectIdentifier(RSASSA_PSS), parameters),
    sign: (signer, data) => rawRsa(signer, emsaPss(hashName, saltLength, data, modulusBits(signer) - 1)),
  };
}

const modulusBits = (signer: TestKey): number => signer.privateKey.asymmetricKeyDetails!.modulusLength!;

/** The bare RSA private operation over a full block of octets: any padding, right or wrong. */
export function rawRsa(signer: TestKey, block: Bytes): Bytes {
  const size = modulusBits(signer) / 8;
  const padded = concatBytes([new Uint8Array(size - block.length), block]);
  return new Uint8Array(privateEncrypt({ key: signer.privateKey, padding: constants.RSA_NO_PADDING }, padded));
}

/** EMSA-PSS-ENCODE, RFC 8017 section 9.1.1; the salt is the octets 1, 2, 3, … */
function emsaPss(hashName: HashName, saltLength: number, data: Bytes, bits: number): Bytes {
  const salt = Uint8Array.from({ length: saltLength }, (_, n) => (n + 1) & 0xff);
  const h = hash(hashName, concatBytes([new Uint8Array(8), hash(hashName, data), salt]));
  const size = Math.ceil(bits / 8);
  const block = concatBytes([new Uint8Array(size - saltLength - h.length - 2), Uint8Array.of(1), salt]);
  const mask = mgf1(hashName, h, block.length);
  const masked = block.map((octet, n) => octet ^ mask[n]!);
  masked[0]! &= 0xff >> (8 * size - bits);
  return concatBytes([masked, h, Uint8Array.of(0xbc)]);
}

/** MGF1, RFC 8017 appendix B.2.1. */
function mgf1(hashName: HashName, seed: Bytes, size: number): Bytes {
  let mask: Bytes = new Uint8Array(0);
  for (let counter = 0; mask.length < size; counter++) {
    mask = concatBytes([mask, hash(hashName, concatBytes([seed, fromHex(counter.toString(16).padStart(8, '0'))]))]);
  }
  return mask.subarray(0, size);
}

const ed25519: SignatureAlgorithm = {
  identifier: sequence(objectIdentifier('1.3.101.112')),
  sign: (signer, data) => new Uint8Array(sign(null, data, signer.privateKey)),
};

export const algorithms = {
  sha1WithRSAEncryption: pkcs1('sha1', '1.2.840.113549.1.1.5'),
  /** The old OIW identifier of the same algorithm. */
  sha1WithRSASignature: pkcs1('sha1', '1.3.14.3.2.29'),
  sha256WithRSAEncryption: pkcs1('sha256', '1.2.840.113549.1.1.11'),
  sha384WithRSAEncryption: pkcs1('sha384', '1.2.840.113549.1.1.12'),
  sha512WithRSAEncryption: pkcs1('sha512', '1.2.840.113549.1.1.13'),
  /** RFC 4055 section 5 says the parameters MUST be NULL; here they are absent. */
  sha256WithRSAEncryptionWithoutNull: pkcs1('sha256', '1.2.840.113549.1.1.11', new Uint8Array(0)),
  pssSha1: pss('sha1'),
  pssSha256: pss('sha256'),
  pssSha384: pss('sha384'),
  pssSha512: pss('sha512'),
  ecdsaWithSHA1: ecdsa('sha1', '1.2.840.10045.4.1'),
  ecdsaWithSHA256: ecdsa('sha256', '1.2.840.10045.4.3.2'),
  ecdsaWithSHA384: ecdsa('sha384', '1.2.840.10045.4.3.3'),
  ecdsaWithSHA512: ecdsa('sha512', '1.2.840.10045.4.3.4'),
  ed25519,
} as const;

/** What a CA under the Baseline Requirements (section 7.1.3.2) would use with this key. */
export function usualAlgorithm(signer: TestKey): SignatureAlgorithm {
  switch (signer.kind) {
    case 'RSA':
      return algorithms.sha256WithRSAEncryption;
    case 'P-256':
      return algorithms.ecdsaWithSHA256;
    case 'P-384':
      return algorithms.ecdsaWithSHA384;
    case 'P-521':
      return algorithms.ecdsaWithSHA512;
    case 'Ed25519':
      return algorithms.ed25519;
  }
}
