/** Right signatures by keys of every size, made here: an engine may not be able to verify one, but must not call it wrong. */
import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface Signed {
  readonly what: string;
  /** SubjectPublicKeyInfo, base64. */
  readonly spki: string;
  readonly signature: string;
  readonly key: { readonly name: string; readonly hash?: string; readonly namedCurve?: string };
  readonly verify: { readonly name: string; readonly hash?: string; readonly saltLength?: number };
}

export const MESSAGE = 'the octets that were signed';
const octets = Buffer.from(MESSAGE);

export function* rightSignatures(): Generator<Signed> {
  for (const modulusLength of [512, 1023, 1024, 1536, 2047, 2048, 2049, 3072, 4096])
    for (const publicExponent of [3, 65_537, 4_294_967_291])
      yield* byRsa(
        `RSA-${modulusLength}, e = ${publicExponent}`,
        generateKeyPairSync('rsa', { modulusLength, publicExponent }).privateKey,
      );
  // As wide as no library makes them by itself.
  for (const e of [2n ** 33n + 17n, 2n ** 63n + 29n])
    yield* byRsa(`RSA-2048, e of ${e.toString(2).length} bits`, withExponent(e));
  for (const [curve, namedCurve] of [
    ['prime256v1', 'P-256'],
    ['secp384r1', 'P-384'],
    ['secp521r1', 'P-521'],
  ] as const) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
    for (const bits of [1, 256, 384, 512])
      yield {
        what: `${namedCurve}, SHA-${bits}`,
        spki: spkiOf(privateKey),
        signature: sign(`sha${bits}`, octets, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64'),
        key: { name: 'ECDSA', namedCurve },
        verify: { name: 'ECDSA', hash: `SHA-${bits}` },
      };
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  yield {
    what: 'Ed25519',
    spki: spkiOf(privateKey),
    signature: sign(null, octets, privateKey).toString('base64'),
    key: { name: 'Ed25519' },
    verify: { name: 'Ed25519' },
  };
}

function* byRsa(what: string, privateKey: KeyObject): Generator<Signed> {
  const spki = spkiOf(privateKey);
  const room = Math.ceil((privateKey.asymmetricKeyDetails!.modulusLength! - 1) / 8);
  for (const bits of [1, 256, 512]) {
    // The smallest have no room for the largest digests.
    if (room < bits / 8 + 30) continue;
    yield {
      what: `${what}, SHA-${bits}`,
      spki,
      signature: sign(`sha${bits}`, octets, privateKey).toString('base64'),
      key: { name: 'RSASSA-PKCS1-v1_5', hash: `SHA-${bits}` },
      verify: { name: 'RSASSA-PKCS1-v1_5' },
    };
  }
  for (const saltLength of [0, 1, 20, 32, 33, room - 32 - 2].filter((salt) => salt >= 0 && salt <= room - 32 - 2))
    yield {
      what: `${what}, PSS with ${saltLength} octets of salt`,
      spki,
      signature: sign('sha256', octets, {
        key: privateKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength,
      }).toString('base64'),
      key: { name: 'RSA-PSS', hash: 'SHA-256' },
      verify: { name: 'RSA-PSS', saltLength },
    };
}

const spkiOf = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');

/** An RSA key of 2048 bits with this exponent, coprime or tried again. */
function withExponent(e: bigint): KeyObject {
  for (;;) {
    const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
    const [p, q] = [numberOf(jwk.p!), numberOf(jwk.q!)];
    const d = inverse(e, (p - 1n) * (q - 1n));
    if (d === null) continue;
    const changed = {
      ...jwk,
      e: base64url(e),
      d: base64url(d),
      dp: base64url(d % (p - 1n)),
      dq: base64url(d % (q - 1n)),
    };
    return createPrivateKey({ key: changed, format: 'jwk' });
  }
}

const numberOf = (text: string): bigint => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
function base64url(number: bigint): string {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url');
}

/** By Euclid; `null` where there is none. */
function inverse(of: bigint, modulus: bigint): bigint | null {
  let [before, now] = [modulus, of % modulus];
  let [x, y] = [0n, 1n];
  while (now > 0n) {
    const quotient = before / now;
    [before, now] = [now, before % now];
    [x, y] = [y, x - quotient * y];
  }
  return before === 1n ? ((x % modulus) + modulus) % modulus : null;
}
