/** Certificates and OCSP responses of every legal shape, unsigned: the readers do not look at signatures. */
import fc from 'fast-check';
import {
  bitString,
  boolean,
  certificateTime,
  enumerated,
  explicit,
  generalizedTime,
  implicitPrimitive,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  tlv,
  type Bytes,
} from '../pki/der-writer.ts';
import {
  algorithm,
  attribute,
  basicOCSPResponse,
  byKey,
  byName,
  certID,
  certificate,
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
} from '../unit/decode/builders.ts';

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
export const inSetOrder = (attributes: Bytes[]): Bytes[] => attributes.sort((a, b) => Buffer.compare(a, b));
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

export const someCertificate = fc
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
export const someResponse = fc
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

const crlEntry = fc
  .record({ serial: hexOf(21), revoked: moment, reason: fc.option(fc.constantFrom(1, 2, 3, 4, 5, 6, 8, 9, 10)) })
  .map(({ serial, revoked: at, reason: value }) =>
    sequence(
      integer(serial),
      certificateTime(at),
      ...(value === null ? [] : [sequence(extension('2.5.29.21', enumerated(value)))]),
    ),
  );
const KNOWN_CRL_EXTENSIONS = [
  extension('2.5.29.20', integer('07')),
  extension('2.5.29.35', sequence(implicitPrimitive(0, new Uint8Array(20)))),
  extension('2.5.29.28', sequence(implicitPrimitive(1, Uint8Array.of(0xff))), true),
];
export const someCrl = fc
  .record({
    signature: someAlgorithm,
    issuer: name,
    thisUpdate: moment,
    nextUpdate: fc.option(moment),
    entries: fc.array(crlEntry, { maxLength: 6 }),
    known: fc.subarray(KNOWN_CRL_EXTENSIONS, { minLength: 1 }),
  })
  .map(({ signature, issuer, thisUpdate, nextUpdate, entries, known }) =>
    sequence(
      sequence(
        integer('01'),
        signature,
        issuer,
        certificateTime(thisUpdate),
        ...(nextUpdate === null ? [] : [certificateTime(nextUpdate)]),
        ...(entries.length > 0 ? [sequence(...entries)] : []),
        explicit(0, sequence(...known)),
      ),
      signature,
      bitString(new Uint8Array(64)),
    ),
  );

export const someRequest = fc
  .record({
    serials: fc.array(hexOf(21), { minLength: 1, maxLength: 4 }),
    hash: fc.uint8Array({ maxLength: 64 }),
    requestExtensions: optionalList(2),
  })
  .map(({ serials, hash, requestExtensions }) =>
    sequence(
      sequence(
        sequence(
          ...serials.map((serial) =>
            sequence(certID({ serialNumber: integer(serial), issuerNameHash: octetString(hash) })),
          ),
        ),
        ...(requestExtensions ? [requestExtensions] : []),
      ),
    ),
  );
