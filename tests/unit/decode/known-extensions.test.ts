import { describe, expect, it } from 'vitest';
import { decodeCertificate } from '../../../src/core/decode/index.ts';
import type { KnownExtensions } from '../../../src/core/model/certificate.ts';
import {
  bitString,
  boolean,
  explicit,
  implicitPrimitive,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  rawInteger,
  sequence,
  set,
  tlv,
  withIndefiniteLengthForm,
  withLongLengthForm,
  type Bytes,
} from '../../pki/der-writer.ts';
import {
  certificateWith,
  commonName,
  embedded,
  extension,
  fromHex,
  ia5String,
  offsetOf,
  placeOf,
  TBS,
  text,
  toHex,
  utf8String,
} from './builders.ts';

const ID = {
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  extKeyUsage: '2.5.29.37',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  subjectAltName: '2.5.29.17',
  subjectKeyIdentifier: '2.5.29.14',
  authorityKeyIdentifier: '2.5.29.35',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  signedCertificateTimestampList: '1.3.6.1.4.1.11129.2.4.2',
} as const;

function decoded(bytes: Bytes) {
  const result = decodeCertificate(bytes);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

/** What a certificate with this one extension knows; its defects must be none. */
function known(name: keyof typeof ID, value: Bytes): KnownExtensions {
  const certificate = decoded(certificateWith(extension(ID[name], value)));
  expect(certificate.defects).toEqual([]);
  return certificate.known;
}

const uri = (url: string) => implicitPrimitive(6, text(url));
const dns = (name: string) => implicitPrimitive(2, text(name));

describe('authorityInfoAccess (RFC 5280 section 4.2.2.1)', () => {
  const access = (method: string, location: Bytes) => sequence(objectIdentifier(method), location);

  it('lists URLs by method, in order, and every method', () => {
    const value = sequence(
      access('1.3.6.1.5.5.7.48.1', uri('http://ocsp.one.example')),
      access('1.3.6.1.5.5.7.48.2', uri('http://ca.example/ca.crt')),
      access('1.3.6.1.5.5.7.48.1', uri('http://ocsp.two.example')),
      access('1.3.6.1.5.5.7.48.3', uri('http://time.example')),
    );
    expect(known('authorityInfoAccess', value)).toEqual({
      authorityInfoAccess: {
        ocsp: ['http://ocsp.one.example', 'http://ocsp.two.example'],
        caIssuers: ['http://ca.example/ca.crt'],
        methods: ['1.3.6.1.5.5.7.48.1', '1.3.6.1.5.5.7.48.2', '1.3.6.1.5.5.7.48.1', '1.3.6.1.5.5.7.48.3'],
      },
    });
  });

  it('has no URL where the location is no URI', () => {
    const value = sequence(access('1.3.6.1.5.5.7.48.1', explicit(4, commonName('Example Directory'))));
    expect(known('authorityInfoAccess', value)).toEqual({
      authorityInfoAccess: { ocsp: [], caIssuers: [], methods: ['1.3.6.1.5.5.7.48.1'] },
    });
  });

  it('takes the octets of a URL as they are', () => {
    const value = sequence(access('1.3.6.1.5.5.7.48.1', implicitPrimitive(6, fromHex('68e9003c'))));
    expect(known('authorityInfoAccess', value).authorityInfoAccess!.ocsp).toEqual(['h\u00e9\0<']);
  });
});

describe('extKeyUsage', () => {
  it.each([
    ['one purpose', ['1.3.6.1.5.5.7.3.9']],
    ['several, in order', ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1', '2.5.29.37.0']],
  ])('%s', (_, purposes) => {
    expect(known('extKeyUsage', sequence(...purposes.map(objectIdentifier)))).toEqual({ extKeyUsage: purposes });
  });
});

describe('keyUsage', () => {
  it.each([
    ['03020780', ['digitalSignature']],
    ['03020106', ['keyCertSign', 'cRLSign']],
    ['030205a0', ['digitalSignature', 'keyEncipherment']],
    ['0303070080', ['decipherOnly']],
    [
      '030307ff80',
      [
        'digitalSignature',
        'nonRepudiation',
        'keyEncipherment',
        'dataEncipherment',
        'keyAgreement',
        'keyCertSign',
        'cRLSign',
        'encipherOnly',
        'decipherOnly',
      ],
    ],
    ['030100', []],
  ])('%s', (value, bits) => {
    expect([...known('keyUsage', fromHex(value)).keyUsage!]).toEqual(bits);
  });
});

describe('basicConstraints', () => {
  it.each([
    ['an end entity', sequence(), { cA: false, pathLenConstraint: null }],
    ['a CA', sequence(boolean(true)), { cA: true, pathLenConstraint: null }],
    ['a CA with a path length', sequence(boolean(true), integer('00')), { cA: true, pathLenConstraint: 0 }],
    ['a path length without a CA', sequence(integer('03')), { cA: false, pathLenConstraint: 3 }],
  ])('of %s', (_, value, basicConstraints) => {
    expect(known('basicConstraints', value)).toEqual({ basicConstraints });
  });

  it('with cA FALSE spelled out are read, with a defect that the signature covers', () => {
    const bytes = certificateWith(extension(ID.basicConstraints, sequence(boolean(false))));
    const certificate = decoded(bytes);
    expect(certificate.known).toEqual({ basicConstraints: { cA: false, pathLenConstraint: null } });
    expect(certificate.defects).toEqual([
      {
        code: 'der/explicit-default',
        message: 'cA FALSE is the DEFAULT and must be left out',
        offset: offsetOf(bytes, [0, TBS.extensions, 0, 0, 1, '*', 0]),
        signed: true,
      },
    ]);
  });

  it('whose cA is BER have that one defect, not a second about a FALSE that is not there', () => {
    const bytes = certificateWith(extension(ID.basicConstraints, sequence(tlv(0x01, fromHex('01')))));
    const certificate = decoded(bytes);
    expect(certificate.known).toEqual({});
    expect(certificate.defects.map(({ code, offset, signed }) => ({ code, offset, signed }))).toEqual([
      { code: 'der/boolean', offset: offsetOf(bytes, [0, TBS.extensions, 0, 0, 1, '*', 0]), signed: true },
    ]);
  });
});

describe('subjectAltName', () => {
  it('sorts every form of GeneralName into its list', () => {
    const value = sequence(
      dns('host.example'),
      implicitPrimitive(1, text('post@host.example')),
      implicitPrimitive(7, fromHex('c0000201')),
      implicitPrimitive(7, fromHex('20010db8000000000000000000000001')),
      uri('https://host.example'),
      tlv(0xa0, objectIdentifier('1.3.6.1.5.5.7.8.9'), explicit(0, utf8String('post@höst.example'))),
      tlv(0xa3, sequence()),
      explicit(4, commonName('host.example')),
      tlv(0xa5, explicit(1, utf8String('party'))),
      implicitPrimitive(8, fromHex('2a03')),
      dns('*.host.example'),
    );
    expect(known('subjectAltName', value)).toEqual({
      subjectAltName: {
        dnsNames: ['host.example', '*.host.example'],
        ipAddresses: ['192.0.2.1', '2001:0db8:0000:0000:0000:0000:0000:0001'],
        rfc822Names: ['post@host.example'],
        otherNameTypes: ['1.3.6.1.5.5.7.8.9'],
      },
    });
  });

  it.each([
    ['', ''],
    ['c00002', 'c000:02'],
    ['c0000201ffffff00', 'c000:0201:ffff:ff00'],
  ])('shows an iPAddress of impossible size (%j) in hex', (octets, shown) => {
    const value = sequence(implicitPrimitive(7, fromHex(octets)));
    expect(known('subjectAltName', value).subjectAltName!.ipAddresses).toEqual([shown]);
  });
});

describe('a list that must not be empty, and is, keeps its meaning and leaves a defect', () => {
  const noNames = { dnsNames: [], ipAddresses: [], rfc822Names: [], otherNameTypes: [] };
  const point = sequence(sequence(explicit(0, explicit(0))));
  /** The extension, its value, the empty list, the octets before it in the value, what the value means. */
  const EMPTY: readonly [keyof typeof ID, Bytes, string, number, unknown][] = [
    ['authorityInfoAccess', sequence(), 'authorityInfoAccess', 0, { ocsp: [], caIssuers: [], methods: [] }],
    ['extKeyUsage', sequence(), 'extKeyUsage', 0, []],
    ['subjectAltName', sequence(), 'subjectAltName', 0, noNames],
    ['crlDistributionPoints', sequence(), 'cRLDistributionPoints', 0, []],
    ['crlDistributionPoints', point, 'fullName', 6, []],
    ['certificatePolicies', sequence(), 'certificatePolicies', 0, []],
    ['authorityKeyIdentifier', sequence(explicit(1)), 'authorityCertIssuer', 2, { keyIdentifier: null }],
  ];

  it.each(EMPTY)('%s: %s %s', (name, value, what, plus, meaning) => {
    const bytes = embedded(certificateWith(extension(ID[name], value)));
    const certificate = decoded(bytes);
    const offset = offsetOf(bytes, [0, TBS.extensions, 0, 0, 1]) + 2 + plus;
    expect(certificate.known).toEqual({ [name]: meaning });
    expect(certificate.defects).toEqual([
      {
        code: 'der/empty-sequence',
        message: `${what} is present but empty`,
        offset,
        signed: true,
      },
    ]);
  });
});

describe('key identifiers', () => {
  it('of the subject', () => {
    const bytes = certificateWith(extension(ID.subjectKeyIdentifier, octetString(fromHex('0102'))));
    const { subjectKeyIdentifier } = decoded(bytes).known;
    expect(toHex(subjectKeyIdentifier!)).toBe('0102');
    expect(placeOf(subjectKeyIdentifier!, bytes).offset).toBe(offsetOf(bytes, [0, TBS.extensions, 0, 0, 1, '*']) + 2);
  });

  it.each([
    ['by key', sequence(implicitPrimitive(0, fromHex('0102'))), '0102'],
    [
      'by issuer and serial number',
      sequence(tlv(0xa1, explicit(4, commonName('Example Root'))), implicitPrimitive(2, fromHex('07'))),
      null,
    ],
    [
      'by all three',
      sequence(
        implicitPrimitive(0, fromHex('0102')),
        tlv(0xa1, explicit(4, commonName('Example Root'))),
        implicitPrimitive(2, fromHex('07')),
      ),
      '0102',
    ],
    ['empty', sequence(), null],
  ])('of the authority, %s', (_, value, keyIdentifier) => {
    const found = known('authorityKeyIdentifier', value).authorityKeyIdentifier!.keyIdentifier;
    expect(found && toHex(found)).toBe(keyIdentifier);
  });
});

describe('cRLDistributionPoints', () => {
  const fullName = (...names: readonly Bytes[]) => explicit(0, tlv(0xa0, ...names));

  it('lists the URIs of every fullName', () => {
    const value = sequence(
      sequence(fullName(uri('http://crl.one.example/a.crl'), uri('ldap://crl.one.example'))),
      sequence(fullName(explicit(4, commonName('Example CRL')))),
      sequence(fullName(uri('http://crl.two.example/b.crl')), implicitPrimitive(1, fromHex('0640'))),
      sequence(explicit(0, tlv(0xa1, sequence(objectIdentifier('2.5.4.3'), utf8String('relative'))))),
      sequence(explicit(2, explicit(4, commonName('Example CRL Issuer')))),
    );
    expect(known('crlDistributionPoints', value)).toEqual({
      crlDistributionPoints: ['http://crl.one.example/a.crl', 'ldap://crl.one.example', 'http://crl.two.example/b.crl'],
    });
  });
});

describe('certificatePolicies', () => {
  it('lists the identifiers', () => {
    const value = sequence(
      sequence(objectIdentifier('2.23.140.1.2.1')),
      sequence(
        objectIdentifier('1.3.6.1.4.1.99999.1'),
        sequence(sequence(objectIdentifier('1.3.6.1.5.5.7.2.1'), ia5String('https://cps.example'))),
      ),
    );
    expect(known('certificatePolicies', value)).toEqual({
      certificatePolicies: ['2.23.140.1.2.1', '1.3.6.1.4.1.99999.1'],
    });
  });
});

describe('the SCT list (RFC 6962 section 3.3)', () => {
  it('is what the inner OCTET STRING holds', () => {
    const list = known('signedCertificateTimestampList', octetString(fromHex('00020000')));
    expect(toHex(list.signedCertificateTimestampList!)).toBe('00020000');
  });
});

describe('several extensions', () => {
  it('are all known, in a larger buffer too', () => {
    const bytes = embedded(
      certificateWith(
        extension(ID.basicConstraints, sequence(boolean(true)), true),
        extension(ID.subjectKeyIdentifier, octetString(fromHex('aabb'))),
        extension('1.2.3', fromHex('ff')),
      ),
    );
    const certificate = decoded(bytes);
    expect(certificate.known).toEqual({
      basicConstraints: { cA: true, pathLenConstraint: null },
      subjectKeyIdentifier: fromHex('aabb'),
    });
    expect(certificate.defects).toEqual([]);
  });
});

describe('an extension that cannot be read leaves a defect and its field absent', () => {
  /** Path inside the extension's value, octets after it, code. */
  const MALFORMED: readonly [string, keyof typeof ID, Bytes, (number | '*')[] | 'value', number, string][] = [
    ['authorityInfoAccess that is no SEQUENCE', 'authorityInfoAccess', set(), 'value', 0, 'der/wrong-tag'],
    [
      'an AccessDescription without a location',
      'authorityInfoAccess',
      sequence(sequence(objectIdentifier('1.3.6.1.5.5.7.48.1'))),
      [0],
      12,
      'der/truncated',
    ],
    [
      'an AccessDescription with two locations',
      'authorityInfoAccess',
      sequence(sequence(objectIdentifier('1.3.6.1.5.5.7.48.1'), uri('a'), uri('b'))),
      [0, 2],
      0,
      'der/trailing-bytes',
    ],
    [
      'an accessLocation that is no GeneralName',
      'authorityInfoAccess',
      sequence(sequence(objectIdentifier('1.3.6.1.5.5.7.48.1'), ia5String('http://ocsp.example'))),
      [0, 1],
      0,
      'der/wrong-tag',
    ],
    ['extKeyUsage with a number', 'extKeyUsage', sequence(integer('01')), [0], 0, 'der/wrong-tag'],
    [
      'extKeyUsage with a padded identifier',
      'extKeyUsage',
      sequence(tlv(0x06, fromHex('2b800601'))),
      [0],
      0,
      'der/object-identifier',
    ],
    ['keyUsage with impossible unused bits', 'keyUsage', fromHex('03020880'), 'value', 0, 'der/bit-string'],
    ['keyUsage with unused bits that are set', 'keyUsage', fromHex('03020781'), 'value', 3, 'der/bit-string'],
    ['keyUsage that is an OCTET STRING', 'keyUsage', octetString(fromHex('80')), 'value', 0, 'der/wrong-tag'],
    [
      'basicConstraints with a negative path length',
      'basicConstraints',
      sequence(boolean(true), rawInteger('ff')),
      [1],
      0,
      'der/integer-out-of-range',
    ],
    [
      'basicConstraints with two path lengths',
      'basicConstraints',
      sequence(boolean(true), integer('00'), integer('00')),
      [2],
      0,
      'der/trailing-bytes',
    ],
    [
      'subjectAltName with a constructed dNSName',
      'subjectAltName',
      sequence(tlv(0xa2, text(''))),
      [0],
      0,
      'der/wrong-tag',
    ],
    [
      'subjectAltName with a primitive otherName',
      'subjectAltName',
      sequence(implicitPrimitive(0, fromHex('00'))),
      [0],
      0,
      'der/wrong-tag',
    ],
    [
      'subjectAltName with a choice 9',
      'subjectAltName',
      sequence(dns('a'), implicitPrimitive(9, fromHex('00'))),
      [1],
      0,
      'der/wrong-tag',
    ],
    [
      'subjectAltName with a UTF8String',
      'subjectAltName',
      sequence(utf8String('host.example')),
      [0],
      0,
      'der/wrong-tag',
    ],
    [
      'subjectAltName with an otherName without a value',
      'subjectAltName',
      sequence(tlv(0xa0, objectIdentifier('1.2.3'))),
      [0],
      6,
      'der/truncated',
    ],
    [
      'subjectAltName with BER in a directoryName',
      'subjectAltName',
      sequence(explicit(4, withLongLengthForm(sequence()))),
      [0, 0],
      1,
      'der/non-minimal-length',
    ],
    ['subjectAltName cut off', 'subjectAltName', sequence(fromHex('8205616263')), [0], 0, 'der/truncated'],
    [
      'subjectAltName with a name after the list',
      'subjectAltName',
      fromHex('30038201618200'),
      'value',
      5,
      'der/trailing-bytes',
    ],
    [
      'subjectKeyIdentifier without its OCTET STRING',
      'subjectKeyIdentifier',
      fromHex('aabb'),
      'value',
      0,
      'der/wrong-tag',
    ],
    ['subjectKeyIdentifier that is empty', 'subjectKeyIdentifier', fromHex(''), 'value', 0, 'der/truncated'],
    [
      'authorityKeyIdentifier with an unknown field',
      'authorityKeyIdentifier',
      sequence(implicitPrimitive(3, fromHex('00'))),
      [0],
      0,
      'der/trailing-bytes',
    ],
    [
      'authorityKeyIdentifier with a padded serial number',
      'authorityKeyIdentifier',
      sequence(implicitPrimitive(2, fromHex('0001'))),
      [0],
      2,
      'der/non-minimal-integer',
    ],
    [
      'cRLDistributionPoints that hold a URI bare',
      'crlDistributionPoints',
      sequence(uri('http://crl.example')),
      [0],
      0,
      'der/wrong-tag',
    ],
    [
      'cRLDistributionPoints in BER',
      'crlDistributionPoints',
      withIndefiniteLengthForm(sequence()),
      'value',
      1,
      'der/indefinite-length',
    ],
    [
      'certificatePolicies with an empty PolicyInformation',
      'certificatePolicies',
      sequence(sequence()),
      [0],
      2,
      'der/truncated',
    ],
    [
      'certificatePolicies with the identifiers bare',
      'certificatePolicies',
      sequence(objectIdentifier('2.23.140.1.2.1')),
      [0],
      0,
      'der/wrong-tag',
    ],
    [
      'an SCT list without its inner OCTET STRING',
      'signedCertificateTimestampList',
      fromHex('00020000'),
      'value',
      0,
      'der/wrong-tag',
    ],
    [
      'an SCT list with something after it',
      'signedCertificateTimestampList',
      fromHex('0402000005'),
      'value',
      4,
      'der/trailing-bytes',
    ],
  ];

  it.each(MALFORMED)('%s', (_, name, value, inside, plus, code) => {
    const bytes = embedded(
      certificateWith(
        extension(ID[name], value),
        // Its neighbour still speaks.
        name === 'basicConstraints'
          ? extension(ID.extKeyUsage, sequence(objectIdentifier('1.3.6.1.5.5.7.3.1')))
          : extension(ID.basicConstraints, sequence()),
      ),
    );
    const certificate = decoded(bytes);
    const valueAt = offsetOf(bytes, [0, TBS.extensions, 0, 0, 1]) + 2;
    const place = inside === 'value' ? 0 : offsetOf(value, inside);
    expect(certificate.extensions.map(({ extnID }) => extnID)[0]).toBe(ID[name]);
    expect(Object.keys(certificate.known)).toEqual([name === 'basicConstraints' ? 'extKeyUsage' : 'basicConstraints']);
    expect(certificate.defects.map(({ code, offset, signed }) => ({ code, offset, signed }))).toEqual([
      { code, offset: valueAt + place + plus, signed: true },
    ]);
  });

  it('and says which one, and where in its value', () => {
    const certificate = decoded(certificateWith(extension(ID.extKeyUsage, sequence(integer('01')))));
    expect(certificate.defects[0]!.message).toBe(
      'Extension 2.5.29.37 cannot be read: a KeyPurposeId should be OBJECT IDENTIFIER but is INTEGER, at offset 2 of its value',
    );
  });

  it('and nothing is said about an unknown one, whatever it holds', () => {
    expect(
      decoded(certificateWith(extension('1.2.3', fromHex('3080')), extension('2.5.29.20', nullValue()))).defects,
    ).toEqual([]);
  });

  it('and bits beyond the ninth of keyUsage mean nothing', () => {
    const certificate = decoded(certificateWith(extension(ID.keyUsage, bitString(fromHex('800001')))));
    expect([...certificate.known.keyUsage!]).toEqual(['digitalSignature']);
  });
});
