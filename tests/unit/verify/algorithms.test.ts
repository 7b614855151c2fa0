import { describe, expect, test } from 'vitest';
import {
  algorithmName,
  hashName,
  hashOf,
  keyKindOf,
  pssScheme,
  sameAlgorithm,
  schemeOf,
} from '../../../src/core/verify/algorithms.ts';
import * as pki from '../../pki/index.ts';
import { algorithmOf, publicKeyOf } from './read.ts';

const { explicit, integer, nullValue, objectIdentifier, octetString, rawInteger, sequence } = pki.der;
const SHA1_RSA = '1.2.840.113549.1.1.5';
const SHA256_RSA = '1.2.840.113549.1.1.11';
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const ED25519 = '1.3.101.112';
const PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

/** An AlgorithmIdentifier with these parameters, or without. */
const identifier = (oid: string, ...parameters: readonly Uint8Array[]) =>
  algorithmOf(sequence(objectIdentifier(oid), ...parameters));

describe('schemeOf', () => {
  test.each([
    [SHA1_RSA, 'RSASSA-PKCS1-v1_5', 'SHA-1'],
    ['1.3.14.3.2.29', 'RSASSA-PKCS1-v1_5', 'SHA-1'],
    [SHA256_RSA, 'RSASSA-PKCS1-v1_5', 'SHA-256'],
    ['1.2.840.113549.1.1.12', 'RSASSA-PKCS1-v1_5', 'SHA-384'],
    ['1.2.840.113549.1.1.13', 'RSASSA-PKCS1-v1_5', 'SHA-512'],
    ['1.2.840.10045.4.1', 'ECDSA', 'SHA-1'],
    [ECDSA_SHA256, 'ECDSA', 'SHA-256'],
    ['1.2.840.10045.4.3.3', 'ECDSA', 'SHA-384'],
    ['1.2.840.10045.4.3.4', 'ECDSA', 'SHA-512'],
  ])('%s is %s with %s, its parameters NULL or absent', (oid, type, hash) => {
    expect(schemeOf(identifier(oid))).toEqual({ type, hash });
    expect(schemeOf(identifier(oid, nullValue()))).toEqual({ type, hash });
  });

  test('Ed25519 has no hash of its own', () => {
    expect(schemeOf(identifier(ED25519))).toEqual({ type: 'Ed25519' });
    expect(schemeOf(identifier(ED25519, nullValue()))).toEqual({ type: 'Ed25519' });
  });

  test.each([
    [SHA256_RSA, octetString(Uint8Array.of(1, 2, 3))],
    [ECDSA_SHA256, octetString()],
    [ED25519, sequence()],
  ])('%s with parameters it does not have is unsupported', (oid, parameters) => {
    expect(schemeOf(identifier(oid, parameters))).toEqual({
      type: 'unsupported',
      why: `Signature algorithm ${algorithmName(oid)} carries parameters it does not have`,
    });
  });

  test.each([
    ['1.2.840.113549.1.1.4', 'md5WithRSAEncryption'],
    ['1.2.840.113549.1.1.14', 'sha224WithRSAEncryption'],
    ['1.2.840.10045.4.3.1', 'ecdsa-with-SHA224'],
    ['1.3.101.113', 'Ed448'],
    ['1.3.6.1.4.1.99999.2', '1.3.6.1.4.1.99999.2'],
  ])('%s (%s) is unsupported', (oid, name) => {
    expect(schemeOf(identifier(oid, nullValue()))).toEqual({
      type: 'unsupported',
      why: `Signature algorithm ${name} is not one that browsers verify`,
    });
  });
});

describe('pssScheme', () => {
  const hash = (name: pki.HashName, ...parameters: readonly Uint8Array[]) =>
    sequence(objectIdentifier(pki.HASH_OIDS[name]), ...parameters);
  const mgf = (name: pki.HashName, oid = MGF1) => sequence(objectIdentifier(oid), hash(name, nullValue()));
  const parameters = (fields: {
    hash?: Uint8Array;
    mgf?: Uint8Array;
    salt?: Uint8Array;
    trailer?: Uint8Array;
    more?: Uint8Array;
  }) =>
    sequence(
      ...(fields.hash ? [explicit(0, fields.hash)] : []),
      ...(fields.mgf ? [explicit(1, fields.mgf)] : []),
      ...(fields.salt ? [explicit(2, fields.salt)] : []),
      ...(fields.trailer ? [explicit(3, fields.trailer)] : []),
      ...(fields.more ? [fields.more] : []),
    );
  const sha256 = { hash: hash('sha256', nullValue()), mgf: mgf('sha256') };

  test('reads every field, and knows the defaults of RFC 4055 section 3.1', () => {
    expect(pssScheme(sequence())).toEqual({ type: 'RSA-PSS', hash: 'SHA-1', saltLength: 20 });
    expect(pssScheme(parameters(sha256))).toEqual({ type: 'RSA-PSS', hash: 'SHA-256', saltLength: 20 });
    const whole = parameters({ ...sha256, salt: integer('20'), trailer: integer('01') });
    expect(pssScheme(whole)).toEqual({ type: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 });
    expect(pssScheme(parameters({ salt: integer('00') }))).toEqual({ type: 'RSA-PSS', hash: 'SHA-1', saltLength: 0 });
  });

  test('takes hash identifiers with and without their NULL', () => {
    const bare = parameters({ hash: hash('sha512'), mgf: sequence(objectIdentifier(MGF1), hash('sha512')) });
    expect(pssScheme(bare)).toEqual({ type: 'RSA-PSS', hash: 'SHA-512', saltLength: 20 });
  });

  const CANNOT_USE = 'RSASSA-PSS with parameters that browsers cannot use (MGF1 must use the same hash)';
  test.each([
    ['another hash for the mask', parameters({ ...sha256, mgf: mgf('sha1') })],
    ['a default hash and a mask that is not the default', parameters({ mgf: mgf('sha256') })],
    ['a hash and the default mask', parameters({ hash: sha256.hash })],
    ['another mask generation function', parameters({ ...sha256, mgf: mgf('sha256', '1.3.6.1.4.1.99999.3') })],
    ['a hash that nobody knows', parameters({ ...sha256, hash: sequence(objectIdentifier('1.3.6.1.4.1.99999.4')) })],
    ['another trailer field', parameters({ ...sha256, trailer: integer('02') })],
  ])('%s is unsupported', (_, der) => {
    expect(pssScheme(der)).toEqual({ type: 'unsupported', why: CANNOT_USE });
  });

  test.each([
    ['no SEQUENCE', nullValue()],
    ['a negative salt length', parameters({ ...sha256, salt: rawInteger('ff') })],
    ['a salt length of nine octets', parameters({ ...sha256, salt: integer('010000000000000000') })],
    ['a salt length that is not minimal', parameters({ ...sha256, salt: rawInteger('0020') })],
    ['something behind the last field', parameters({ ...sha256, more: nullValue() })],
    ['fields out of order', sequence(explicit(1, sha256.mgf), explicit(0, sha256.hash))],
  ])('%s cannot be read, so it is unsupported', (_, der) => {
    const scheme = pssScheme(der);
    expect(scheme.type).toBe('unsupported');
    expect('why' in scheme && scheme.why).toMatch(/^RSASSA-PSS parameters cannot be read: ./);
  });

  test('without parameters nothing says which hash', () => {
    expect(pssScheme(undefined)).toEqual({ type: 'unsupported', why: 'RSASSA-PSS without parameters' });
    expect(schemeOf(identifier(PSS))).toEqual({ type: 'unsupported', why: 'RSASSA-PSS without parameters' });
  });
});

describe('keyKindOf', () => {
  const bits = (spki: Uint8Array) => pki.der.at(spki, [1]);
  const keyWith = (...algorithm: readonly Uint8Array[]) =>
    keyKindOf(publicKeyOf(sequence(sequence(...algorithm), bits(pki.key('leafEc').spki))));
  const EC = objectIdentifier('1.2.840.10045.2.1');

  test.each([
    ['issuingA', { type: 'RSA' }],
    ['leafEc', { type: 'EC', curve: 'P-256' }],
    ['responderP384', { type: 'EC', curve: 'P-384' }],
    ['responderP521', { type: 'EC', curve: 'P-521' }],
    ['responderEd25519', { type: 'Ed25519' }],
  ] as const)('%s', (name, kind) => {
    expect(keyKindOf(publicKeyOf(pki.key(name).spki))).toEqual(kind);
  });

  test('a key for RSASSA-PSS keeps its parameters', () => {
    expect(keyWith(objectIdentifier(PSS))).toEqual({ type: 'RSA-PSS', parameters: undefined });
    expect(keyWith(objectIdentifier(PSS), sequence())).toEqual({ type: 'RSA-PSS', parameters: sequence() });
  });

  const OTHER_CURVE = { type: 'unsupported', why: 'The key is on a curve that browsers do not have' };
  test.each([
    ['secp256k1', [EC, objectIdentifier('1.3.132.0.10')]],
    ['no curve', [EC]],
    ['implicitCurve', [EC, nullValue()]],
    ['parameters of its own', [EC, sequence(integer('01'))]],
  ])('an EC key with %s is unsupported', (_, algorithm) => {
    expect(keyWith(...algorithm)).toEqual(OTHER_CURVE);
  });

  test('a key algorithm that nobody knows is unsupported', () => {
    expect(keyWith(objectIdentifier('1.2.840.10040.4.1'))).toEqual({
      type: 'unsupported',
      why: 'Key algorithm 1.2.840.10040.4.1 is not one that browsers verify with',
    });
  });
});

describe('names', () => {
  test('of hash functions', () => {
    const { sha1, sha256, sha384, sha512 } = pki.HASH_OIDS;
    expect([sha1, sha256, sha384, sha512].map(hashOf)).toEqual(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']);
    expect([sha1, sha256, sha384, sha512].map(hashName)).toEqual(['sha1', 'sha256', 'sha384', 'sha512']);
    expect(hashOf('1.2.840.113549.2.5')).toBeUndefined();
    expect(hashName('1.2.840.113549.2.5')).toBe('1.2.840.113549.2.5');
  });

  test('of signature algorithms, both names of SHA-1 with RSA kept apart', () => {
    expect(algorithmName(SHA1_RSA)).toBe('sha1WithRSAEncryption');
    expect(algorithmName('1.3.14.3.2.29')).toBe('sha1WithRSASignature');
    expect(algorithmName(PSS)).toBe('rsassaPss');
    expect(algorithmName('1.3.6.1.4.1.99999.2')).toBe('1.3.6.1.4.1.99999.2');
  });
});

test('two AlgorithmIdentifiers are the same only octet for octet', () => {
  expect(sameAlgorithm(identifier(SHA256_RSA, nullValue()), identifier(SHA256_RSA, nullValue()))).toBe(true);
  expect(sameAlgorithm(identifier(SHA256_RSA, nullValue()), identifier(SHA256_RSA))).toBe(false);
  expect(sameAlgorithm(identifier(SHA256_RSA), identifier(SHA1_RSA))).toBe(false);
});
