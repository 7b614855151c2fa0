/**
 * Defects, one a function. Those named `with…` change finished octets, so they lie outside any signature unless the
 * comment says otherwise; the others are options to spread into a builder, so that the defect is signed.
 */
import { concatBytes, fromHex } from '../../src/core/model/bytes.ts';
import {
  at,
  bitString,
  changeAt,
  enumerated,
  explicit,
  generalizedTimeOf,
  headerAt,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  rawInteger,
  sequence,
  timeCharacters,
  tlv,
  withIndefiniteLengthForm,
  withLongLengthForm,
} from './der-writer.ts';
import type { Bytes, Path } from './der-writer.ts';
import type { TestKey } from './keys.ts';
import type { ResponseOptions } from './ocsp.ts';
import { algorithms, ecdsaNumbers, hash, HASH_OIDS, pss, rawRsa } from './signing.ts';
import type { SignatureAlgorithm } from './signing.ts';

/** From an OCSPResponse to its BasicOCSPResponse, through the OCTET STRING. */
const BASIC: Path = [1, 0, 1, '*'];

// ---- Octets of any object, outside its signature -------------------------------------------------------------------

/** Octets behind the end (X.690: one TLV is one value). Anyone can add them, so RFC 6960 evidence only earns a warning. */
export const withTrailingBytes = (object: Bytes, hex = '00'): Bytes => concatBytes([object, fromHex(hex)]);
/** The last octets are missing. */
export const withTruncation = (object: Bytes, octets = 1): Bytes => object.subarray(0, object.length - octets);
/** The outermost SEQUENCE in indefinite length form (X.690 section 10.1). */
export const withIndefiniteLength = (object: Bytes): Bytes => withIndefiniteLengthForm(object);
/** The outermost length in more octets than needed (X.690 section 10.1). */
export const withNonMinimalLength = (object: Bytes): Bytes => withLongLengthForm(object);
/** The outermost tag is SET instead of SEQUENCE. */
export const withWrongOuterTag = (object: Bytes): Bytes => concatBytes([Uint8Array.of(0x31), object.subarray(1)]);
/** One bit of the last octet, which is the signature's in a certificate and in a response without certs, is flipped. */
export const withLastBitFlipped = (object: Bytes): Bytes => {
  const changed = object.slice();
  changed[changed.length - 1]! ^= 1;
  return changed;
};

// ---- OCSPResponse, outside the signature ---------------------------------------------------------------------------

/** responseStatus 4, which RFC 6960 section 4.2.1 leaves unused. */
export const withUnusedResponseStatus = (): Bytes => sequence(enumerated(4));
/** An error status that carries responseBytes, which RFC 6960 section 4.2.1 forbids. */
export const withErrorStatus = (response: Bytes, status = 6): Bytes =>
  changeAt(response, [0], () => enumerated(status));
/** `successful` without responseBytes (RFC 6960 section 4.2.1). */
export const withoutResponseBytes = (): Bytes => sequence(enumerated(0));
/** `certs` present but empty: RFC 6960 section 4.2.1 SHOULD omit it. The signature does not cover it. */
export const withEmptyCerts = (response: Bytes): Bytes =>
  changeAt(response, BASIC, (basic) =>
    sequence(at(basic, [0]), at(basic, [1]), at(basic, [2]), explicit(0, sequence())),
  );
/** Other certificates in `certs` than the signer sent: not covered by the signature, so anyone can do it. */
export const withCerts = (response: Bytes, certs: readonly Bytes[]): Bytes =>
  changeAt(response, BASIC, (basic) =>
    sequence(
      at(basic, [0]),
      at(basic, [1]),
      at(basic, [2]),
      ...(certs.length > 0 ? [explicit(0, sequence(...certs))] : []),
    ),
  );

// ---- Inside tbsResponseData, so signed -----------------------------------------------------------------------------

/** version v1 written out although it is the DEFAULT (X.690 section 11.5); signed, so it binds the responder. */
export const explicitDefaultVersion: Pick<ResponseOptions, 'changeTbs'> = {
  changeTbs: (tbs) => changeAt(tbs, [0], (first) => concatBytes([explicit(0, integer('00')), first])),
};
/** A version nobody knows. */
export const unknownVersion: Pick<ResponseOptions, 'changeTbs'> = {
  changeTbs: (tbs) => changeAt(tbs, [0], (first) => concatBytes([explicit(0, integer('01')), first])),
};
/** responseExtensions present but empty: Extensions is SIZE (1..MAX) (RFC 5280 section 4.1). */
export const emptyResponseExtensions: Pick<ResponseOptions, 'changeTbs'> = {
  changeTbs: (tbs) => changeAt(tbs, [2], (responses) => concatBytes([responses, explicit(1, sequence())])),
};
/** No SingleResponse at all. */
export const noResponses: Pick<ResponseOptions, 'responses'> = { responses: [] };
/** The list of SingleResponses with a length in more octets than needed: signed, yet not DER (X.690 section 10.1). */
export const nonMinimalLengthInside: Pick<ResponseOptions, 'changeTbs'> = {
  changeTbs: (tbs) => changeAt(tbs, [2], withLongLengthForm),
};
/** The list of SingleResponses in indefinite length form: signed, yet not DER (X.690 section 10.1). */
export const indefiniteLengthInside: Pick<ResponseOptions, 'changeTbs'> = {
  // The marker's two end octets stand inside the length of the SEQUENCE around it.
  changeTbs: (tbs) => changeAt(tbs, [2], withIndefiniteLengthForm),
};
/** `good` with content, though it is an IMPLICIT NULL (RFC 6960 section 4.2.1). */
export const goodWithContent: Bytes = tlv(0x80, Uint8Array.of(0));
/** A serial number (hex, first octet below 0x80) with a superfluous leading zero octet (X.690 section 8.3.2). */
export const nonMinimalSerial = (hex: string): Bytes => rawInteger(`00${hex}`);

// ---- Times ---------------------------------------------------------------------------------------------------------

/** Fractional seconds, which RFC 5280 section 4.1.2.5.2 forbids; the moment is certain (bug 1999850). */
export const timeWithFraction = (moment: string, digits = '500'): Bytes =>
  generalizedTimeOf(timeCharacters(moment).replace('Z', `.${digits}Z`));
/** No seconds, which RFC 5280 section 4.1.2.5.2 wants; the moment is certain. */
export const timeWithoutSeconds = (moment: string): Bytes =>
  generalizedTimeOf(timeCharacters(moment).slice(0, 12) + 'Z');
/** The same local digits with an offset instead of Z: `…+0100` names the moment an hour earlier. */
export const timeWithOffset = (local: string, offset: string): Bytes =>
  generalizedTimeOf(timeCharacters(local).replace('Z', offset));
/** Neither Z nor offset: local time of nobody knows where. */
export const timeWithoutZone = (moment: string): Bytes => generalizedTimeOf(timeCharacters(moment).slice(0, 14));
/** Month 13. */
export const impossibleMonth: Bytes = generalizedTimeOf('20221301000000Z');
/** 30 February. */
export const impossibleDay: Bytes = generalizedTimeOf('20220230000000Z');
/** 24:00:00. */
export const impossibleHour: Bytes = generalizedTimeOf('20221001240000Z');

// ---- Signatures ----------------------------------------------------------------------------------------------------

/** Signed by a key that is not the one the ResponderID names: the signature does not verify. */
export const signedByStranger = (stranger: TestKey): Pick<ResponseOptions, 'signingKey'> => ({ signingKey: stranger });
/** One bit of the signature flipped. */
export const flippedSignature: Pick<ResponseOptions, 'changeSignature'> = { changeSignature: withLastBitFlipped };
/** The signature's BIT STRING says that some of its bits are unused. */
export const unusedBitsInSignature = (bits: number): Pick<ResponseOptions, 'unusedBits'> => ({ unusedBits: bits });
/** The signature is empty. */
export const emptySignature: Pick<ResponseOptions, 'changeSignature'> = { changeSignature: () => new Uint8Array() };

/**
 * ecdsa-with-SHA256 whose right r and s are written by `write`: negative, padded, zero, too large (RFC 3279 section
 * 2.2.3). Use it as the `algorithm` of a builder.
 */
export const ecdsaWritten = (write: (numbers: { r: bigint; s: bigint }) => Bytes): SignatureAlgorithm => ({
  identifier: algorithms.ecdsaWithSHA256.identifier,
  sign: (key, data) => write(ecdsaNumbers(key, 'sha256', data)),
});

/** An AlgorithmIdentifier that nobody knows, under a made-up private arc, with NULL parameters. */
export const unknownAlgorithm = (): Bytes => sequence(objectIdentifier('1.3.6.1.4.1.99999.2'), nullValue());

// ---- RSA blocks that some verifier once accepted -------------------------------------------------------------------

/** DigestInfo of RFC 8017 section 9.2 over SHA-256, with or without the NULL that belongs to it. */
const digestInfo = (data: Bytes, parameters: Bytes = nullValue()): Bytes =>
  sequence(sequence(objectIdentifier(HASH_OIDS.sha256), parameters), octetString(hash('sha256', data)));

/** `00 <type> <filler…> 00 <content> <rest>`, filled to the size of an RSA-2048 block. */
function rsaBlock(content: Bytes, { type = 1, filler = 0xff, rest = 0 }): Bytes {
  const fill = new Uint8Array(256 - 3 - content.length - rest).fill(filler);
  return concatBytes([Uint8Array.of(0, type), fill, Uint8Array.of(0), content, new Uint8Array(rest).fill(0x5a)]);
}

/** sha256WithRSAEncryption over a 2048-bit key whose padded block is wrong in one way (RFC 8017 section 8.2.2). */
const rsaWritten = (block: (data: Bytes) => Bytes): SignatureAlgorithm => ({
  identifier: algorithms.sha256WithRSAEncryption.identifier,
  sign: (key, data) => rawRsa(key, block(data)),
});

/** Block type 2, which is for encryption. */
export const rsaBlockType2 = (): SignatureAlgorithm => rsaWritten((data) => rsaBlock(digestInfo(data), { type: 2 }));
/** Padding octets other than FF. */
export const rsaOtherFiller = (): SignatureAlgorithm =>
  rsaWritten((data) => rsaBlock(digestInfo(data), { filler: 0xfe }));
/** Padding cut short, and octets of the signer's choice behind the digest: the way to forge with a small exponent. */
export const rsaGarbageBehindDigest = (): SignatureAlgorithm =>
  rsaWritten((data) => rsaBlock(digestInfo(data), { rest: 100 }));
/** The digest bare, without the DigestInfo around it. */
export const rsaBareDigest = (): SignatureAlgorithm => rsaWritten((data) => rsaBlock(hash('sha256', data), {}));
/** A DigestInfo whose hash algorithm lacks its NULL parameters. */
export const rsaDigestInfoWithoutNull = (): SignatureAlgorithm =>
  rsaWritten((data) => rsaBlock(digestInfo(data, new Uint8Array()), {}));
/** A DigestInfo whose parameters hide octets of the signer's choice. */
export const rsaDigestInfoWithGarbage = (): SignatureAlgorithm =>
  rsaWritten((data) => rsaBlock(digestInfo(data, octetString(new Uint8Array(100))), {}));
/** The digest of another hash function than the AlgorithmIdentifier names. */
export const rsaOtherHash = (): SignatureAlgorithm => ({
  ...algorithms.sha512WithRSAEncryption,
  identifier: algorithms.sha256WithRSAEncryption.identifier,
});

/** The right algorithm's identifier with parameters that it does not have. */
export const withGarbageParameters = (oid: string): Bytes =>
  sequence(objectIdentifier(oid), octetString(Uint8Array.of(1, 2, 3)));
/** RSASSA-PSS whose parameters promise another salt length than was used. */
export const pssOtherSaltLength = (): SignatureAlgorithm => ({
  ...pss('sha256', 20),
  identifier: pss('sha256', 32).identifier,
});

/**
 * A key whose public exponent is 1: anyone can sign with it, for the padded block is the signature.
 * @param modulusOf a 2048-bit key that lends its modulus
 */
export function exponentOne(modulusOf: TestKey): { readonly spki: Bytes; readonly algorithm: SignatureAlgorithm } {
  const modulus = at(modulusOf.spki, [1]).subarray(headerAt(at(modulusOf.spki, [1]), 0).content + 1);
  const publicKey = sequence(at(modulus, [0]), integer('01'));
  return {
    spki: sequence(at(modulusOf.spki, [0]), bitString(publicKey)),
    algorithm: {
      identifier: algorithms.sha256WithRSAEncryption.identifier,
      sign: (_, data) => rsaBlock(digestInfo(data), {}),
    },
  };
}
