import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCertificate, decodeOCSPResponse } from '../../../src/core/decode/index.ts';
import {
  fieldAround,
  fieldsOf,
  innermost,
  inspect,
  KNOWN_OIDS,
  nameOf,
  oidName,
  partWith,
  typeOf,
  valueOf,
  type Part,
} from '../../../src/core/inspect/index.ts';
import { takeIn } from '../../../src/core/intake/index.ts';
import type { EvidenceKind } from '../../../src/core/model/evidence.ts';
import { toHex } from '../../../src/core/model/bytes.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { sampleCase } from '../../../src/sample/sample.ts';
import {
  crl,
  finalCertificate,
  issuingA,
  ecLog,
  extension,
  logId,
  NONCE,
  nonceExtension,
  ocspRequest,
  ocspResponse,
  precertificate,
  responder,
  singleResponse,
  tlsCertificate,
} from '../../pki/index.ts';
import { everyPart, ownOctets } from './walk.ts';

const log = ecLog();
const final = finalCertificate({ host: 'a.example' }, [
  { log, at: '2022-10-01T00:00:00Z' },
  { log, at: '2022-10-01T00:00:01Z' },
]);
const response = ocspResponse({
  signer: responder(),
  producedAt: '2022-10-13T00:00:00Z',
  responses: [
    singleResponse({
      issuer: issuingA(),
      serialNumber: final,
      status: { revokedAt: '2022-10-12T00:00:00Z', reason: 'superseded' },
      thisUpdate: '2022-10-13T00:00:00Z',
      nextUpdate: '2022-10-17T00:00:00Z',
    }),
  ],
  certs: [responder().certificate],
  extensions: [nonceExtension(NONCE)],
});
const list = crl({
  issuer: issuingA(),
  number: 300,
  thisUpdate: '2022-10-13T00:00:00Z',
  nextUpdate: '2022-10-20T00:00:00Z',
  entries: [{ serialNumber: '0a0b', revokedAt: '2022-10-12T00:00:00Z', reason: 1 }],
  issuingDistributionPoint: { critical: true, uri: 'http://crl.example/1.crl' },
});
const request = ocspRequest({ issuer: issuingA(), serialNumbers: ['0a0b', '0c'], nonce: NONCE });

const OBJECTS: readonly (readonly [EvidenceKind, Uint8Array])[] = [
  ['certificate', final],
  ['precertificate', precertificate()],
  ['ocsp-response', response],
  ['ocsp-request', request],
  ['crl', list],
];

/** Where a field stands and what it says, by the names on the way to it. */
function field(whole: Part, ...names: readonly string[]): Part {
  let part = whole;
  for (const name of names) {
    const found = fieldsOf(part).find((inner) => nameOf(inner) === name);
    if (!found) throw new Error(`no ${name} in ${fieldsOf(part).map(nameOf).join(', ')}`);
    part = found;
  }
  return part;
}
const said = (whole: Part, ...names: readonly string[]): string => valueOf(field(whole, ...names));

describe('every octet', () => {
  test.each(OBJECTS)('of a %s belongs to exactly one innermost part', (kind, bytes) => {
    const whole = inspect(bytes, kind);
    const owners = Array.from({ length: bytes.length }, (): Part[] => []);
    for (const part of everyPart(whole)) for (const at of ownOctets(part)) owners[at]!.push(part);
    for (const [at, owning] of owners.entries()) {
      expect(owning).toHaveLength(1);
      expect(innermost(whole, at)).toBe(owning[0]);
    }
  });

  test.each(OBJECTS)('of a %s is under a name of its RFC, none is left without', (kind, bytes) => {
    const nameless = everyPart(inspect(bytes, kind)).filter((part) => part.parent && !part.shape);
    expect(nameless.map((part) => `${typeOf(part)} at ${part.start}`)).toEqual([]);
  });

  test('of the sample’s evidence is told apart; unreadable is what was appended, and nothing else', async () => {
    const { evidence } = await takeIn(sampleCase.handed);
    const problems = evidence.flatMap(({ bytes, kind }) => {
      const parts = everyPart(inspect(bytes, kind));
      expect(parts.flatMap(ownOctets).length).toBe(bytes.length);
      return parts.flatMap(({ problem }) => problem ?? []);
    });
    expect(problems).toEqual(['Octets that follow the object']);
  });
});

describe('what was damaged', () => {
  /** The invariants of any input, however broken. */
  function check(bytes: Uint8Array, kind: EvidenceKind): void {
    const whole = inspect(bytes, kind);
    for (const part of everyPart(whole)) {
      expect(part.start).toBeLessThanOrEqual(part.contentStart);
      expect(part.contentStart).toBeLessThanOrEqual(part.end);
      let at = part.contentStart;
      for (const inner of part.parts) {
        expect(inner.start).toBeGreaterThanOrEqual(at);
        expect(inner.end).toBeGreaterThan(inner.start);
        at = inner.end;
      }
      expect(part.end).toBeGreaterThanOrEqual(at);
      expect(typeof valueOf(part)).toBe('string');
      expect(nameOf(part)).not.toBe(part.parent ? '' : null);
      expect(fieldsOf(fieldAround(part))).toBeDefined();
    }
    expect(everyPart(whole).flatMap(ownOctets).length).toBe(bytes.length);
  }

  test.each(OBJECTS)('a %s with changed octets is still taken apart whole, without a throw', (kind, bytes) => {
    const change = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(bytes.length), (changes, length) => {
        const changed = Uint8Array.from(bytes);
        for (const { at, to } of changes) changed[at] = to;
        check(changed, kind);
        check(changed.subarray(0, length), kind);
      }),
      { numRuns: 150 },
    );
  });

  test('any octets at all', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => check(bytes, 'certificate')));
  });

  test('one length octet too many makes one piece that says why, and costs nothing before it', () => {
    const { start } = field(inspect(final, 'certificate'), 'Certificate', 'tbsCertificate', 'validity');
    const changed = Uint8Array.from(final);
    changed[start + 1]! += 60;
    changed[start + 1]! |= 0x80;
    const whole = inspect(changed, 'certificate');
    const broken = everyPart(whole).filter(({ problem }) => problem);
    expect(broken).toHaveLength(1);
    expect(broken[0]).toMatchObject({ start });
    expect(broken[0]!.problem).toMatch(/^The next element claims more than 4 GiB, at offset \d+$/);
    expect(said(whole, 'Certificate', 'tbsCertificate', 'serialNumber')).toMatch(/^[0-9a-f]+$/);
  });

  test('octets behind the object are one piece', () => {
    const whole = inspect(Uint8Array.of(...final, 0x30), 'certificate');
    expect(whole.parts.map(({ start, end, problem }) => [start, end, problem !== null])).toEqual([
      [0, final.length, false],
      [final.length, final.length + 1, true],
    ]);
  });

  test('a nest of boxes ends at the reader’s depth', () => {
    let bytes = Uint8Array.of(5, 0);
    for (let deep = 0; deep < 60; deep++) bytes = Uint8Array.of(0x30, bytes.length, ...bytes);
    const parts = everyPart(inspect(bytes, 'unrecognised'));
    expect(parts.flatMap(ownOctets).length).toBe(bytes.length);
    expect(parts.find(({ problem }) => problem)?.problem).toMatch(/^Nested deeper than 40 levels/);
  });
});

describe('what it says is what the decoder reads', () => {
  test('of a certificate', () => {
    const whole = inspect(final, 'certificate');
    const decoded = decodeCertificate(final);
    if (!decoded.ok) throw new Error(decoded.message);
    const tbs = ['Certificate', 'tbsCertificate'];
    const { serialNumber, tbsCertificate, signatureValue, subjectPublicKeyInfo } = decoded.value;
    expect(said(whole, ...tbs, 'serialNumber')).toBe(toHex(serialNumber));
    expect(said(whole, ...tbs, 'version')).toBe('v3');
    expect(said(whole, ...tbs, 'subject', 'commonName')).toBe('a.example');
    expect(said(whole, ...tbs, 'extensions', 'subjectAltName', 'dNSName')).toBe('a.example');
    const at = (names: string[], octets: Uint8Array) => {
      const { start, end } = field(whole, ...names);
      expect([start, end - start]).toEqual([octets.byteOffset - final.byteOffset, octets.length]);
    };
    at(tbs, tbsCertificate);
    at([...tbs, 'subjectPublicKeyInfo'], subjectPublicKeyInfo.der);
    expect(field(whole, 'Certificate', 'signatureValue').end).toBe(
      signatureValue.bytes.byteOffset + signatureValue.bytes.length - final.byteOffset,
    );
  });

  test('of its SCTs, which are no DER', () => {
    const scts = fieldsOf(
      field(
        inspect(final, 'certificate'),
        'Certificate',
        'tbsCertificate',
        'extensions',
        'SignedCertificateTimestampList',
      ),
    );
    expect(scts.map(nameOf)).toEqual(['SignedCertificateTimestamp', 'SignedCertificateTimestamp']);
    expect(scts.map(valueOf)).toEqual(['2022-10-01T00:00:00Z', '2022-10-01T00:00:01Z']);
    expect(fieldsOf(scts[0]!).map((part) => `${nameOf(part)}: ${valueOf(part)}`.slice(0, 40))).toEqual([
      'sct_version: v1 (0)',
      `id: ${toHex(logId(log))}`.slice(0, 40),
      'timestamp: 2022-10-01T00:00:00Z',
      'extensions: none',
      'hash: sha256 (4)',
      'signature algorithm: ecdsa (3)',
      expect.stringMatching(/^signature: 30/),
    ]);
  });

  test('of a response', () => {
    const whole = inspect(response, 'ocsp-response');
    const decoded = decodeOCSPResponse(response);
    if (!decoded.ok) throw new Error(decoded.message);
    const data = ['OCSPResponse', 'BasicOCSPResponse', 'tbsResponseData'];
    const single = [...data, 'responses', 'SingleResponse'];
    expect(said(whole, 'OCSPResponse', 'responseStatus')).toBe('successful (0)');
    expect(said(whole, ...data, 'producedAt')).toBe('2022-10-13T00:00:00Z (20221013000000Z)');
    expect(said(whole, ...single)).toMatch(/^revoked, serial number [0-9a-f]+$/);
    expect(said(whole, ...single, 'certStatus', 'revocationReason')).toBe('superseded (4)');
    expect(said(whole, ...single, 'nextUpdate')).toBe('2022-10-17T00:00:00Z (20221017000000Z)');
    expect(said(whole, ...data, 'responseExtensions', 'id-pkix-ocsp-nonce', 'Nonce')).toBe(toHex(NONCE));
    const { start, end } = field(whole, ...data);
    const { der } = decoded.value.basicOCSPResponse!.tbsResponseData;
    expect([start, end - start]).toEqual([der.byteOffset - response.byteOffset, der.length]);
    expect(said(whole, 'OCSPResponse', 'BasicOCSPResponse', 'certs', 'certificate')).toContain('OCSP Responder');
  });

  test('of a CRL and of a request', () => {
    const tbs = ['CertificateList', 'tbsCertList'];
    const whole = inspect(list, 'crl');
    expect(said(whole, ...tbs, 'revokedCertificates', '0a0b')).toBe('2022-10-12T00:00:00Z (221012000000Z)');
    expect(said(whole, ...tbs, 'revokedCertificates', '0a0b', 'crlEntryExtensions', 'reasonCode', 'CRLReason')).toBe(
      'keyCompromise (1)',
    );
    expect(said(whole, ...tbs, 'crlExtensions', 'cRLNumber', 'CRLNumber')).toBe('300 (0x012c)');
    const asked = fieldsOf(field(inspect(request, 'ocsp-request'), 'OCSPRequest', 'tbsRequest', 'requestList'));
    expect(asked.map((part) => said(part, 'reqCert', 'serialNumber'))).toEqual(['0a0b', '0c']);
  });
});

describe('places', () => {
  const whole = inspect(final, 'certificate');

  test('every part is found again by its bounds', () => {
    for (const part of everyPart(whole).slice(1)) expect(partWith(whole, part.start, part.end)).toBe(part);
    expect(partWith(whole, 1, 2)).toBeNull();
    expect(partWith(whole, 0, final.length + 1)).toBeNull();
  });

  test('every octet leads to a field that the list shows', () => {
    const shown = new Set<Part>();
    const walk = (part: Part) => fieldsOf(part).forEach((inner) => (shown.add(inner), walk(inner)));
    walk(whole);
    for (let at = 0; at < final.length; at++) {
      const around = fieldAround(innermost(whole, at));
      expect(shown.has(around)).toBe(true);
      expect(around.start <= at && at < around.end).toBe(true);
    }
  });
});

describe('names of identifiers', () => {
  test('all that the rules know have one', () => {
    const unnamed = Object.values(OID).filter((oid) => oidName(oid) === null);
    expect(unnamed).toEqual([]);
  });

  test('are those of well-formed identifiers, each with its source', () => {
    for (const oid of KNOWN_OIDS) {
      expect(oid).toMatch(/^[0-2](\.(0|[1-9]\d*))+$/);
      expect(oidName(oid)!.source).not.toBe('');
    }
  });
});

test('a list of 100,000 entries costs what is looked at', () => {
  const entries = Array.from({ length: 100_000 }, (_, n) => ({
    serialNumber: (n + 0x100000).toString(16),
    revokedAt: '2022-10-12T00:00:00Z',
  }));
  const bytes = crl({ issuer: issuingA(), number: 1, thisUpdate: '2022-10-13T00:00:00Z', nextUpdate: null, entries });
  const before = performance.now();
  const whole = inspect(bytes, 'crl');
  const part = innermost(whole, bytes.length >> 1);
  expect(nameOf(part.parent!)).toMatch(/^1[0-9a-f]{5}$/);
  expect(performance.now() - before).toBeLessThan(2000);
});

test('an extension nobody knows, of 100 kB, is cut in its value and not tried as DER', () => {
  const bytes = tlsCertificate({
    extensions: { huge: extension('1.3.6.1.4.1.99999.2', false, new Uint8Array(102_400).fill(0x30)) },
  });
  const parts = everyPart(inspect(bytes, 'certificate'));
  expect(parts.every((part) => valueOf(part).length < 500)).toBe(true);
});
