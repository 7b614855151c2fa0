/**
 * Bounded fuzzing with a fixed seed: mutations of generated objects and, where they are there, of the corpora's.
 * Whatever arrives, the reader answers with a value, points inside the input, and accepts nothing silently that DER
 * would spell otherwise.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCertificate, decodeOCSPResponse, formatName } from '../../../src/core/decode/index.ts';
import type { Name } from '../../../src/core/model/asn1.ts';
import type { AnyCertificate } from '../../../src/core/model/certificate.ts';
import type { OCSPResponse } from '../../../src/core/model/ocsp.ts';
import type { Result } from '../../../src/core/model/result.ts';
import type { Time } from '../../../src/core/model/time.ts';
import {
  bitString,
  boolean,
  changeAt,
  children,
  explicit,
  generalizedTime,
  headerAt,
  implicitPrimitive,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  tlv,
  withIndefiniteLengthForm,
  withLongLengthForm,
  type Bytes,
  type Path,
} from '../../pki/der-writer.ts';
import {
  algorithm,
  attribute,
  basicOCSPResponse,
  byKey,
  byName,
  certID,
  certificate,
  concatBytes,
  extension,
  extensions,
  GOOD,
  reason,
  responseData,
  revoked,
  singleResponse,
  successful,
  toHex,
  UNKNOWN,
  validity,
} from './builders.ts';
import { canonical } from './canonical.ts';

const RUN = { seed: 20221001, endOnFailure: true } as const;

// Generators ---------------------------------------------------------------------------------------------------

const hexOf = (max: number) => fc.uint8Array({ minLength: 1, maxLength: max }).map(toHex);
const moment = fc
  .integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(2049, 11, 31) / 1000 })
  .map((second) => new Date(second * 1000).toISOString().replace('.000Z', 'Z'));
const dotted = fc
  .tuple(fc.integer({ min: 0, max: 39 }), fc.array(fc.nat(2 ** 40), { minLength: 1, maxLength: 6 }))
  .map(([second, rest]) => [2, second, ...rest].join('.'));

const stringValue = fc
  .tuple(fc.constantFrom(0x0c, 0x13, 0x14, 0x16, 0x1c, 0x1e), fc.uint8Array({ maxLength: 24 }))
  .map(([tag, content]) => tlv(tag, content));
const attributeType = fc.constantFrom('2.5.4.3', '2.5.4.10', '2.5.4.6', '1.2.840.113549.1.9.1', '1.2.3.4');
const oneAttribute = fc.tuple(attributeType, stringValue).map(([type, value]) => attribute(type, value));
const inSetOrder = (attributes: Bytes[]): Bytes[] => attributes.sort((a, b) => Buffer.compare(a, b));
const name = fc
  .array(fc.array(oneAttribute, { minLength: 1, maxLength: 2 }).map(inSetOrder), { maxLength: 4 })
  .map((rdns) => sequence(...rdns.map((attributes) => set(...attributes))));

const someAlgorithm = fc.constantFrom(
  algorithm('1.2.840.113549.1.1.11'),
  algorithm('1.2.840.10045.4.3.2', null),
  algorithm(
    '1.2.840.113549.1.1.10',
    sequence(explicit(0, algorithm('2.16.840.1.101.3.4.2.1')), explicit(2, integer('20'))),
  ),
);
const unknownExtension = fc
  .tuple(dotted, fc.uint8Array({ maxLength: 40 }), fc.boolean())
  .map(([id, value, critical]) => extension(id, value, critical));
const extensionList = fc.uniqueArray(unknownExtension, {
  maxLength: 5,
  selector: (one) => toHex(one.subarray(2, 4 + one[3]!)),
});

const KNOWN_EXTENSIONS = [
  extension('2.5.29.19', sequence(boolean(true), integer('03')), true),
  extension('2.5.29.15', bitString(Uint8Array.of(0x06), 1), true),
  extension('2.5.29.37', sequence(objectIdentifier('1.3.6.1.5.5.7.3.9'))),
  extension('2.5.29.14', octetString(new Uint8Array(20))),
  extension('2.5.29.35', sequence(implicitPrimitive(0, new Uint8Array(20)))),
  extension(
    '2.5.29.17',
    sequence(implicitPrimitive(2, Buffer.from('host.example')), implicitPrimitive(7, Uint8Array.of(192, 0, 2, 1))),
  ),
  extension(
    '2.5.29.31',
    sequence(sequence(explicit(0, tlv(0xa0, implicitPrimitive(6, Buffer.from('http://crl.example')))))),
  ),
  extension('2.5.29.32', sequence(sequence(objectIdentifier('2.23.140.1.2.1')))),
  extension(
    '1.3.6.1.5.5.7.1.1',
    sequence(
      sequence(objectIdentifier('1.3.6.1.5.5.7.48.1'), implicitPrimitive(6, Buffer.from('http://ocsp.example'))),
    ),
  ),
  extension('1.3.6.1.4.1.11129.2.4.2', octetString(Uint8Array.of(0, 0))),
  extension('1.3.6.1.4.1.11129.2.4.3', Uint8Array.of(5, 0), true),
];

const someCertificate = fc
  .record({
    serial: hexOf(21),
    signature: someAlgorithm,
    issuer: name,
    subject: name,
    notBefore: moment,
    key: fc.uint8Array({ maxLength: 80 }),
    known: fc.subarray(KNOWN_EXTENSIONS),
    unknown: extensionList,
  })
  .map(({ serial, signature, issuer, subject, notBefore, key, known, unknown }) =>
    certificate(
      {
        serialNumber: integer(serial),
        signature,
        issuer,
        subject,
        validity: validity(tlv(0x17, Buffer.from(notBefore.replace(/[-:T]/g, '').slice(2)))),
        subjectPublicKeyInfo: sequence(signature, bitString(key)),
        extensions: known.length + unknown.length > 0 ? extensions(...known, ...unknown) : null,
      },
      { signatureAlgorithm: signature },
    ),
  );

const certStatus = fc.oneof(
  fc.constant(GOOD),
  fc.constant(UNKNOWN),
  fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 8, 9, 10).map((value) => revoked(reason(value))),
  fc.constant(revoked()),
);
const optionalList = (number: number) =>
  extensionList.map((list) => (list.length > 0 ? explicit(number, sequence(...list)) : null));
const single = fc
  .record({
    serial: hexOf(21),
    hash: fc.uint8Array({ maxLength: 64 }),
    status: certStatus,
    thisUpdate: moment,
    nextUpdate: fc.option(moment),
    singleExtensions: optionalList(1),
  })
  .map(({ serial, hash, status, thisUpdate, nextUpdate, singleExtensions }) =>
    singleResponse({
      certID: certID({ serialNumber: integer(serial), issuerNameHash: octetString(hash) }),
      certStatus: status,
      thisUpdate: generalizedTime(thisUpdate),
      nextUpdate: nextUpdate === null ? null : explicit(0, generalizedTime(nextUpdate)),
      singleExtensions,
    }),
  );
const someResponse = fc
  .record({
    responderID: fc.oneof(
      name.map(byName),
      fc.uint8Array({ minLength: 20, maxLength: 20 }).map((hash) => byKey(octetString(hash))),
    ),
    producedAt: moment,
    singles: fc.array(single, { maxLength: 4 }),
    responseExtensions: optionalList(1),
    signatureAlgorithm: someAlgorithm,
    signature: fc.uint8Array({ maxLength: 80 }),
    certs: fc.option(fc.array(someCertificate, { minLength: 1, maxLength: 2 })),
  })
  .map(({ responderID, producedAt, singles, responseExtensions, signatureAlgorithm, signature, certs }) =>
    successful(
      basicOCSPResponse({
        tbsResponseData: responseData({
          responderID,
          producedAt: generalizedTime(producedAt),
          responses: sequence(...singles),
          responseExtensions,
        }),
        signatureAlgorithm,
        signature: bitString(signature),
        certs: certs === null ? null : explicit(0, sequence(...certs)),
      }),
    ),
  );

// Without bias: fast-check's numbers would crowd at the beginning of the input.
const share = fc.noBias(fc.nat(9_999)).map((part) => part / 10_000);

/** One change: what to do, where (a share of the length), with which octets. */
interface Mutation {
  readonly how: 'set' | 'flip' | 'insert' | 'remove' | 'repeat' | 'truncate' | 'add';
  readonly where: number;
  readonly octet: number;
  readonly count: number;
}
const mutation: fc.Arbitrary<Mutation> = fc.record({
  how: fc.constantFrom('set', 'flip', 'flip', 'insert', 'remove', 'repeat', 'truncate', 'add'),
  where: share,
  // The octets that mean something: zero, signs, lengths, tags.
  octet: fc.oneof(
    fc.constantFrom(
      0x00,
      0x01,
      0x02,
      0x05,
      0x06,
      0x30,
      0x31,
      0x7f,
      0x80,
      0x81,
      0x82,
      0x84,
      0x85,
      0xa0,
      0xa1,
      0xfe,
      0xff,
    ),
    fc.nat(255),
  ),
  count: fc.integer({ min: 1, max: 8 }),
});
const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });

function mutated(bytes: Bytes, changes: readonly Mutation[]): Bytes {
  let now: Bytes = Uint8Array.from(bytes);
  for (const { how, where, octet, count } of changes) {
    const at = Math.floor(where * now.length);
    const before = now.subarray(0, at);
    if (how === 'set') now[at] = octet;
    else if (how === 'flip' && now.length > 0) now[at]! ^= 1 << (count - 1);
    else if (how === 'insert') now = concatBytes([before, new Uint8Array(count).fill(octet), now.subarray(at)]);
    else if (how === 'remove') now = concatBytes([before, now.subarray(at + count)]);
    else if (how === 'repeat') now = concatBytes([before, now.subarray(at, at + count), now.subarray(at)]);
    else if (how === 'truncate') now = now.slice(0, at);
    else if (how === 'add') now = concatBytes([now, new Uint8Array(count).fill(octet)]);
  }
  return now;
}

/** One change to one TLV, after which every length around it is right again: deeper than random octets reach. */
interface Restructuring {
  readonly how: (typeof RESTRUCTURINGS)[number];
  readonly where: number;
  readonly octets: Bytes;
}
const RESTRUCTURINGS = [
  'long-length',
  'indefinite',
  'pad',
  'replace',
  'retag',
  'constructed',
  'empty',
  'drop',
  'twice',
  'reverse',
  'nest',
] as const;
const restructuring: fc.Arbitrary<Restructuring> = fc.record({
  how: fc.constantFrom(...RESTRUCTURINGS),
  where: share,
  octets: fc.uint8Array({ minLength: 1, maxLength: 6 }),
});

/** The paths of all TLVs, through OCTET STRINGs that hold a SEQUENCE too. */
function paths(bytes: Bytes, path: Path = []): Path[] {
  const wraps = bytes[0] === 0x04 && bytes[headerAt(bytes, 0).content] === 0x30;
  const open = (bytes[0]! & 0x20) !== 0 || (wraps && headerAt(bytes, headerAt(bytes, 0).content).end === bytes.length);
  if (!open) return [path];
  return [path, ...children(bytes).flatMap((child, index) => paths(child, [...path, wraps ? '*' : index]))];
}

const known = new WeakMap<Bytes, Path[]>();

function restructured(bytes: Bytes, { how, where, octets }: Restructuring): Bytes {
  const all = known.get(bytes) ?? paths(bytes);
  known.set(bytes, all);
  return changeAt(bytes, all[Math.floor(where * all.length)]!, (found) => {
    const content = found.subarray(headerAt(found, 0).content);
    const constructed = (found[0]! & 0x20) !== 0;
    switch (how) {
      case 'long-length':
        return withLongLengthForm(found);
      case 'indefinite':
        return withIndefiniteLengthForm(found);
      case 'pad':
        return tlv(
          found[0]!,
          octets.subarray(0, 1).map((octet) => (octet % 2 === 0 ? 0 : 0xff)),
          content,
        );
      case 'replace':
        return tlv(found[0]!, octets);
      case 'retag':
        return tlv(octets[0]! & 0xde, content);
      case 'constructed':
        return tlv(found[0]! ^ 0x20, content);
      case 'empty':
        return tlv(found[0]!);
      case 'drop':
        return new Uint8Array(0);
      case 'twice':
        return concatBytes([found, found]);
      case 'reverse':
        return constructed ? tlv(found[0]!, ...children(found).reverse()) : found;
      case 'nest':
        return tlv(found[0]!, found);
    }
  });
}

// Properties ---------------------------------------------------------------------------------------------------

/** Every octet view, time, name and offset in a decoded value. */
function walk(value: unknown, found: { views: Uint8Array[]; times: Time[]; names: Name[] }): typeof found {
  if (value instanceof Uint8Array) found.views.push(value);
  else if (Array.isArray(value)) for (const one of value) walk(one, found);
  else if (typeof value === 'object' && value !== null && !(value instanceof Set)) {
    if ('raw' in value) found.times.push(value as Time);
    if ('rdnSequence' in value) found.names.push(value as Name);
    for (const one of Object.values(value)) walk(one, found);
  }
  return found;
}

/** What must hold of any answer to any input; says whether the input was accepted without a complaint. */
function checkAnswer(bytes: Bytes, result: Result<AnyCertificate | OCSPResponse>): boolean {
  const inside = (offset: number | undefined) => Number.isInteger(offset) && offset! >= 0 && offset! <= bytes.length;
  if (!result.ok) {
    if (!/^(der|time|x509|ocsp)\/[a-z0-9-]+$/.test(result.code)) throw new Error(`code ${result.code}`);
    if (!inside(result.offset)) throw new Error(`${result.code} points outside: ${result.offset} of ${bytes.length}`);
    if (!result.message.endsWith(`, at offset ${result.offset}`)) throw new Error(`no place in: ${result.message}`);
    return false;
  }
  const { views, times, names } = walk(result.value, { views: [], times: [], names: [] });
  for (const view of views) {
    const start = view.byteOffset - bytes.byteOffset;
    if (view.buffer !== bytes.buffer || start < 0 || start + view.length > bytes.length) throw new Error('no view');
  }
  for (const { offset, instant } of times) {
    if (!inside(offset)) throw new Error(`a time points outside: ${offset}`);
    // Year 0 to 9999: what RFC 3339 can say.
    if (!(instant >= -62167219200000 && instant < 253402300800000)) throw new Error(`no RFC 3339 time: ${instant}`);
  }
  for (const { code, offset } of result.value.defects)
    if (!inside(offset)) throw new Error(`${code} points outside: ${offset}`);
  for (const one of names) formatName(one);
  const clean = result.value.defects.length === 0 && times.every(({ defects }) => defects.length === 0);
  for (const { der } of clean ? names : []) {
    const sorted = sequence(...children(der).map((rdn) => set(...inSetOrder(children(rdn)))));
    if (toHex(sorted) !== toHex(der)) throw new Error('accepted a Name out of order');
  }
  return clean;
}

function checkCertificate(bytes: Bytes): boolean {
  const result = decodeCertificate(bytes);
  const clean = checkAnswer(bytes, result);
  if (clean && toHex(canonical(bytes)) !== toHex(bytes)) throw new Error('accepted what DER spells otherwise');
  return clean;
}

function checkResponse(bytes: Bytes): boolean {
  const result = decodeOCSPResponse(bytes);
  const clean = checkAnswer(bytes, result);
  if (!clean || !result.ok) return false;
  const basic = result.value.basicOCSPResponse;
  if (!basic) {
    if (toHex(canonical(bytes)) !== toHex(bytes)) throw new Error('accepted what DER spells otherwise');
    return true;
  }
  // certs are kept as sent, readable or not, so the parts before them are compared one by one.
  for (const part of [basic.tbsResponseData.der, basic.signatureAlgorithm.der])
    if (toHex(canonical(part)) !== toHex(part)) throw new Error('accepted what DER spells otherwise');
  return true;
}

describe('generated objects', () => {
  it('certificates are accepted without a complaint', () => {
    fc.assert(fc.property(someCertificate, checkCertificate), { ...RUN, numRuns: 250 });
  });

  it('responses are accepted without a complaint', () => {
    fc.assert(fc.property(someResponse, checkResponse), { ...RUN, numRuns: 150 });
  });

  // Drawn once: making an object costs ten times what reading it does.
  const certificates = fc.constantFrom(...fc.sample(someCertificate, { seed: RUN.seed, numRuns: 60 }));
  const responses = fc.constantFrom(...fc.sample(someResponse, { seed: RUN.seed, numRuns: 60 }));

  it('certificates, changed in one to three places', () => {
    const run = (bytes: Bytes, changes: readonly Mutation[]) => void checkCertificate(mutated(bytes, changes));
    fc.assert(fc.property(certificates, mutations, run), { ...RUN, numRuns: 5000 });
  });

  it('responses, changed in one to three places', () => {
    const run = (bytes: Bytes, changes: readonly Mutation[]) => void checkResponse(mutated(bytes, changes));
    fc.assert(fc.property(responses, mutations, run), { ...RUN, numRuns: 5000 });
  });

  it('certificates, with one TLV changed', () => {
    const run = (bytes: Bytes, change: Restructuring) => void checkCertificate(restructured(bytes, change));
    fc.assert(fc.property(certificates, restructuring, run), { ...RUN, numRuns: 5000 });
  });

  it('responses, with one TLV changed', () => {
    const run = (bytes: Bytes, change: Restructuring) => void checkResponse(restructured(bytes, change));
    fc.assert(fc.property(responses, restructuring, run), { ...RUN, numRuns: 3000 });
  });

  it('either, cut off anywhere', () => {
    const sample = fc.sample(fc.tuple(someCertificate, someResponse), { seed: RUN.seed, numRuns: 5 });
    for (const [one, other] of sample) {
      for (let end = 0; end < one.length; end++) expect(decodeCertificate(one.subarray(0, end)).ok).toBe(false);
      for (let end = 0; end < other.length; end++) expect(decodeOCSPResponse(other.subarray(0, end)).ok).toBe(false);
    }
  });

  it('octets at random', () => {
    const octets = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }).map((one) => tlv(0x30, one)),
    );
    fc.assert(
      fc.property(octets, (bytes) => {
        checkCertificate(bytes);
        checkResponse(bytes);
      }),
      { ...RUN, numRuns: 2000 },
    );
  });
});

// Third-party files --------------------------------------------------------------------------------------------

const CORPORA = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url));

/** Up to `limit` files that look like DER, evenly over the folder. */
function files(folder: string, limit: number): Bytes[] {
  const found = readdirSync(join(CORPORA, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(json|txt|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path): Bytes => new Uint8Array(readFileSync(path)))
    .filter((bytes) => bytes[0] === 0x30 && bytes.length < 8000);
  const step = Math.max(1, Math.floor(found.length / limit));
  return found.filter((_, index) => index % step === 0).slice(0, limit);
}

describe.skipIf(!existsSync(CORPORA))('files of ../shared/corpora (skipped where that folder is not)', () => {
  it.each([
    'realworld-ocsp',
    'openssl-ocsp',
    'boringssl-ocsp',
    'precert-pairs',
    'boringssl-parse-cert',
    'pkilint-certs',
  ])('%s, as they are and changed in one to three places', (folder) => {
    const originals = files(folder, 20);
    for (const bytes of originals) {
      checkCertificate(bytes);
      checkResponse(bytes);
    }
    const run = (bytes: Bytes, changes: readonly Mutation[]) => {
      checkCertificate(mutated(bytes, changes));
      checkResponse(mutated(bytes, changes));
    };
    if (originals.length > 0)
      fc.assert(fc.property(fc.constantFrom(...originals), mutations, run), { ...RUN, numRuns: 700 });
  });
});
