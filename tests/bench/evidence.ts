/**
 * Evidence in any amount, in seconds: one precertificate and one delegated response a pair, each a template of the test
 * authority with its own serial number, host and times written in, signed for itself. It also notes where the signed
 * octets and the signature of each object lie, so that the bare cryptography needs no decoder.
 */
import { sign, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { concatBytes, fromHex } from '../../src/core/model/bytes.ts';
import * as pki from '../pki/index.ts';
import type { Issuers, KeyKind, Pairs } from './page/messages.ts';

type Bytes = Uint8Array;

/** Of every so many pairs one is answered `unknown`, which violates MRSP 5.4; all others are `good`. */
export const UNKNOWN_EVERY = 10;
export const isUnknown = (pair: number): boolean => pair % UNKNOWN_EVERY === 0;
export const unknownAmong = (pairs: number): number => Math.ceil(pairs / UNKNOWN_EVERY);

export const hostOf = (pair: number): string => `host-${String(pair).padStart(7, '0')}.example.test`;

/** Signatures under way at a time: more than there are threads, fewer than fill the memory. */
const WINDOW = 512;
const signAsync = promisify(sign);

/** The names of the files that the page reads. */
export const filesOf = (kind: KeyKind): Pairs<string> => ({
  issuers: `${kind}.json`,
  objects: `${kind}.objects`,
  places: `${kind}.places`,
  signatures: `${kind}.signatures`,
});

/** What the benchmark hands in, besides the files that the page reads. */
export interface Evidence {
  readonly kind: KeyKind;
  readonly issuer: Bytes;
  /** In order: precertificate and response of the first pair, and so on. */
  readonly objects: readonly Bytes[];
}

function authorities(kind: KeyKind): { issuer: pki.Authority; responder: pki.Authority } {
  const issuer = kind === 'rsa' ? pki.issuingA() : pki.issuingB();
  const key = pki.key(kind === 'rsa' ? 'responderA' : 'responderB');
  return { issuer, responder: pki.responder({ issuer, key, notAfter: '2030-01-01T00:00:00Z' }) };
}

/** Makes `count` pairs and writes the files that the page reads into `folder`. */
export async function makeEvidence(kind: KeyKind, count: number, folder: string): Promise<Evidence> {
  const { issuer, responder } = authorities(kind);
  const precertificate = precertificateTemplate(issuer);
  const response = responseTemplate(issuer, responder);
  const objects: Bytes[] = [];
  const signatures: Bytes[] = [];
  const places: number[] = [];
  let offset = 0;
  const add = (bytes: Bytes, tbsAt: number, tbsSize: number, signature: Bytes): void => {
    places.push(offset, bytes.length, offset + tbsAt, tbsSize);
    objects.push(bytes);
    signatures.push(signature);
    offset += bytes.length;
  };

  for (let from = 0; from < count; from += WINDOW / 2) {
    const pairs = Array.from({ length: Math.min(WINDOW / 2, count - from) }, (_, at) => from + at);
    const signed = await Promise.all(
      pairs.flatMap((pair) => {
        const times = timesOf(pair);
        return [signTbs(precertificate(pair, times), issuer.key), signTbs(response(pair, times), responder.key)];
      }),
    );
    for (let at = 0; at < signed.length; at += 2) {
      const [first, second] = [signed[at]!, signed[at + 1]!];
      const whole = pki.der.sequence(first.tbs, first.algorithm, pki.der.bitString(first.signature));
      add(whole, whole.length - first.tbs.length - first.tail, first.tbs.length, first.raw);
      const certs = pki.der.explicit(0, pki.der.sequence(responder.certificate));
      const basic = pki.der.sequence(second.tbs, second.algorithm, pki.der.bitString(second.signature), certs);
      const wrapped = pki.wrapBasic(basic);
      add(wrapped, wrapped.length - second.tbs.length - second.tail - certs.length, second.tbs.length, second.raw);
    }
  }

  const issuers: Issuers = {
    kind,
    issuer: [...issuer.certificate],
    issuerSpki: [...issuer.key.spki],
    responderSpki: [...responder.key.spki],
    signatureSize: signatures[0]!.length,
    unknownEvery: UNKNOWN_EVERY,
  };
  const pairs = filesOf(kind);
  writeFileSync(join(folder, pairs.issuers), JSON.stringify(issuers));
  writeFileSync(join(folder, pairs.objects), concatBytes(objects));
  writeFileSync(join(folder, pairs.places), Uint32Array.from(places));
  writeFileSync(join(folder, pairs.signatures), concatBytes(signatures));
  return { kind, issuer: issuer.certificate, objects };
}

interface Times {
  readonly notBefore: string;
  readonly notAfter: string;
  readonly producedAt: string;
  readonly nextUpdate: string;
}

/** Issued within two months after the rule came into force, answered for within a week. */
function timesOf(pair: number): Times {
  const notBefore = pki.later('2022-10-02T00:00:00Z', (pair * 7_919) % (60 * pki.DAY));
  const producedAt = pki.later(notBefore, pki.DAY + ((pair * 104_729) % (5 * pki.DAY)));
  return {
    notBefore,
    notAfter: pki.later(notBefore, 90 * pki.DAY - 1),
    producedAt,
    nextUpdate: pki.later(producedAt, 4 * pki.DAY - 1),
  };
}

type Template = (pair: number, times: Times) => Bytes;

/** The moments of the templates: each is found in the template by its characters, so no two may be the same. */
const MARKS: Times = {
  notBefore: '2022-01-01T11:11:11Z',
  notAfter: '2022-02-02T12:12:12Z',
  producedAt: '2022-03-03T13:13:13Z',
  nextUpdate: '2022-04-04T14:14:14Z',
};
const MARKED = 9_999_999;
const TIME_NAMES = ['notBefore', 'notAfter', 'producedAt', 'nextUpdate'] as const;

/** The serial number of a pair: 128 bits, never negative, never short. */
const serialOf = (pair: number): string => pki.serial(hostOf(pair));

function precertificateTemplate(issuer: pki.Authority): Template {
  const { notBefore, notAfter } = MARKS;
  const made = pki.precertificate({ issuer, host: hostOf(MARKED), notBefore, notAfter });
  return template(pki.der.children(made)[0]!, (time) => pki.der.timeCharacters(time).slice(2));
}

function responseTemplate(issuer: pki.Authority, responder: pki.Authority): Template {
  const single = pki.singleResponse({
    issuer,
    serialNumber: serialOf(MARKED),
    status: 'good',
    thisUpdate: MARKS.producedAt,
    nextUpdate: MARKS.nextUpdate,
  });
  const tbs = pki.responseData({ signer: responder, producedAt: MARKS.producedAt, responses: [single] });
  const fill = template(tbs, pki.der.timeCharacters);
  // CertStatus follows the serial number that ends the CertID: `8000` is good, `8200` unknown.
  const [statusAt] = findAll(tbs, concatBytes([fromHex(serialOf(MARKED)), Uint8Array.of(0x80, 0)]));
  return (pair, times) => {
    const filled = fill(pair, times);
    if (isUnknown(pair)) filled[statusAt! + 16] = 0x82;
    return filled;
  };
}

/** Finds the marks in a template once; what it returns writes a pair's own values over a copy. */
function template(made: Bytes, characters: (time: string) => string): Template {
  const text = (value: string): Bytes => new TextEncoder().encode(value);
  const serialsAt = findAll(made, fromHex(serialOf(MARKED)));
  const hostsAt = findAll(made, text(hostOf(MARKED)));
  const timesAt = TIME_NAMES.map((name) => findAll(made, text(characters(MARKS[name]))));
  return (pair, times) => {
    const filled = made.slice();
    for (const at of serialsAt) filled.set(fromHex(serialOf(pair)), at);
    for (const at of hostsAt) filled.set(text(hostOf(pair)), at);
    for (const [index, found] of timesAt.entries())
      for (const at of found) filled.set(text(characters(times[TIME_NAMES[index]!])), at);
    return filled;
  };
}

function findAll(bytes: Bytes, wanted: Bytes): number[] {
  const found: number[] = [];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = buffer.indexOf(wanted); at >= 0; at = buffer.indexOf(wanted, at + 1)) found.push(at);
  return found;
}

interface Signed {
  readonly tbs: Bytes;
  readonly algorithm: Bytes;
  /** As the object carries it, and as WebCrypto wants it: for ECDSA, r and s behind each other. */
  readonly signature: Bytes;
  readonly raw: Bytes;
  /** Octets from the end of the signed ones to the end of the BIT STRING. */
  readonly tail: number;
}

async function signTbs(tbs: Bytes, key: pki.TestKey): Promise<Signed> {
  const raw = await signRaw(tbs, key.privateKey);
  const algorithm = pki.usualAlgorithm(key).identifier;
  const signature = key.kind === 'RSA' ? raw : pki.ecdsaSigValue(bigint(raw.subarray(0, 32)), bigint(raw.subarray(32)));
  return { tbs, algorithm, signature, raw, tail: algorithm.length + pki.der.bitString(signature).length };
}

const signRaw = async (tbs: Bytes, key: KeyObject): Promise<Bytes> =>
  new Uint8Array(await signAsync('sha256', tbs, { key, dsaEncoding: 'ieee-p1363' }));

const bigint = (octets: Bytes): bigint => BigInt(`0x${Buffer.from(octets).toString('hex')}`);

/** The members of the ZIP that the app is given. */
export function* membersOf(
  { issuer, objects }: Evidence,
  pairs: number,
): Generator<{ readonly name: string; readonly bytes: Bytes }> {
  yield { name: 'evidence/issuer.crt', bytes: issuer };
  for (let pair = 0; pair < pairs; pair++) {
    yield { name: `evidence/${hostOf(pair)}.crt`, bytes: objects[2 * pair]! };
    yield { name: `evidence/${hostOf(pair)}.ocsp`, bytes: objects[2 * pair + 1]! };
  }
}
