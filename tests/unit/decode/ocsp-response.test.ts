import { describe, expect, it } from 'vitest';
import { decodeOCSPResponse } from '../../../src/core/decode/index.ts';
import {
  bitString,
  boolean,
  enumerated,
  explicit,
  generalizedTime,
  generalizedTimeOf,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  rawInteger,
  sequence,
  set,
  tlv,
  utcTimeOf,
  withIndefiniteLengthForm,
  withLongLengthForm,
  type Bytes,
} from '../../pki/der-writer.ts';
import {
  at,
  attribute,
  BASIC_PATH,
  BASIC_TYPE,
  basicOCSPResponse,
  byKey,
  byName,
  certificate,
  commonName,
  concatBytes,
  embedded,
  extension,
  fromHex,
  offsetOf,
  placeOf,
  responseBytes,
  responseWith,
  singleResponse,
  successful,
  TBS_PATH,
  toHex,
  utf8String,
  type BasicParts,
  type ResponseDataParts,
} from './builders.ts';

/** The response, which must decode. */
function decoded(bytes: Bytes) {
  const result = decodeOCSPResponse(bytes);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

/** Code and offset of the refusal; `null` when it decodes. */
function refused(bytes: Bytes) {
  const result = decodeOCSPResponse(bytes);
  return result.ok ? null : { code: result.code, offset: result.offset };
}

describe('a successful response', () => {
  const certs = [certificate(), certificate({ subject: commonName('Example Responder') })];
  const bytes = successful(basicOCSPResponse({ certs: explicit(0, sequence(...certs)) }));

  it('has its fields', () => {
    const response = decoded(bytes);
    const basic = response.basicOCSPResponse!;
    expect(response.responseStatus).toBe('successful');
    expect(response.defects).toEqual([]);
    expect(basic.tbsResponseData.version).toBe(1);
    expect(basic.tbsResponseData.responderID).toEqual({ by: 'key', keyHash: fromHex('22'.repeat(20)) });
    expect(basic.tbsResponseData.producedAt).toEqual({
      instant: Date.UTC(2022, 9, 1, 12),
      raw: '20221001120000Z',
      type: 'GeneralizedTime',
      defects: [],
      offset: offsetOf(bytes, [...TBS_PATH, 1]),
    });
    expect(basic.tbsResponseData.responses.length).toBe(1);
    expect(basic.tbsResponseData.responseExtensions).toEqual([]);
    expect(basic.signatureAlgorithm.algorithm).toBe('1.2.840.113549.1.1.11');
    expect([basic.signature.unusedBits, toHex(basic.signature.bytes)]).toEqual([0, 'aabbcc']);
    expect(basic.certs!.map(toHex)).toEqual(certs.map(toHex));
  });

  it.each([
    ['where it starts its buffer', bytes],
    ['in the middle of a larger buffer', embedded(bytes)],
  ])('is made of views, not copies, %s', (_, whole) => {
    const response = decoded(whole);
    const basic = response.basicOCSPResponse!;
    const single = basic.tbsResponseData.responses[0]!;
    const place = (path: readonly (number | '*')[]) => {
      const found = at(whole, path);
      return { offset: found.byteOffset - whole.byteOffset, length: found.length };
    };
    const singlePath = [...TBS_PATH, 2, 0];
    expect(response.der).toBe(whole);
    expect(placeOf(basic.tbsResponseData.der, whole)).toEqual(place(TBS_PATH));
    expect(placeOf(basic.signatureAlgorithm.der, whole)).toEqual(place([...BASIC_PATH, 1]));
    expect(placeOf(single.der, whole)).toEqual(place(singlePath));
    expect(placeOf(single.certID.der, whole)).toEqual(place([...singlePath, 0]));
    expect(placeOf(single.certID.hashAlgorithm.der, whole)).toEqual(place([...singlePath, 0, 0]));
    expect(basic.certs!.map((cert) => placeOf(cert, whole))).toEqual(
      certs.map((_one, index) => place([...BASIC_PATH, 3, 0, index])),
    );
    const content = (path: readonly (number | '*')[], header: number) => ({
      offset: place(path).offset + header,
      length: place(path).length - header,
    });
    expect(placeOf(single.certID.issuerNameHash, whole)).toEqual(content([...singlePath, 0, 1], 2));
    expect(placeOf(single.certID.issuerKeyHash, whole)).toEqual(content([...singlePath, 0, 2], 2));
    expect(placeOf(single.certID.serialNumber, whole)).toEqual(content([...singlePath, 0, 3], 2));
    expect(placeOf(basic.signature.bytes, whole)).toEqual(content([...BASIC_PATH, 2], 3));
    const { responderID } = basic.tbsResponseData;
    expect(placeOf((responderID as { keyHash: Bytes }).keyHash, whole)).toEqual(content([...TBS_PATH, 0, 0], 2));
    expect(basic.tbsResponseData.producedAt.offset).toBe(place([...TBS_PATH, 1]).offset);
  });

  it('tells absent certs from an empty list, which is a defect outside the signature', () => {
    const absent = decoded(successful());
    expect('certs' in absent.basicOCSPResponse!).toBe(false);
    expect(absent.defects).toEqual([]);
    const empty = successful(basicOCSPResponse({ certs: explicit(0, sequence()) }));
    const offset = offsetOf(empty, [...BASIC_PATH, 3]);
    expect(decoded(empty).basicOCSPResponse!.certs).toEqual([]);
    expect(decoded(empty).defects).toEqual([
      {
        code: 'der/empty-sequence',
        message: `certs is present but empty, at offset ${offset}`,
        offset,
        signed: false,
      },
    ]);
  });

  it('keeps certs as they are, readable or not: the signature does not cover them', () => {
    const odd = sequence(nullValue(), fromHex('3080'));
    const response = decoded(successful(basicOCSPResponse({ certs: explicit(0, sequence(odd)) })));
    expect(response.basicOCSPResponse!.certs!.map(toHex)).toEqual([toHex(odd)]);
    expect(response.defects).toEqual([]);
  });
});

it('a signature whose unused bits are set is a defect that nobody signed', () => {
  const bytes = successful(basicOCSPResponse({ signature: bitString(fromHex('aabbcf'), 4) }));
  const response = decoded(bytes);
  expect(response.basicOCSPResponse!.signature).toEqual({ unusedBits: 4, bytes: fromHex('aabbcf') });
  expect(response.defects.map(({ code, offset, signed }) => ({ code, offset, signed }))).toEqual([
    { code: 'der/bit-string', offset: bytes.length - 1, signed: false },
  ]);
});

describe('error statuses (RFC 6960 section 4.2.1)', () => {
  const ERRORS = [
    [1, 'malformedRequest'],
    [2, 'internalError'],
    [3, 'tryLater'],
    [5, 'sigRequired'],
    [6, 'unauthorized'],
  ] as const;

  it.each(ERRORS)('%i is %s', (value, responseStatus) => {
    const bytes = fromHex(`30030a010${value}`);
    expect(decodeOCSPResponse(bytes)).toEqual({ ok: true, value: { der: bytes, responseStatus, defects: [] } });
  });

  it.each(ERRORS)('%i with responseBytes is read without them, with a defect that nobody signed', (value, status) => {
    const bytes = sequence(enumerated(value), responseBytes(basicOCSPResponse()));
    const response = decoded(bytes);
    const offset = offsetOf(bytes, [1]);
    expect(response.responseStatus).toBe(status);
    expect('basicOCSPResponse' in response).toBe(false);
    expect(response.defects).toEqual([
      {
        code: 'ocsp/error-with-bytes',
        message: `The response says ${status} but carries responseBytes, at offset ${offset}`,
        offset,
        signed: false,
      },
    ]);
  });

  it.each([
    ['4, which is not used', '30030a0104', 'ocsp/response-status', 2],
    ['7', '30030a0107', 'ocsp/response-status', 2],
    ['255', '30040a0200ff', 'ocsp/response-status', 2],
    ['minus one', '30030a01ff', 'der/integer-out-of-range', 2],
    ['a huge one', '30070a050100000000', 'der/integer-out-of-range', 2],
    ['a padded one', '30040a020006', 'der/non-minimal-integer', 4],
    ['an empty one', '30020a00', 'der/empty-integer', 2],
    ['an INTEGER', '3003020106', 'der/wrong-tag', 2],
    ['none', '3000', 'der/truncated', 2],
    ['something after it', '30050a01060500', 'der/trailing-bytes', 5],
    ['a primitive [0] after it', '30050a01068000', 'der/trailing-bytes', 5],
  ])('%s is refused', (_, hex, code, offset) => {
    expect(refused(fromHex(hex))).toEqual({ code, offset });
  });

  it('names the status it does not know', () => {
    expect(decodeOCSPResponse(fromHex('30030a0104'))).toEqual({
      ok: false,
      code: 'ocsp/response-status',
      message: 'responseStatus is 4, which RFC 6960 does not define, at offset 2',
      offset: 2,
    });
  });

  it('successful without responseBytes is refused where they are missing', () => {
    expect(refused(fromHex('30030a0100'))).toEqual({ code: 'ocsp/no-response-bytes', offset: 5 });
  });
});

describe('trailing bytes are a defect outside the signature', () => {
  it.each([
    ['a line feed after a response', successful(), '0a'],
    ['a second response after the first', successful(), '30030a0106'],
    ['what is no DER at all', successful(), 'ffffff'],
    ['a line feed after an error', fromHex('30030a0106'), '0a'],
  ])('%s', (_, response, more) => {
    const bytes = concatBytes([response, fromHex(more)]);
    const value = decoded(bytes);
    expect(value.der).toBe(bytes);
    expect(value.defects).toEqual([
      {
        code: 'der/trailing-bytes',
        message: `${more.length / 2} octets follow the OCSPResponse, at offset ${response.length}`,
        offset: response.length,
        signed: false,
      },
    ]);
  });

  it('inside the OCTET STRING too', () => {
    const basic = basicOCSPResponse();
    const bytes = successful(concatBytes([basic, fromHex('0000')]));
    const offset = offsetOf(bytes, BASIC_PATH) + basic.length;
    const value = decoded(bytes);
    expect(value.basicOCSPResponse!.tbsResponseData.responses.length).toBe(1);
    expect(value.defects).toEqual([
      {
        code: 'der/trailing-bytes',
        message: `2 octets follow the BasicOCSPResponse, at offset ${offset}`,
        offset,
        signed: false,
      },
    ]);
  });

  it('in both places are two defects', () => {
    const bytes = concatBytes([successful(concatBytes([basicOCSPResponse(), fromHex('00')])), fromHex('00')]);
    expect(decoded(bytes).defects.map(({ code, offset }) => [code, offset])).toEqual([
      ['der/trailing-bytes', bytes.length - 1],
      ['der/trailing-bytes', bytes.length - 2],
    ]);
  });

  it('inside responseBytes, where nothing is defined, are refused', () => {
    const inner = sequence(enumerated(0), responseBytes(basicOCSPResponse(), BASIC_TYPE, nullValue()));
    expect(refused(inner)).toEqual({ code: 'der/trailing-bytes', offset: offsetOf(inner, [1, 0, 2]) });
    const outer = sequence(
      enumerated(0),
      explicit(0, sequence(BASIC_TYPE, octetString(basicOCSPResponse())), nullValue()),
    );
    expect(refused(outer)).toEqual({ code: 'der/trailing-bytes', offset: offsetOf(outer, [1, 1]) });
    const after = sequence(enumerated(0), responseBytes(basicOCSPResponse()), nullValue());
    expect(refused(after)).toEqual({ code: 'der/trailing-bytes', offset: offsetOf(after, [2]) });
  });
});

describe('responseBytes', () => {
  it('of another type than id-pkix-ocsp-basic are refused, naming it', () => {
    const bytes = sequence(enumerated(0), responseBytes(basicOCSPResponse(), objectIdentifier('1.3.6.1.5.5.7.48.1.9')));
    expect(decodeOCSPResponse(bytes)).toEqual({
      ok: false,
      code: 'ocsp/response-type',
      message: `responseType is 1.3.6.1.5.5.7.48.1.9; only id-pkix-ocsp-basic is defined, at offset ${offsetOf(bytes, [1, 0, 0])}`,
      offset: offsetOf(bytes, [1, 0, 0]),
    });
  });

  it.each([
    ['that are empty', explicit(0), 'der/truncated', [1], 2],
    ['without a response', explicit(0, sequence(BASIC_TYPE)), 'der/truncated', [1, 0], 2 + 11],
    ['with a bare response', explicit(0, sequence(BASIC_TYPE, sequence())), 'der/wrong-tag', [1, 0, 1], 0],
    ['with an empty response', explicit(0, sequence(BASIC_TYPE, octetString())), 'der/truncated', [1, 0, 1], 2],
    [
      'with an empty BasicOCSPResponse',
      explicit(0, sequence(BASIC_TYPE, octetString(sequence()))),
      'der/truncated',
      [1, 0, 1, '*'],
      2,
    ],
    ['with text', explicit(0, sequence(BASIC_TYPE, octetString(fromHex('68656c6c6f')))), 'der/wrong-tag', [1, 0, 1], 2],
  ] as const)('%s are refused', (_, replaced, code, path, plus) => {
    const bytes = sequence(enumerated(0), replaced);
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, path) + plus });
  });
});

describe('the version', () => {
  it('v1 spelled out is a defect that the signature covers', () => {
    const bytes = responseWith({ version: explicit(0, integer('00')) });
    const offset = offsetOf(bytes, [...TBS_PATH, 0]);
    const response = decoded(bytes);
    expect(response.basicOCSPResponse!.tbsResponseData.version).toBe(1);
    expect(response.defects).toEqual([
      {
        code: 'der/explicit-default',
        message: `version v1 is the DEFAULT and must be left out, at offset ${offset}`,
        offset,
        signed: true,
      },
    ]);
  });

  it.each([
    ['v2', explicit(0, integer('01')), 'ocsp/version', []],
    ['minus one', explicit(0, rawInteger('ff')), 'der/integer-out-of-range', [0]],
    ['padded', explicit(0, rawInteger('0000')), 'der/non-minimal-integer', [0]],
    ['another type', explicit(0, boolean(false)), 'der/wrong-tag', [0]],
    ['two', explicit(0, integer('00'), integer('00')), 'der/trailing-bytes', [1]],
  ])('%s is refused', (_, version, code, inside) => {
    const bytes = responseWith({ version });
    const inContent = code === 'der/non-minimal-integer' ? 2 : 0;
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, [...TBS_PATH, 0, ...inside]) + inContent });
  });
});

describe('ResponderID', () => {
  it('by name is a Name with its exact bytes', () => {
    const bytes = responseWith({ responderID: byName(commonName('Example Responder')) });
    const { responderID } = decoded(bytes).basicOCSPResponse!.tbsResponseData;
    if (responderID.by !== 'name') throw new Error('by key');
    expect(toHex(responderID.name.der)).toBe(toHex(commonName('Example Responder')));
    expect(placeOf(responderID.name.der, bytes).offset).toBe(offsetOf(bytes, [...TBS_PATH, 0, 0]));
    expect(responderID.name.rdnSequence[0]![0]!.text).toBe('Example Responder');
  });

  it('by a name out of DER’s order is read, with a defect that the signature covers', () => {
    const rdn = set(attribute('2.5.4.11', utf8String('Unit')), attribute('2.5.4.3', utf8String('A')));
    const bytes = responseWith({ responderID: byName(sequence(rdn)) });
    expect(decoded(bytes).defects.map(({ code, offset, signed }) => ({ code, offset, signed }))).toEqual([
      { code: 'der/set-order', offset: offsetOf(bytes, [...TBS_PATH, 0, 0, 0]), signed: true },
    ]);
  });

  it('by an empty name is read', () => {
    const { responderID } = decoded(responseWith({ responderID: byName(sequence()) })).basicOCSPResponse!
      .tbsResponseData;
    expect(responderID).toEqual({ by: 'name', name: { der: fromHex('3000'), rdnSequence: [] } });
  });

  it('by key is the hash', () => {
    const keyHash = fromHex('0123456789abcdef0123456789abcdef01234567');
    const { responderID } = decoded(responseWith({ responderID: byKey(octetString(keyHash)) })).basicOCSPResponse!
      .tbsResponseData;
    expect(responderID).toEqual({ by: 'key', keyHash });
  });

  it.each([
    ['by a hash of 32 octets', byKey(octetString(fromHex('11'.repeat(32)))), 'ocsp/key-hash-length', [], 0],
    ['by an empty hash', byKey(octetString()), 'ocsp/key-hash-length', [], 0],
    ['by an implicit key hash', tlv(0x82, fromHex('11'.repeat(20))), 'der/wrong-tag', [], 0],
    ['by an implicit name', tlv(0xa1, commonName('x').subarray(2)), 'der/wrong-tag', [0], 0],
    ['by two hashes', explicit(2, octetString(fromHex('11'.repeat(20))), nullValue()), 'der/trailing-bytes', [1], 0],
    ['by two names', explicit(1, sequence(), sequence()), 'der/trailing-bytes', [1], 0],
    ['by [3]', explicit(3, sequence()), 'der/wrong-tag', [], 0],
    ['by nothing', explicit(2), 'der/truncated', [], 2],
  ])('%s is refused', (_, responderID, code, inside, plus) => {
    const bytes = responseWith({ responderID });
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, [...TBS_PATH, 0, ...inside]) + plus });
  });

  it('that is missing is refused where it should be', () => {
    const bytes = responseWith({ responderID: null });
    expect(decodeOCSPResponse(bytes)).toMatchObject({
      code: 'der/wrong-tag',
      message: `responderID should be [2] but is GeneralizedTime, at offset ${offsetOf(bytes, [...TBS_PATH, 0])}`,
    });
  });
});

describe('producedAt', () => {
  it.each([
    ['a fraction', '20221001120000.123Z', ['fraction'], 123],
    ['no seconds', '202210011200Z', ['no-seconds'], 0],
    ['an offset', '20221001140000+0200', ['offset'], 0],
  ])('with %s is read; the defect stands with the time', (_, raw, defects, milliseconds) => {
    const bytes = responseWith({ producedAt: generalizedTimeOf(raw) });
    const response = decoded(bytes);
    expect(response.basicOCSPResponse!.tbsResponseData.producedAt).toEqual({
      instant: Date.UTC(2022, 9, 1, 12) + milliseconds,
      raw,
      type: 'GeneralizedTime',
      defects,
      offset: offsetOf(bytes, [...TBS_PATH, 1]),
    });
    expect(response.defects).toEqual([]);
  });

  it.each([
    ['an impossible moment', generalizedTimeOf('20220230120000Z'), 'time/impossible'],
    ['no zone', generalizedTimeOf('20221001120000'), 'time/no-zone'],
    ['no time', generalizedTimeOf('now'), 'time/syntax'],
    ['UTCTime', utcTimeOf('221001120000Z'), 'der/wrong-tag'],
  ])('with %s is refused', (_, producedAt, code) => {
    const bytes = responseWith({ producedAt });
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, [...TBS_PATH, 1]) });
  });
});

describe('responses', () => {
  it.each([0, 1, 2, 300])('%i of them', (count) => {
    const list = Array.from({ length: count }, () => singleResponse());
    const { responses } = decoded(responseWith({ responses: sequence(...list) })).basicOCSPResponse!.tbsResponseData;
    expect(responses.map(({ der }) => toHex(der))).toEqual(list.map(toHex));
  });

  it('that are no SEQUENCE are refused', () => {
    const bytes = responseWith({ responses: nullValue() });
    expect(refused(bytes)).toEqual({ code: 'der/wrong-tag', offset: offsetOf(bytes, [...TBS_PATH, 2]) });
  });
});

describe('responseExtensions', () => {
  const CRITICAL = extension('1.2.3.4', fromHex('0500'), true);
  const NONCE = extension('1.3.6.1.5.5.7.48.1.2', octetString(fromHex('0102')));

  it('are all kept, unknown critical ones too', () => {
    const bytes = responseWith({ responseExtensions: explicit(1, sequence(NONCE, CRITICAL)) });
    const response = decoded(bytes);
    const found = response.basicOCSPResponse!.tbsResponseData.responseExtensions;
    expect(found.map(({ extnID, critical, extnValue }) => [extnID, critical, toHex(extnValue)])).toEqual([
      ['1.3.6.1.5.5.7.48.1.2', false, '04020102'],
      ['1.2.3.4', true, '0500'],
    ]);
    expect(placeOf(found[1]!.der, bytes).offset).toBe(offsetOf(bytes, [...TBS_PATH, 3, 0, 1]));
    expect(response.defects).toEqual([]);
  });

  it.each([
    ['empty', sequence(), 'der/empty-sequence', [0]],
    [
      'with critical FALSE spelled out',
      sequence(extension('1.2.3', fromHex('0500'), boolean(false))),
      'der/explicit-default',
      [0, 0, 1],
    ],
  ])('%s are a defect that the signature covers', (_, list, code, inside) => {
    const bytes = responseWith({ responseExtensions: explicit(1, list) });
    expect(decoded(bytes).defects.map(({ code, offset, signed }) => ({ code, offset, signed }))).toEqual([
      { code, offset: offsetOf(bytes, [...TBS_PATH, 3, ...inside]), signed: true },
    ]);
  });

  it.each([
    ['of one identifier twice', explicit(1, sequence(NONCE, CRITICAL, NONCE)), 'x509/duplicate-extension', [0, 2]],
    ['in two lists', explicit(1, sequence(NONCE), sequence(CRITICAL)), 'der/trailing-bytes', [1]],
    [
      'with BER in critical',
      explicit(1, sequence(extension('1.2.3', fromHex('0500'), tlv(0x01, fromHex('2a'))))),
      'der/boolean',
      [0, 0, 1],
    ],
    ['under [2]', explicit(2, sequence(NONCE)), 'der/trailing-bytes', []],
  ])('%s are refused', (_, responseExtensions, code, inside) => {
    const bytes = responseWith({ responseExtensions });
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, [...TBS_PATH, 3, ...inside]) });
  });
});

describe('the frame is refused', () => {
  const whole = successful();

  it.each([
    ['nothing', fromHex(''), { code: 'der/truncated', offset: 0 }],
    ['a NUL', fromHex('00'), { code: 'der/wrong-tag', offset: 0 }],
    ['HTML', new TextEncoder().encode('<html>503</html>'), { code: 'der/wrong-tag', offset: 0 }],
    ['a certificate', certificate(), { code: 'der/wrong-tag', offset: offsetOf(certificate(), [0]) }],
    [
      'the outer SEQUENCE in indefinite form',
      withIndefiniteLengthForm(whole),
      { code: 'der/indefinite-length', offset: 1 },
    ],
    ['the outer SEQUENCE with a long length', withLongLengthForm(whole), { code: 'der/non-minimal-length', offset: 1 }],
    ['a response whose last octet is missing', whole.subarray(0, -1), { code: 'der/truncated', offset: 0 }],
    [
      'BER with bytes after it',
      concatBytes([withIndefiniteLengthForm(whole), fromHex('00')]),
      { code: 'der/indefinite-length', offset: 1 },
    ],
  ])('when it is %s', (_, bytes, expected) => {
    expect(refused(bytes)).toEqual(expected);
  });

  it.each([
    ['something after tbsResponseData’s parts', { afterwards: nullValue() }, 'der/trailing-bytes', [0, 3]],
    ['no producedAt', { producedAt: null }, 'der/wrong-tag', [0, 1]],
  ] as [string, ResponseDataParts, string, number[]][])('with %s', (_, parts, code, path) => {
    const bytes = responseWith(parts);
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, [...BASIC_PATH, ...path]) });
  });

  it.each([
    ['something after certs', { certs: explicit(0, sequence()), afterwards: nullValue() }, 'der/trailing-bytes', [4]],
    ['[1] for certs', { certs: explicit(1, sequence()) }, 'der/trailing-bytes', [3]],
    [
      'certs that are no certificates',
      { certs: explicit(0, sequence(certificate(), nullValue())) },
      'der/wrong-tag',
      [3, 0, 1],
    ],
    ['two lists of certs', { certs: explicit(0, sequence(), sequence()) }, 'der/trailing-bytes', [3, 1]],
    ['a signature that is no BIT STRING', { signature: octetString(fromHex('aa')) }, 'der/wrong-tag', [2]],
    ['a signature with unused bits that are set', { signature: bitString(fromHex('aa'), 8) }, 'der/bit-string', [2]],
    ['no signatureAlgorithm', { signatureAlgorithm: null }, 'der/wrong-tag', [1]],
    [
      'tbsResponseData that is no SEQUENCE',
      { tbsResponseData: generalizedTime('2022-10-01T00:00:00Z') },
      'der/wrong-tag',
      [0],
    ],
  ] as [string, BasicParts, string, number[]][])('with %s', (_, parts, code, path) => {
    const bytes = successful(basicOCSPResponse(parts));
    expect(refused(bytes)).toEqual({ code, offset: offsetOf(bytes, [...BASIC_PATH, ...path]) });
  });

  it('without a signature, at the end of the BasicOCSPResponse', () => {
    const bytes = successful(basicOCSPResponse({ signature: null }));
    expect(refused(bytes)).toEqual({ code: 'der/truncated', offset: bytes.length });
  });

  it('at the first thing that is wrong, whatever comes later', () => {
    const bytes = concatBytes([
      responseWith({ producedAt: generalizedTimeOf('never'), responses: nullValue(), afterwards: nullValue() }),
      fromHex('00'),
    ]);
    expect(refused(bytes)).toEqual({ code: 'time/syntax', offset: offsetOf(bytes, [...TBS_PATH, 1]) });
  });
});
