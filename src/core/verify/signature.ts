import type { AlgorithmIdentifier, BitString } from '../model/asn1.ts';
import type { SubjectPublicKeyInfo } from '../model/certificate.ts';
import { concatBytes } from '../model/bytes.ts';
import { encodeTlv } from '../der/writer.ts';
import { DerSession, TAG } from '../der/reader.ts';
import { takeExpected } from './ahead.ts';
import { keyKindOf, pssScheme, schemeOf, type Curve, type KeyKind, type Scheme } from './algorithms.ts';
import { cryptoEngine, type KeyUse, type Verification } from './web-crypto.ts';

/** What verifying came to. `unsupported` means nobody can tell here: it is never an accusation. */
export type SignatureCheck =
  | { readonly outcome: 'valid'; readonly why: null }
  | { readonly outcome: 'invalid'; readonly why: string }
  | { readonly outcome: 'unsupported'; readonly why: string };

/** Octets of r and of s for each curve: the order's length. */
const FIELD_OCTETS: Record<Curve, number> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };

/** How signatures of one algorithm are verified under one key; or what all of them come to. */
type Plan =
  | { readonly check: SignatureCheck }
  | {
      readonly check: null;
      readonly use: KeyUse;
      /** Octets of r and of s; 0 where the signature is used as it is. */
      readonly fieldOctets: number;
      /** Browsers that cannot verify under such a key say that signatures are wrong. */
      readonly mayBeWronged: boolean;
    };

const VALID: SignatureCheck = { outcome: 'valid', why: null };
const INVALID: SignatureCheck = { outcome: 'invalid', why: 'The signature does not verify under this key' };
const NO_KEY: SignatureCheck = { outcome: 'unsupported', why: 'This browser cannot use the public key' };
const CHECKS: Record<Verification, SignatureCheck> = {
  valid: VALID,
  invalid: INVALID,
  'no-key': NO_KEY,
  cannot: { outcome: 'unsupported', why: 'This browser cannot verify this kind of signature' },
};

/**
 * Verifies `signature` over the exact octets `signed` under a public key, with WebCrypto.
 * In: the AlgorithmIdentifier beside the signature; the key as in its certificate. Never throws.
 */
export function verifySignature(
  signed: Uint8Array,
  identifier: AlgorithmIdentifier,
  signature: BitString,
  key: SubjectPublicKeyInfo,
): Promise<SignatureCheck> {
  return takeExpected(signed, identifier, signature, key) ?? verifyNow(signed, identifier, signature, key);
}

/** The same, whether or not it was expected. */
export async function verifyNow(
  signed: Uint8Array,
  identifier: AlgorithmIdentifier,
  signature: BitString,
  key: SubjectPublicKeyInfo,
): Promise<SignatureCheck> {
  const plan = planFor(identifier, key);
  if (plan.check) return plan.check;
  if (signature.unusedBits !== 0) return { outcome: 'invalid', why: 'The signature is not a whole number of octets' };
  const raw = plan.fieldOctets === 0 ? signature.bytes : toP1363(signature.bytes, plan.fieldOctets);
  if (raw === null)
    return { outcome: 'invalid', why: 'The signature is not a DER Ecdsa-Sig-Value with r and s in range' };
  const verification = await cryptoEngine().verify(plan.use, raw, signed);
  return CHECKS[verification === 'invalid' && plan.mayBeWronged ? 'cannot' : verification];
}

/**
 * Thousands of responses share one signer, and the parts that objects have in common are shared, so a plan lives as
 * long as key and algorithm do. It holds a key and no answer about anything.
 */
const plans = new WeakMap<SubjectPublicKeyInfo, WeakMap<AlgorithmIdentifier, Plan>>();

function planFor(identifier: AlgorithmIdentifier, key: SubjectPublicKeyInfo): Plan {
  let ofKey = plans.get(key);
  if (!ofKey) plans.set(key, (ofKey = new WeakMap()));
  let plan = ofKey.get(identifier);
  if (!plan) ofKey.set(identifier, (plan = makePlan(identifier, key)));
  return plan;
}

function makePlan(identifier: AlgorithmIdentifier, key: SubjectPublicKeyInfo): Plan {
  const scheme = schemeOf(identifier);
  if (scheme.type === 'unsupported') return { check: { outcome: 'unsupported', why: scheme.why } };
  const kind = keyKindOf(key);
  if (kind.type === 'unsupported') return { check: { outcome: 'unsupported', why: kind.why } };
  const check = mismatchOf(scheme, kind);
  if (check) return { check };
  const use = useOf(key, kind, scheme);
  if (!use) return { check: NO_KEY };
  const fieldOctets = kind.type === 'EC' ? FIELD_OCTETS[kind.curve] : 0;
  return { check: null, use, fieldOctets, mayBeWronged: rsa(kind) && hasWideExponent(key) };
}

const rsa = ({ type }: KeyKind): boolean => type === 'RSA' || type === 'RSA-PSS';

/** Octets of a public exponent that every browser verifies under which takes the key; Firefox says `false` under wider ones. */
const WIDEST = 8;

const hasWideExponent = ({ subjectPublicKey }: SubjectPublicKeyInfo): boolean =>
  usableRsaExponent(subjectPublicKey.bytes)!.length > WIDEST;

/** A key of the wrong type cannot have made the signature; a PSS key that promises other parameters neither. */
function mismatchOf(scheme: Scheme, kind: KeyKind): SignatureCheck | null {
  const fits =
    (scheme.type === 'RSASSA-PKCS1-v1_5' && kind.type === 'RSA') ||
    (scheme.type === 'RSA-PSS' && rsa(kind)) ||
    (scheme.type === 'ECDSA' && kind.type === 'EC') ||
    (scheme.type === 'Ed25519' && kind.type === 'Ed25519');
  if (!fits) return { outcome: 'invalid', why: `A ${kind.type} key makes no ${scheme.type} signatures` };
  if (scheme.type !== 'RSA-PSS' || kind.type !== 'RSA-PSS' || !kind.parameters) return null;
  const promised = pssScheme(kind.parameters);
  if (promised.type !== 'RSA-PSS')
    return { outcome: 'unsupported', why: 'The key carries RSASSA-PSS parameters browsers cannot use' };
  // RFC 4055 section 3.3: the key's hash binds, its salt length is a lower bound.
  return promised.hash === scheme.hash && scheme.saltLength >= promised.saltLength
    ? null
    : { outcome: 'invalid', why: 'The key is restricted to other RSASSA-PSS parameters' };
}

/** Thousands of responses share one signer, so what is made of its key lives as long as its certificate. */
const uses = new WeakMap<SubjectPublicKeyInfo, Map<string, KeyUse | null>>();

function useOf(key: SubjectPublicKeyInfo, kind: KeyKind, scheme: Scheme): KeyUse | null {
  const importAs = importParametersOf(kind, scheme);
  const verifyAs = parametersOf(scheme);
  const cached = uses.get(key) ?? new Map<string, KeyUse | null>();
  uses.set(key, cached);
  const id = JSON.stringify([importAs, verifyAs]);
  let use = cached.get(id);
  if (use === undefined) {
    const spki = importable(key, kind);
    cached.set(id, (use = spki && { spki, importAs, verifyAs }));
  }
  return use;
}

function parametersOf(scheme: Scheme): KeyUse['verifyAs'] {
  switch (scheme.type) {
    case 'RSA-PSS':
      return { name: 'RSA-PSS', saltLength: scheme.saltLength };
    case 'ECDSA':
      return { name: 'ECDSA', hash: scheme.hash };
    default:
      return { name: scheme.type };
  }
}

function importParametersOf(kind: KeyKind, scheme: Scheme): KeyUse['importAs'] {
  if (kind.type === 'EC') return { name: 'ECDSA', namedCurve: kind.curve };
  if (scheme.type === 'RSASSA-PKCS1-v1_5' || scheme.type === 'RSA-PSS') return { name: scheme.type, hash: scheme.hash };
  return { name: 'Ed25519' };
}

/** `SEQUENCE { OBJECT IDENTIFIER rsaEncryption, NULL }` */
const RSA_ENCRYPTION = Uint8Array.of(
  0x30,
  0x0d,
  0x06,
  0x09,
  0x2a,
  0x86,
  0x48,
  0x86,
  0xf7,
  0x0d,
  0x01,
  0x01,
  0x01,
  0x05,
  0x00,
);

/** The key as browsers import it; `null` when nobody should use it. */
function importable(key: SubjectPublicKeyInfo, kind: KeyKind): Uint8Array | null {
  // No public key has a size that is no whole number of octets, so nobody can say what one that claims it is.
  if (key.subjectPublicKey.unusedBits !== 0) return null;
  if (!rsa(kind)) return key.der;
  if (!usableRsaExponent(key.subjectPublicKey.bytes)) return null;
  // Browsers import RSA keys under rsaEncryption only, with its NULL; the key octets are the same.
  const bits = encodeTlv(TAG.bitString, concatBytes([Uint8Array.of(0), key.subjectPublicKey.bytes]));
  return encodeTlv(TAG.sequence, concatBytes([RSA_ENCRYPTION, bits]));
}

/** `RSAPublicKey ::= SEQUENCE { modulus, publicExponent }`: with e = 1 anybody could sign, with an even e nobody. */
function usableRsaExponent(octets: Uint8Array): Uint8Array | null {
  const session = new DerSession(octets);
  const top = session.reader();
  const inside = top.sequence('RSAPublicKey');
  top.finish('RSAPublicKey');
  const modulus = inside.integer('modulus');
  const exponent = inside.integer('publicExponent');
  inside.finish('RSAPublicKey');
  if (session.failure || modulus[0]! >= 0x80 || exponent[0]! >= 0x80) return null;
  const last = exponent[exponent.length - 1]!;
  return (last & 1) === 0 || (exponent.length === 1 && last === 1) ? null : exponent;
}

/**
 * `Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 section 2.2.3) as r || s, which WebCrypto wants.
 * `null` when it is not DER, or r or s is negative, zero or longer than the curve's order.
 */
function toP1363(der: Uint8Array, octets: number): Uint8Array | null {
  const session = new DerSession(der);
  const top = session.reader();
  const inside = top.sequence('Ecdsa-Sig-Value');
  top.finish('Ecdsa-Sig-Value');
  const raw = new Uint8Array(octets * 2);
  for (const [what, end] of [
    ['r', octets],
    ['s', octets * 2],
  ] as const) {
    const content = inside.integer(what);
    if (session.failure || content[0]! >= 0x80) return null;
    const magnitude = content[0] === 0 ? content.subarray(1) : content;
    if (magnitude.length === 0 || magnitude.length > octets) return null;
    raw.set(magnitude, end - magnitude.length);
  }
  inside.finish('Ecdsa-Sig-Value');
  return session.failure ? null : raw;
}
