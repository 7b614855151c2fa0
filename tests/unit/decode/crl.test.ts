import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeCertificateList } from '../../../src/core/decode/index.ts';
import { concatBytes, fromHex, toHex } from '../../../src/core/model/bytes.ts';
import type { CertificateList, RevokedCertificate } from '../../../src/core/model/crl.ts';
import { OID } from '../../../src/core/model/oid.ts';
import * as pki from '../../pki/index.ts';
import type { Bytes } from '../../pki/der-writer.ts';
import { hasOpenssl, inTemporaryFolder, openssl, write, writePem } from '../../pki/openssl.ts';

const { der, extension } = pki;
const URI = 'http://crl.example-trust.example/tls01.crl';

const make = (options: Partial<pki.CrlOptions> = {}): Bytes =>
  pki.crl({
    issuer: pki.issuingA(),
    number: 7,
    thisUpdate: '2023-03-01T00:00:00Z',
    nextUpdate: '2023-03-08T00:00:00Z',
    entries: [
      { serialNumber: '42aa', revokedAt: '2022-10-14T09:00:00Z', reason: 4 },
      { serialNumber: '00ff01', revokedAt: '2050-01-02T03:04:05Z' },
    ],
    ...options,
  });

function decoded(bytes: Bytes): CertificateList {
  const result = decodeCertificateList(bytes);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}
const list = (options: Partial<pki.CrlOptions> = {}): CertificateList => decoded(make(options));
const codes = ({ defects }: { readonly defects: readonly { readonly code: string }[] }): string[] =>
  defects.map(({ code }) => code);

function codeOf(bytes: Bytes): string {
  const result = decodeCertificateList(bytes);
  return result.ok ? 'decoded' : result.code;
}
/** What refuses a CRL with a part of its TBSCertList replaced. */
const refused = (path: pki.der.Path, change: (found: Bytes) => Bytes): string =>
  codeOf(make({ changeTbs: (tbs) => der.changeAt(tbs, path, change) }));

// Positions in a TBSCertList: version, signature, issuer, thisUpdate, nextUpdate, revokedCertificates, crlExtensions.
const [VERSION, THIS_UPDATE, NEXT_UPDATE, ENTRIES, EXTENSIONS] = [0, 3, 4, 5, 6];

describe('a CertificateList', () => {
  it('is read field by field', () => {
    const bytes = make();
    const found = decoded(bytes);
    expect(found.der).toBe(bytes);
    expect(toHex(found.tbsCertList)).toBe(toHex(der.at(bytes, [0])));
    expect(found).toMatchObject({
      version: 2,
      thisUpdate: { raw: '230301000000Z', instant: Date.UTC(2023, 2, 1) },
      nextUpdate: { raw: '230308000000Z' },
      signatureAlgorithm: { algorithm: '1.2.840.113549.1.1.11' },
      unknownCritical: [],
      defects: [],
    });
    expect(toHex(found.signature.der)).toBe(toHex(found.signatureAlgorithm.der));
    expect(toHex(found.issuer.der)).toBe(toHex(pki.issuingA().name));
    expect(toHex(found.known.cRLNumber!)).toBe('07');
    expect(found.known.authorityKeyIdentifier!.keyIdentifier).toHaveLength(20);
    expect(found.known.issuingDistributionPoint).toBeUndefined();
    expect(found.signatureValue.bytes).toHaveLength(256);
  });

  it('needs neither entries nor nextUpdate nor version', () => {
    const plain = list({ entries: [], nextUpdate: null });
    expect(plain.revokedCertificates.size).toBe(0);
    expect(plain.nextUpdate).toBeUndefined();
    const first = list({
      changeTbs: (tbs) =>
        der.changeAt(
          der.changeAt(tbs, [EXTENSIONS], () => new Uint8Array()),
          [VERSION],
          () => new Uint8Array(),
        ),
    });
    expect(first).toMatchObject({ version: 1, crlExtensions: [], defects: [] });
    expect(first.revokedCertificates.size).toBe(2);
  });

  it('keeps what is off and certain as a defect', () => {
    expect(codes(list({ changeTbs: (tbs) => der.changeAt(tbs, [ENTRIES], () => der.sequence()) }))).toEqual([
      'der/empty-sequence',
    ]);
    const first = list({
      changeTbs: (tbs) =>
        der.changeAt(
          der.changeAt(tbs, [EXTENSIONS], () => new Uint8Array()),
          [VERSION],
          () => der.integer('00'),
        ),
    });
    expect(first).toMatchObject({ version: 1, defects: [{ code: 'crl/version', signed: true }] });
  });

  it('says one defect of its entries once', () => {
    const written = pki.extensionWithExplicitFalse(OID.reasonCode, der.enumerated(4));
    const entries = ['01', '02', '03'].map((serialNumber) => ({
      serialNumber,
      revokedAt: '2023-01-01T00:00:00Z',
      extensions: [written],
    }));
    const found = list({ entries });
    expect(codes(found)).toEqual(['der/explicit-default']);
    expect(found.revokedCertificates.at(2).reasonCode).toBe('superseded');
  });

  it.each([
    ['bytes after it', codeOf(concatBytes([make(), Uint8Array.of(0)])), 'der/trailing-bytes'],
    ['a cut', codeOf(make().subarray(0, -1)), 'der/truncated'],
    ['nothing', codeOf(new Uint8Array()), 'der/truncated'],
    ['a certificate', codeOf(pki.issuingA().certificate), 'der/wrong-tag'],
    ['version 3', refused([VERSION], () => der.integer('02')), 'crl/version'],
    ['extensions in v1', refused([VERSION], () => new Uint8Array()), 'crl/extensions-before-v2'],
    ['an impossible thisUpdate', refused([THIS_UPDATE], () => der.utcTimeOf('230230000000Z')), 'time/impossible'],
    ['a nextUpdate without zone', refused([NEXT_UPDATE], () => der.utcTimeOf('230308000000')), 'time/no-zone'],
    ['a padded serial number', refused([ENTRIES, 1, 0], () => der.rawInteger('000001')), 'der/non-minimal-integer'],
    ['an entry without a date', refused([ENTRIES, 1, 1], () => new Uint8Array()), 'der/truncated'],
    [
      'something after an entry',
      refused([ENTRIES, 0], (one) => der.sequence(...der.children(one), der.nullValue())),
      'der/trailing-bytes',
    ],
    [
      'an extension twice',
      refused([ENTRIES, 0, 2], (all) => der.sequence(...der.children(all), ...der.children(all))),
      'x509/duplicate-extension',
    ],
    ['an indefinite length', refused([ENTRIES, 1], der.withIndefiniteLengthForm), 'der/indefinite-length'],
    [
      'something after the extensions',
      refused([EXTENSIONS], (all) => concatBytes([all, der.nullValue()])),
      'der/trailing-bytes',
    ],
  ])('is refused with %s', (_what, found, code) => {
    expect(found).toBe(code);
  });
});

describe('an entry', () => {
  it('is found by its serial number', () => {
    const { revokedCertificates } = list();
    expect(revokedCertificates.size).toBe(2);
    expect(revokedCertificates.find(fromHex('42aa'))).toMatchObject([
      { revocationDate: { raw: '221014090000Z' }, reasonCode: 'superseded', defects: [] },
    ]);
    // 00ff01 has a sign octet: content octets are compared, as in a certificate.
    const [second] = revokedCertificates.find(fromHex('00ff01'));
    expect(second).toMatchObject({ revocationDate: { raw: '20500102030405Z', type: 'GeneralizedTime' } });
    expect(second).not.toHaveProperty('reasonCode');
    for (const absent of ['', '42', '42ab', 'ff01', '0042aa', '7fffffff'])
      expect(revokedCertificates.find(fromHex(absent))).toEqual([]);
  });

  it('of one serial number may be several, in the order of the list', () => {
    const entries = [4, 1, 5].map((reason) => ({ serialNumber: '42', revokedAt: '2023-01-01T00:00:00Z', reason }));
    const found = list({ entries: [...entries, { serialNumber: '41', revokedAt: '2023-01-01T00:00:00Z' }] });
    expect(found.revokedCertificates.find(fromHex('42')).map(({ reasonCode }) => reasonCode)).toEqual([
      'superseded',
      'keyCompromise',
      'cessationOfOperation',
    ]);
  });

  const withExtensions = (...extensions: readonly Bytes[]): RevokedCertificate =>
    list({ entries: [{ serialNumber: '42', revokedAt: '2023-01-01T00:00:00Z', extensions }] }).revokedCertificates.at(
      0,
    );

  it('tells since when a key was invalid', () => {
    const found = withExtensions(extension(OID.invalidityDate, false, der.generalizedTime('2022-12-24T00:00:00Z')));
    expect(found.invalidityDate).toMatchObject({ raw: '20221224000000Z' });
  });

  it.each([
    ['a reason that is none', extension(OID.reasonCode, false, der.enumerated(7)), 'ocsp/crl-reason'],
    ['a reason of another type', extension(OID.reasonCode, false, der.integer('04')), 'der/wrong-tag'],
    [
      'an invalidityDate in UTCTime',
      extension(OID.invalidityDate, false, der.utcTimeOf('221224000000Z')),
      'der/wrong-tag',
    ],
    [
      'an issuer without a name',
      extension(OID.certificateIssuer, true, der.sequence(der.implicitPrimitive(2))),
      'crl/certificate-issuer',
    ],
  ])('with %s speaks on, with a defect', (_what, one, code) => {
    const found = withExtensions(one);
    expect(codes(found)).toEqual([code]);
    expect(found).not.toHaveProperty('reasonCode');
    expect(found).not.toHaveProperty('invalidityDate');
    expect(found.crlEntryExtensions).toHaveLength(1);
  });

  it('of an indirect CRL belongs to the issuer named last', () => {
    const issuedBy = (name: Bytes, critical = true): Bytes =>
      extension(OID.certificateIssuer, critical, der.sequence(der.implicitPrimitive(2), der.tlv(0xa4, name)));
    const broken = extension(OID.certificateIssuer, true, der.sequence());
    const revokedAt = '2023-01-01T00:00:00Z';
    const { revokedCertificates } = list({
      entries: [
        { serialNumber: '01', revokedAt },
        { serialNumber: '02', revokedAt, extensions: [issuedBy(pki.issuingB().name)] },
        { serialNumber: '03', revokedAt },
        { serialNumber: '04', revokedAt, extensions: [issuedBy(pki.issuingA().name)] },
        { serialNumber: '05', revokedAt, extensions: [broken] },
        { serialNumber: '06', revokedAt },
        { serialNumber: '07', revokedAt, extensions: [issuedBy(pki.issuingB().name, false)] },
        { serialNumber: '08', revokedAt, extensions: [issuedBy(pki.issuingA().name, false)] },
        { serialNumber: '09', revokedAt, extensions: [issuedBy(pki.issuingB().name, false)] },
      ],
    });
    const names = Array.from({ length: 9 }, (_, at) => revokedCertificates.at(at).certificateIssuer);
    const [a, b] = [pki.issuingA().name, pki.issuingB().name].map(toHex);
    expect(names.map((name) => (name ? toHex(name.der) : name))).toEqual([undefined, b, b, a, null, null, b, a, b]);
  });
});

describe('the extensions of a list', () => {
  it('IssuingDistributionPoint: a URI and flags', () => {
    const none = { onlyContainsUserCerts: false, onlyContainsCACerts: false, onlyContainsAttributeCerts: false };
    const scope = (point: pki.IssuingDistributionPointOptions) =>
      list({ issuingDistributionPoint: point }).known.issuingDistributionPoint;
    expect(scope({ uri: URI, critical: true })).toEqual({
      ...none,
      distributionPoint: { type: 'fullName', uniformResourceIdentifiers: [URI] },
      onlyContainsUserCerts: true,
      onlySomeReasons: false,
      indirectCRL: false,
    });
    expect(scope({ critical: true, flags: [2, 4, 5] })).toEqual({
      onlyContainsUserCerts: false,
      onlyContainsCACerts: true,
      onlySomeReasons: false,
      indirectCRL: true,
      onlyContainsAttributeCerts: true,
    });
    const relative = der.tlv(0xa1, der.sequence(der.objectIdentifier('2.5.4.3'), der.tlv(0x0c, fromHex('41'))));
    expect(scope({ critical: true, flags: [], name: relative })).toMatchObject({
      ...none,
      distributionPoint: { type: 'nameRelativeToCRLIssuer' },
    });
    const some = extension(OID.issuingDistributionPoint, true, der.sequence(der.tlv(0x83, fromHex('0560'))));
    expect(list({ extensions: [some] }).known.issuingDistributionPoint).toMatchObject({ onlySomeReasons: true });
  });

  it.each([
    ['a flag that is neither', der.tlv(0x81, fromHex('01')), 'der/boolean', false],
    ['a flag that says its default', der.tlv(0x81, fromHex('00')), 'der/explicit-default', true],
    [
      'flags out of order',
      concatBytes([der.tlv(0x82, fromHex('ff')), der.tlv(0x81, fromHex('ff'))]),
      'der/trailing-bytes',
      false,
    ],
  ])('IssuingDistributionPoint: %s', (_what, content, code, readable) => {
    const found = list({ extensions: [extension(OID.issuingDistributionPoint, true, der.sequence(content))] });
    expect(codes(found)).toEqual([code]);
    expect(found.known.issuingDistributionPoint !== undefined).toBe(readable);
    expect(found.unknownCritical).toEqual(readable ? [] : [OID.issuingDistributionPoint]);
  });

  it('deltaCRLIndicator', () => {
    const found = list({ extensions: [extension(OID.deltaCRLIndicator, true, der.integer('06'))] });
    expect(toHex(found.known.deltaCRLIndicator!)).toBe('06');
    expect(found.unknownCritical).toEqual([]);
  });

  it('critical ones that nobody knows are named, also those of entries', () => {
    const unknown = (id: string, critical: boolean): Bytes => extension(id, critical, der.nullValue());
    const found = list({
      extensions: [unknown('1.2.3.4', true), unknown('1.2.3.5', false)],
      entries: ['01', '02'].map((serialNumber) => ({
        serialNumber,
        revokedAt: '2023-01-01T00:00:00Z',
        extensions: [unknown('1.2.3.6', true), unknown('1.2.3.7', false)],
      })),
    });
    expect(found.unknownCritical).toEqual(['1.2.3.4', '1.2.3.6']);
  });
});

describe('a hundred thousand entries', () => {
  const entries = Array.from({ length: 100_000 }, (_, at) => ({
    serialNumber: pki.serial(`entry ${at}`),
    revokedAt: '2023-01-01T00:00:00Z',
    ...(at % 2 ? { reason: [1, 3, 4, 5, 9][at % 5]! } : {}),
  }));
  const bytes = make({ entries });

  it('are read and searched', () => {
    const began = performance.now();
    const { revokedCertificates } = decoded(bytes);
    const read = performance.now();
    const first = revokedCertificates.find(fromHex(entries[99_999]!.serialNumber));
    const found = performance.now();
    const rounded = (ms: number): string => `${Math.round(ms)} ms`;
    process.stdout.write(
      `${bytes.length} octets: read in ${rounded(read - began)}, first search ${rounded(found - read)}\n`,
    );

    expect(revokedCertificates.size).toBe(100_000);
    expect(first).toMatchObject([{ reasonCode: 'privilegeWithdrawn' }]);
    for (const at of [0, 1, 777, 50_000])
      expect(revokedCertificates.find(fromHex(entries[at]!.serialNumber))).toEqual([revokedCertificates.at(at)]);
    expect(revokedCertificates.find(fromHex(pki.serial('another')))).toEqual([]);
  });
});

describe.runIf(hasOpenssl)('openssl', () => {
  it('reads the same in what we build, and we in what it builds', async () => {
    await inTemporaryFolder((folder) => {
      write(folder, 'ours.crl', make({ issuingDistributionPoint: { uri: URI, critical: true } }));
      const { said } = openssl(['crl', '-inform', 'DER', '-in', 'ours.crl', '-noout', '-text'], folder);
      expect(said).toContain('Serial Number: 42AA');
      expect(said).toContain('Superseded');
      expect(said).toContain(`URI:${URI}`);

      writePem(folder, 'ca.pem', [pki.issuingA().certificate]);
      write(folder, 'ca.key', pki.issuingA().key.pem);
      write(
        folder,
        'index.txt',
        'R\t300101000000Z\t230220100000Z,keyCompromise\t42AA\tunknown\t/CN=www.example.test\n',
      );
      write(folder, 'number', '0A\n');
      write(folder, 'ca.conf', CONF);
      const made = ['-gencrl', '-config', 'ca.conf', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-out', 'theirs.pem'];
      expect(openssl(['ca', ...made], folder)).toMatchObject({ status: 0 });
      expect(openssl(['crl', '-in', 'theirs.pem', '-outform', 'DER', '-out', 'theirs.crl'], folder).status).toBe(0);
      const theirs = decoded(new Uint8Array(readFileSync(join(folder, 'theirs.crl'))));
      expect(theirs).toMatchObject({ version: 2, defects: [], unknownCritical: [] });
      expect(toHex(theirs.known.cRLNumber!)).toBe('0a');
      expect(toHex(theirs.issuer.der)).toBe(toHex(pki.issuingA().name));
      expect(theirs.revokedCertificates.find(fromHex('42aa'))).toMatchObject([
        { revocationDate: { raw: '230220100000Z' }, reasonCode: 'keyCompromise' },
      ]);
    });
  });
});

const CONF = `[ca]
default_ca = example
[example]
database = index.txt
crlnumber = number
default_md = sha256
default_crl_days = 7
crl_extensions = list
[list]
authorityKeyIdentifier = keyid
`;
