import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex } from '../../../src/core/model/bytes.ts';
import { verifySignature, type SignatureCheck } from '../../../src/core/verify/signature.ts';
import * as pki from '../../pki/index.ts';
import { curves } from '../../pki/rfc6979.ts';
import { algorithmOf, publicKeyOf } from './read.ts';

const { defects } = pki;
const { bitString, integer, nullValue, objectIdentifier, rawInteger, sequence } = pki.der;
const SIGNED = new TextEncoder().encode('the octets that were signed');
const VALID: SignatureCheck = { outcome: 'valid', why: null };
const WRONG: SignatureCheck = { outcome: 'invalid', why: 'The signature does not verify under this key' };
const NOT_DER: SignatureCheck = {
  outcome: 'invalid',
  why: 'The signature is not a DER Ecdsa-Sig-Value with r and s in range',
};

interface Trial {
  readonly key: pki.KeyName;
  readonly algorithm: pki.SignatureAlgorithm;
  /** SubjectPublicKeyInfo to verify under, when it shall not be the key's own. */
  readonly spki?: Uint8Array;
  readonly signed?: Uint8Array;
  readonly signature?: Uint8Array;
  readonly identifier?: Uint8Array;
  readonly unusedBits?: number;
}

function check(trial: Trial): Promise<SignatureCheck> {
  const signer = pki.key(trial.key);
  return verifySignature(
    trial.signed ?? SIGNED,
    algorithmOf(trial.identifier ?? trial.algorithm.identifier),
    { unusedBits: trial.unusedBits ?? 0, bytes: trial.signature ?? trial.algorithm.sign(signer, SIGNED) },
    publicKeyOf(trial.spki ?? signer.spki),
  );
}

const { algorithms, pss } = pki;
const SCHEMES: [string, pki.KeyName, pki.SignatureAlgorithm][] = [
  ['sha1WithRSAEncryption', 'issuingA', algorithms.sha1WithRSAEncryption],
  ['sha1WithRSASignature (OIW)', 'issuingA', algorithms.sha1WithRSASignature],
  ['sha256WithRSAEncryption', 'issuingA', algorithms.sha256WithRSAEncryption],
  ['sha256WithRSAEncryption without NULL', 'issuingA', algorithms.sha256WithRSAEncryptionWithoutNull],
  ['sha384WithRSAEncryption', 'issuingA', algorithms.sha384WithRSAEncryption],
  ['sha512WithRSAEncryption', 'issuingA', algorithms.sha512WithRSAEncryption],
  ['RSASSA-PSS with SHA-1, all defaults', 'issuingA', pss('sha1')],
  ['RSASSA-PSS with SHA-256', 'issuingA', pss('sha256')],
  ['RSASSA-PSS with SHA-384', 'issuingA', pss('sha384')],
  ['RSASSA-PSS with SHA-512', 'issuingA', pss('sha512')],
  ['RSASSA-PSS without salt', 'issuingA', pss('sha256', 0)],
  ['RSASSA-PSS with 100 octets of salt', 'issuingA', pss('sha256', 100)],
  ['RSASSA-PSS with the longest salt', 'issuingA', pss('sha256', 222)],
  // Every hash on a curve, not only the usual one.
  ...(['leafEc', 'responderP384', 'responderP521'] as const).flatMap((name) =>
    (['ecdsaWithSHA1', 'ecdsaWithSHA256', 'ecdsaWithSHA384', 'ecdsaWithSHA512'] as const).map(
      (algorithm): [string, pki.KeyName, pki.SignatureAlgorithm] => [
        `${algorithm} on ${pki.key(name).kind}`,
        name,
        algorithms[algorithm],
      ],
    ),
  ),
  ['Ed25519', 'responderEd25519', algorithms.ed25519],
];

describe('each scheme', () => {
  test.each(SCHEMES)('%s', async (_, key, algorithm) => {
    expect(await check({ key, algorithm })).toEqual(VALID);
    const other = concatBytes([SIGNED, Uint8Array.of(0)]);
    expect(await check({ key, algorithm, signed: other })).toEqual(WRONG);
  });

  test.each([
    ['issuingA', 'stranger', algorithms.sha256WithRSAEncryption],
    ['issuingA', 'stranger', pss('sha256')],
    ['leafEc', 'issuingB', algorithms.ecdsaWithSHA256],
  ] as const)('the key %s did not sign what %s signed', async (key, signer, algorithm) => {
    const signature = algorithm.sign(pki.key(signer), SIGNED);
    expect(await check({ key, algorithm, signature })).toEqual(WRONG);
  });
});

test('unused bits in the BIT STRING make no signature, however right its octets', async () => {
  for (const key of ['issuingA', 'leafEc', 'responderEd25519'] as const)
    expect(await check({ key, algorithm: pki.usualAlgorithm(pki.key(key)), unusedBits: 1 })).toEqual({
      outcome: 'invalid',
      why: 'The signature is not a whole number of octets',
    });
});

describe('ECDSA', () => {
  const key = 'leafEc';
  const { n } = curves['P-256'];
  const { r, s } = pki.ecdsaNumbers(pki.key(key), 'sha256', SIGNED);
  const written = (signature: Uint8Array, on: pki.KeyName = key) =>
    check({ key: on, algorithm: algorithms.ecdsaWithSHA256, signature });
  const hex = (value: bigint) => value.toString(16);
  const R = integer(hex(r));
  const S = integer(hex(s));

  test('takes the other of the two values of s, which is just as valid', async () => {
    expect(await written(pki.ecdsaSigValue(r, n - s))).toEqual(VALID);
  });

  test.each([
    ['r negative', sequence(rawInteger('ff'), S)],
    ['s negative', sequence(R, rawInteger(`80${'00'.repeat(31)}`))],
    ['r zero', sequence(integer('00'), S)],
    ['s zero', sequence(R, integer('00'))],
    ['r padded', sequence(rawInteger(`0000${hex(r).padStart(64, '0')}`), S)],
    ['s of 33 octets', sequence(R, integer('01'.repeat(33)))],
    ['r of 100 octets', sequence(integer('7f'.repeat(100)), S)],
    ['r empty', sequence(pki.der.tlv(2), S)],
    ['an octet behind', concatBytes([sequence(R, S), Uint8Array.of(0)])],
    ['a third number', sequence(R, S, integer('01'))],
    ['s missing', sequence(R)],
    ['a SET', pki.der.set(R, S)],
    ['a length of two octets too many', pki.der.withLongLengthForm(sequence(R, S))],
    ['indefinite length', pki.der.withIndefiniteLengthForm(sequence(R, S))],
    ['r and s without any DER', fromHex(hex(r).padStart(64, '0') + hex(s).padStart(64, '0'))],
    ['nothing', new Uint8Array()],
  ])('%s is no signature', async (_, signature) => {
    expect(await written(signature)).toEqual(NOT_DER);
  });

  test.each([
    ['r = n', sequence(integer(hex(n)), S)],
    ['s = n', sequence(R, integer(hex(n)))],
    ['s = n + 1', sequence(R, integer(hex(n + 1n)))],
    ['r and s exchanged', sequence(S, R)],
    ['r = s = 1', sequence(integer('01'), integer('01'))],
  ])('%s does not verify', async (_, signature) => {
    expect(await written(signature)).toEqual(WRONG);
  });

  test('numbers of a larger curve are out of range on a smaller one, and the other way round they do not verify', async () => {
    expect(await written(algorithms.ecdsaWithSHA256.sign(pki.key('responderP384'), SIGNED))).toEqual(NOT_DER);
    expect(await written(sequence(R, S), 'responderP384')).toEqual(WRONG);
    expect(await written(sequence(R, S), 'responderP521')).toEqual(WRONG);
  });
});

describe('RSA', () => {
  const key = 'issuingA';

  test.each([
    ['block type 2', defects.rsaBlockType2()],
    ['another filler', defects.rsaOtherFiller()],
    ['octets behind the digest', defects.rsaGarbageBehindDigest()],
    ['the digest without DigestInfo', defects.rsaBareDigest()],
    ['a DigestInfo with garbage', defects.rsaDigestInfoWithGarbage()],
    ['the digest of another hash', defects.rsaOtherHash()],
    ['a salt of another length than promised', defects.pssOtherSaltLength()],
  ])('%s does not verify', async (_, algorithm) => {
    expect(await check({ key, algorithm })).toEqual(WRONG);
  });

  test('a signature with other than the octets of the modulus does not verify', async () => {
    const algorithm = algorithms.sha256WithRSAEncryption;
    const right = algorithm.sign(pki.key(key), SIGNED);
    for (const signature of [right.subarray(1), concatBytes([Uint8Array.of(0), right]), new Uint8Array()])
      expect(await check({ key, algorithm, signature })).toEqual(WRONG);
  });

  test('a salt longer than the key has room for is never a valid signature', async () => {
    const { identifier } = pss('sha256', 4000);
    // Engines differ in whether they refuse such a length or find that it does not fit.
    const { outcome } = await check({ key, algorithm: pss('sha256'), identifier });
    expect(outcome).not.toBe('valid');
  });

  describe('keys that nobody should have', () => {
    const CANNOT_USE = { outcome: 'unsupported', why: 'This browser cannot use the public key' };
    const own = pki.key(key).spki;
    const modulus = pki.der.children(pki.key(key).subjectPublicKey)[0]!;
    const algorithm = algorithms.sha256WithRSAEncryption;
    const spkiOf = (rsaPublicKey: Uint8Array) => sequence(pki.der.at(own, [0]), bitString(rsaPublicKey));

    test('with the exponent 1 anybody could sign', async () => {
      const { spki, algorithm: forging } = defects.exponentOne(pki.key(key));
      expect(await check({ key, algorithm: forging, spki })).toEqual(CANNOT_USE);
    });

    test.each([
      ['exponent 0', sequence(modulus, integer('00'))],
      ['an even exponent', sequence(modulus, integer('010000'))],
      ['a negative exponent', sequence(modulus, rawInteger('81'))],
      ['a negative modulus', sequence(rawInteger(`81${'00'.repeat(255)}`), integer('010001'))],
      ['an exponent that is not minimal', sequence(modulus, rawInteger('00010001'))],
      ['a third number', sequence(modulus, integer('010001'), integer('01'))],
      ['octets behind', concatBytes([sequence(modulus, integer('010001')), Uint8Array.of(0)])],
      ['no key at all', nullValue()],
    ])('%s', async (_, rsaPublicKey) => {
      expect(await check({ key, algorithm, spki: spkiOf(rsaPublicKey) })).toEqual(CANNOT_USE);
    });
  });

  test('a key whose AlgorithmIdentifier lacks its NULL is the same key', async () => {
    const algorithm = algorithms.sha256WithRSAEncryption;
    const spki = sequence(sequence(objectIdentifier('1.2.840.113549.1.1.1')), bitString(pki.key(key).subjectPublicKey));
    expect(await check({ key, algorithm, spki })).toEqual(VALID);
  });
});

describe('a key restricted to RSASSA-PSS', () => {
  const key = 'issuingA';
  const restricted = (...parameters: readonly Uint8Array[]) =>
    sequence(
      sequence(objectIdentifier('1.2.840.113549.1.1.10'), ...parameters),
      bitString(pki.key(key).subjectPublicKey),
    );
  const parametersOf = (algorithm: pki.SignatureAlgorithm) => pki.der.at(algorithm.identifier, [1]);
  const RESTRICTED: SignatureCheck = {
    outcome: 'invalid',
    why: 'The key is restricted to other RSASSA-PSS parameters',
  };

  test('without parameters allows all of them', async () => {
    expect(await check({ key, algorithm: pss('sha384'), spki: restricted() })).toEqual(VALID);
  });

  test('binds the hash, and the salt length as a lower bound (RFC 4055 section 3.3)', async () => {
    const spki = restricted(parametersOf(pss('sha256')));
    expect(await check({ key, algorithm: pss('sha256'), spki })).toEqual(VALID);
    expect(await check({ key, algorithm: pss('sha256', 33), spki })).toEqual(VALID);
    expect(await check({ key, algorithm: pss('sha256', 31), spki })).toEqual(RESTRICTED);
    expect(await check({ key, algorithm: pss('sha512'), spki })).toEqual(RESTRICTED);
  });

  test('makes no signatures of the older scheme', async () => {
    expect(await check({ key, algorithm: algorithms.sha256WithRSAEncryption, spki: restricted() })).toEqual({
      outcome: 'invalid',
      why: 'A RSA-PSS key makes no RSASSA-PKCS1-v1_5 signatures',
    });
  });

  test('with parameters that cannot be used is unsupported', async () => {
    const spki = restricted(sequence(pki.der.explicit(3, integer('02'))));
    expect(await check({ key, algorithm: pss('sha256'), spki })).toEqual({
      outcome: 'unsupported',
      why: 'The key carries RSASSA-PSS parameters browsers cannot use',
    });
  });
});

describe('an algorithm that is not the key’s', () => {
  test.each([
    ['issuingA', 'ecdsaWithSHA256', 'A RSA key makes no ECDSA signatures'],
    ['issuingA', 'ed25519', 'A RSA key makes no Ed25519 signatures'],
    ['leafEc', 'sha256WithRSAEncryption', 'A EC key makes no RSASSA-PKCS1-v1_5 signatures'],
    ['leafEc', 'pssSha256', 'A EC key makes no RSA-PSS signatures'],
    ['leafEc', 'ed25519', 'A EC key makes no Ed25519 signatures'],
    ['responderEd25519', 'ecdsaWithSHA256', 'A Ed25519 key makes no ECDSA signatures'],
    ['responderEd25519', 'sha256WithRSAEncryption', 'A Ed25519 key makes no RSASSA-PKCS1-v1_5 signatures'],
  ] as const)('%s and %s', async (key, name, why) => {
    const signature = new Uint8Array(64);
    expect(await check({ key, algorithm: algorithms[name], signature })).toEqual({ outcome: 'invalid', why });
  });
});

describe('what cannot be judged is unsupported, never invalid', () => {
  const key = 'issuingA';
  const right = algorithms.sha256WithRSAEncryption;

  test('an unknown signature algorithm, under a good key and under an unknown one', async () => {
    const unsupported = {
      outcome: 'unsupported',
      why: 'Signature algorithm 1.3.6.1.4.1.99999.2 is not one that browsers verify',
    };
    const unknownKey = sequence(sequence(objectIdentifier('1.3.6.1.4.1.99999.5')), bitString(Uint8Array.of(1)));
    expect(await check({ key, algorithm: right, identifier: defects.unknownAlgorithm() })).toEqual(unsupported);
    expect(await check({ key, algorithm: right, identifier: defects.unknownAlgorithm(), spki: unknownKey })).toEqual(
      unsupported,
    );
  });

  test('garbage parameters, even with unused bits', async () => {
    const identifier = defects.withGarbageParameters('1.2.840.113549.1.1.11');
    expect(await check({ key, algorithm: right, identifier, unusedBits: 3 })).toEqual({
      outcome: 'unsupported',
      why: 'Signature algorithm sha256WithRSAEncryption carries parameters it does not have',
    });
  });

  test('a key whose BIT STRING has unused bits, of either kind', async () => {
    for (const [name, algorithm] of [
      ['issuingA', algorithms.sha256WithRSAEncryption],
      ['leafEc', algorithms.ecdsaWithSHA256],
    ] as const) {
      const [kind, bits] = pki.der.children(pki.key(name).spki);
      const octets = bits!.subarray(pki.der.headerAt(bits!, 0).content + 1).slice();
      octets[octets.length - 1]! &= 0xf8;
      const spki = sequence(kind!, bitString(octets, 3));
      expect(await check({ key: name, algorithm, spki })).toEqual({
        outcome: 'unsupported',
        why: 'This browser cannot use the public key',
      });
    }
  });

  test('a key on a curve that WebCrypto lacks, and a point that is not on its curve', async () => {
    const algorithm = algorithms.ecdsaWithSHA256;
    const ec = (curve: string, point: Uint8Array) =>
      sequence(sequence(objectIdentifier('1.2.840.10045.2.1'), objectIdentifier(curve)), bitString(point));
    const { subjectPublicKey } = pki.key('leafEc');
    const trial = { key: 'leafEc', algorithm } as const;
    expect(await check({ ...trial, spki: ec('1.3.132.0.10', subjectPublicKey) })).toEqual({
      outcome: 'unsupported',
      why: 'The key is on a curve that browsers do not have',
    });
    const elsewhere = subjectPublicKey.slice();
    elsewhere[64]! ^= 1;
    for (const point of [elsewhere, subjectPublicKey.subarray(0, 40), Uint8Array.of(0)])
      expect(await check({ ...trial, spki: ec('1.2.840.10045.3.1.7', point) })).toEqual({
        outcome: 'unsupported',
        why: 'This browser cannot use the public key',
      });
  });
});
