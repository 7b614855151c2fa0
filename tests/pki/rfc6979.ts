/**
 * ECDSA with the deterministic nonce of RFC 6979, so that the committed evidence comes out the same on every machine.
 * (WebCrypto and OpenSSL choose the nonce at random.) Slow, not constant-time: for published test keys only.
 */
import { createHash, createHmac } from 'node:crypto';
import { concatBytes, fromHex, toHex } from '../../src/core/model/bytes.ts';
import type { Bytes } from './der-writer.ts';

interface Curve {
  /** The field, the coefficient b (a is -3 for all three), the order and the base point: FIPS 186-5, SP 800-186. */
  readonly p: bigint;
  readonly n: bigint;
  readonly g: readonly [bigint, bigint];
  /** Octets of a number below n. */
  readonly size: number;
  readonly bits: number;
}

export type CurveName = 'P-256' | 'P-384' | 'P-521';

export const curves: Record<CurveName, Curve> = {
  'P-256': {
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    g: [
      0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    ],
    size: 32,
    bits: 256,
  },
  'P-384': {
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    g: [
      0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
      0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
    ],
    size: 48,
    bits: 384,
  },
  'P-521': {
    p: (1n << 521n) - 1n,
    n: 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    g: [
      0xc6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
      0x11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
    ],
    size: 66,
    bits: 521,
  },
};

const modulo = (value: bigint, m: bigint): bigint => ((value % m) + m) % m;

function inverse(value: bigint, m: bigint): bigint {
  let [a, b, x, y] = [modulo(value, m), m, 1n, 0n];
  while (a > 1n) {
    const quotient = a / b;
    [a, b] = [b, a % b];
    [x, y] = [y, x - quotient * y];
  }
  return modulo(x, m);
}

/** x, y, z in Jacobian coordinates; z = 0 is the point at infinity. */
type Point = readonly [bigint, bigint, bigint];

function double([x, y, z]: Point, p: bigint): Point {
  const delta = (z * z) % p;
  const gamma = (y * y) % p;
  const beta = (x * gamma) % p;
  const alpha = modulo(3n * (x - delta) * (x + delta), p);
  const x3 = modulo(alpha * alpha - 8n * beta, p);
  return [x3, modulo(alpha * (4n * beta - x3) - 8n * gamma * gamma, p), modulo(2n * y * z, p)];
}

function add(a: Point, b: Point, p: bigint): Point {
  if (a[2] === 0n) return b;
  if (b[2] === 0n) return a;
  const [za, zb] = [(a[2] * a[2]) % p, (b[2] * b[2]) % p];
  const [u1, u2] = [(a[0] * zb) % p, (b[0] * za) % p];
  const [s1, s2] = [(a[1] * b[2] * zb) % p, (b[1] * a[2] * za) % p];
  if (u1 === u2) return s1 === s2 ? double(a, p) : [1n, 1n, 0n];
  const h = modulo(u2 - u1, p);
  const hh = (h * h) % p;
  const hhh = (h * hh) % p;
  const r = modulo(s2 - s1, p);
  const x = modulo(r * r - hhh - 2n * u1 * hh, p);
  return [x, modulo(r * (u1 * hh - x) - s1 * hhh, p), (h * a[2] * b[2]) % p];
}

/** The affine x of k times the base point. */
function multiplyBase(k: bigint, curve: Curve): bigint {
  let result: Point = [1n, 1n, 0n];
  let power: Point = [curve.g[0], curve.g[1], 1n];
  for (let rest = k; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = add(result, power, curve.p);
    power = double(power, curve.p);
  }
  const zInverse = inverse(result[2], curve.p);
  return (result[0] * zInverse * zInverse) % curve.p;
}

const numberOf = (bytes: Bytes): bigint => (bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`));
const octetsOf = (value: bigint, size: number): Bytes => fromHex(value.toString(16).padStart(size * 2, '0'));

/** RFC 6979 section 2.3.2: the leftmost bits of the octets as a number. */
function bits2int(bytes: Bytes, curve: Curve): bigint {
  const excess = bytes.length * 8 - curve.bits;
  return excess > 0 ? numberOf(bytes) >> BigInt(excess) : numberOf(bytes);
}

/** RFC 6979 section 3.2, steps a to h. */
function* nonces(privateKey: bigint, digest: Bytes, hash: string, curve: Curve): Generator<bigint> {
  const hmac = (key: Bytes, ...parts: Bytes[]): Bytes =>
    new Uint8Array(createHmac(hash, key).update(concatBytes(parts)).digest());
  const seed = concatBytes([
    octetsOf(privateKey, curve.size),
    octetsOf(modulo(bits2int(digest, curve), curve.n), curve.size),
  ]);
  let v: Bytes = new Uint8Array(digest.length).fill(1);
  let k: Bytes = new Uint8Array(digest.length);
  for (const round of [0, 1]) {
    k = hmac(k, v, Uint8Array.of(round), seed);
    v = hmac(k, v);
  }
  for (;;) {
    let t: Bytes = new Uint8Array(0);
    while (t.length * 8 < curve.bits) {
      v = hmac(k, v);
      t = concatBytes([t, v]);
    }
    const candidate = bits2int(t, curve);
    if (candidate > 0n && candidate < curve.n) yield candidate;
    k = hmac(k, v, Uint8Array.of(0));
    v = hmac(k, v);
  }
}

/**
 * Signs `data` (which is hashed here) and returns r and s.
 * @param hash a name of node:crypto: `sha1`, `sha256`, `sha384`, `sha512`
 */
export function signDeterministic(
  name: CurveName,
  privateKey: bigint,
  hash: string,
  data: Bytes,
): { r: bigint; s: bigint } {
  const curve = curves[name];
  const digest = new Uint8Array(createHash(hash).update(data).digest());
  const e = bits2int(digest, curve);
  for (const k of nonces(privateKey, digest, hash, curve)) {
    const r = multiplyBase(k, curve) % curve.n;
    const s = modulo(inverse(k, curve.n) * (e + r * privateKey), curve.n);
    if (r !== 0n && s !== 0n) return { r, s };
  }
  throw new Error('unreachable: the nonces do not end');
}
