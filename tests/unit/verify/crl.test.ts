import { describe, expect, test } from 'vitest';
import { OID } from '../../../src/core/model/oid.ts';
import type { VerifiedCrl, VerifiedEntry } from '../../../src/core/verify/index.ts';
import * as pki from '../../pki/index.ts';
import type { Bytes } from '../../pki/der-writer.ts';
import { theEntry, verifyAll } from './evidence.ts';

const { der, extension } = pki;
const HOST = 'www.example.test';
const URI = 'http://crl.example-trust.example/tls01.crl';
const CA = ['certificate', pki.issuingA().certificate] as const;
/** From 2022-10-15T12:00:00Z to 2023-01-13T11:59:59Z. */
const LEAF = ['certificate', pki.tlsCertificate({ host: HOST })] as const;
const listing = (more: Partial<pki.CrlEntry> = {}): pki.CrlEntry => ({
  serialNumber: pki.serial(HOST),
  revokedAt: '2022-11-01T00:00:00Z',
  ...more,
});

const crl = (options: Partial<pki.CrlOptions> = {}): Bytes =>
  pki.crl({
    issuer: pki.issuingA(),
    number: 7,
    thisUpdate: '2022-11-02T00:00:00Z',
    nextUpdate: '2022-11-09T00:00:00Z',
    entries: [listing({ reason: 4 })],
    ...options,
  });
const changed = (bytes: Bytes): Bytes => bytes.map((octet) => octet ^ 1);

async function theCrl(bytes: Bytes, ...others: readonly (typeof CA)[]): Promise<VerifiedCrl> {
  const { crls } = await verifyAll([['crl', bytes], ...others]);
  expect(crls).toHaveLength(1);
  return crls[0]!;
}
const statuses = async (...crls: readonly Bytes[]): Promise<VerifiedEntry['crlStatuses']> =>
  (await theEntry([CA, LEAF, ...crls.map((bytes) => ['crl', bytes] as const)])).crlStatuses;
/** What one CRL says: the reason, `listed` without one, `not listed`, or nothing. */
async function said(options: Partial<pki.CrlOptions>): Promise<string> {
  const [status] = await statuses(crl(options));
  if (!status) return 'nothing';
  return status.revoked ? (status.revoked.reasonCode ?? 'listed') : 'not listed';
}

describe('a CRL', () => {
  test('is verified under the key of its issuer', async () => {
    const bytes = crl();
    expect(await theCrl(bytes, CA)).toMatchObject({
      sha256: pki.fingerprint(bytes),
      signature: 'valid',
      why: null,
      signer: { sha256: pki.fingerprint(CA[1]) },
      mayBeSigned: true,
    });
  });

  test('whose issuer is missing, or whose signature was changed, proves nothing', async () => {
    expect(await theCrl(crl())).toMatchObject({ signature: 'no-issuer', signer: null, mayBeSigned: null });
    const forged = await theCrl(crl({ changeSignature: changed }), CA);
    expect(forged).toMatchObject({ signature: 'invalid', why: 'The signature does not verify under this key' });
    expect(await statuses(crl({ changeSignature: changed }))).toEqual([]);
  });

  test('of another CA with the same Name has no issuer here', async () => {
    expect(await theCrl(crl({ issuer: pki.issuingNamesake() }), CA)).toMatchObject({ signature: 'no-issuer' });
    const both = await theCrl(crl({ issuer: pki.issuingNamesake() }), CA, [
      'certificate',
      pki.issuingNamesake().certificate,
    ]);
    expect(both).toMatchObject({
      signature: 'valid',
      signer: { sha256: pki.fingerprint(pki.issuingNamesake().certificate) },
    });
  });

  test('with another algorithm inside than outside is invalid', async () => {
    const other = pki.usualAlgorithm(pki.issuingB().key).identifier;
    const bytes = crl({ changeTbs: (tbs) => der.changeAt(tbs, [1], () => other) });
    expect(await theCrl(bytes, CA)).toMatchObject({ signature: 'invalid' });
  });

  test('that does not decode says why and costs nothing else', async () => {
    const { crls, entries } = await verifyAll([CA, LEAF, ['crl', crl().subarray(0, -1)], ['crl', crl()]]);
    expect(crls.map(({ failure, signature }) => failure?.code ?? signature).sort()).toEqual(['der/truncated', 'valid']);
    expect(entries[0]!.crlStatuses).toHaveLength(1);
  });
});

describe('the status that a CRL proves', () => {
  test('is the entry, with its date and reason', async () => {
    const date = extension(OID.invalidityDate, false, der.generalizedTime('2022-10-20T00:00:00Z'));
    const [status] = await statuses(crl({ entries: [listing({ reason: 1, extensions: [date] })] }));
    expect(status).toMatchObject({
      list: { thisUpdate: { raw: '221102000000Z' }, nextUpdate: { raw: '221109000000Z' } },
      revoked: {
        revocationDate: { raw: '221101000000Z' },
        reasonCode: 'keyCompromise',
        invalidityDate: { raw: '20221020000000Z' },
      },
    });
  });

  test('is the same for a precertificate, also one of a precertificate signing certificate', async () => {
    const signer = pki.precertificateSigningA();
    const made = pki.precertificateBySigningCertificate(signer, { host: HOST });
    const entry = await theEntry([CA, ['certificate', signer.certificate], ['precertificate', made], ['crl', crl()]]);
    expect(entry.crlStatuses).toMatchObject([{ revoked: { reasonCode: 'superseded' } }]);
  });

  test('comes from CRLs of its own issuer alone, by Name and key', async () => {
    const rekeyed = pki.issuingARekeyed();
    const entry = await theEntry([CA, LEAF, ['certificate', rekeyed.certificate], ['crl', crl({ issuer: rekeyed })]]);
    expect(entry.crlStatuses).toEqual([]);
    const other = pki.issuingB();
    const two = await theEntry([CA, LEAF, ['certificate', other.certificate], ['crl', crl({ issuer: other })]]);
    expect(two.crlStatuses).toEqual([]);
  });

  test('counts also when another certificate of the same key is in hand', async () => {
    const cross = ['certificate', pki.issuingACrossSigned().certificate] as const;
    const entry = await theEntry([CA, cross, LEAF, ['crl', crl()]]);
    expect(entry.crlStatuses).toMatchObject([{ revoked: { reasonCode: 'superseded' } }]);
  });

  test('needs a key that may sign CRLs', async () => {
    const lacking = pki.issuingAuthority(pki.rootA(), {
      subject: pki.issuingA().name,
      key: pki.key('issuingA'),
      serialNumber: pki.serial('issuing A without cRLSign'),
      extensions: { keyUsage: pki.keyUsage('keyCertSign') },
    });
    const without = ['certificate', lacking.certificate] as const;
    expect(await theCrl(crl(), without)).toMatchObject({ signature: 'valid', mayBeSigned: false });
    expect((await theEntry([without, LEAF, ['crl', crl()]])).crlStatuses).toEqual([]);
    expect((await theEntry([without, CA, LEAF, ['crl', crl()]])).crlStatuses).toHaveLength(1);
  });

  test('stands in the order of thisUpdate', async () => {
    const found = await statuses(
      crl({ thisUpdate: '2022-11-09T00:00:00Z' }),
      crl(),
      crl({ thisUpdate: '2022-10-26T00:00:00Z', entries: [] }),
    );
    expect(found.map(({ revoked }) => revoked?.reasonCode ?? 'not listed')).toEqual([
      'not listed',
      'superseded',
      'superseded',
    ]);
  });
});

describe('a certificate that is not listed', () => {
  const entries: pki.CrlEntry[] = [];
  const idp = (options: Partial<pki.IssuingDistributionPointOptions>) => ({
    entries,
    issuingDistributionPoint: { critical: true, ...options },
  });

  test.each<[string, Partial<pki.CrlOptions>, string]>([
    ['a CRL for all', { entries }, 'not listed'],
    ['its distribution point', idp({ uri: URI }), 'not listed'],
    ['user certificates', idp({}), 'not listed'],
    ['another distribution point', idp({ uri: `${URI}2` }), 'nothing'],
    ['a distribution point without URI', idp({ name: der.tlv(0xa1) }), 'nothing'],
    ['CA certificates', idp({ flags: [2] }), 'nothing'],
    ['attribute certificates', idp({ flags: [5] }), 'nothing'],
    [
      'some reasons',
      {
        entries,
        extensions: [
          extension(OID.issuingDistributionPoint, true, der.sequence(der.tlv(0x83, Uint8Array.of(5, 0x60)))),
        ],
      },
      'nothing',
    ],
    ['changes', { entries, extensions: [extension(OID.deltaCRLIndicator, true, der.integer('06'))] }, 'nothing'],
    ['the time before it', { entries, thisUpdate: '2022-10-15T11:59:59Z' }, 'nothing'],
    ['its first second', { entries, thisUpdate: '2022-10-15T12:00:00Z' }, 'not listed'],
    ['its last second', { entries, thisUpdate: '2023-01-13T11:59:59Z' }, 'not listed'],
    ['the time after it', { entries, thisUpdate: '2023-01-13T12:00:00Z' }, 'nothing'],
  ])('in a CRL for %s', async (_scope, options, expected) => {
    expect(await said(options)).toBe(expected);
  });

  test('but when it is listed, the scope does not matter', async () => {
    const listed = { ...idp({ uri: `${URI}2` }), entries: [listing()] };
    expect(await said(listed)).toBe('listed');
    expect(await said({ thisUpdate: '2024-01-01T00:00:00Z' })).toBe('superseded');
  });
});

describe('an indirect CRL', () => {
  const of = (name: Bytes): Bytes => extension(OID.certificateIssuer, true, der.sequence(der.tlv(0xa4, name)));
  const point = { critical: true, flags: [4] as const };

  test("lists another CA's certificate of the same serial number", async () => {
    const entries = [listing({ reason: 1, extensions: [of(pki.issuingB().name)] })];
    expect(await said({ entries, issuingDistributionPoint: point })).toBe('not listed');
  });

  test("and what follows is that CA's too, until the next name", async () => {
    const other = { serialNumber: '01', revokedAt: '2022-11-01T00:00:00Z', extensions: [of(pki.issuingB().name)] };
    const own = listing({ reason: 5, extensions: [of(pki.issuingA().name)] });
    expect(await said({ entries: [other, listing()], issuingDistributionPoint: point })).toBe('not listed');
    expect(await said({ entries: [other, own], issuingDistributionPoint: point })).toBe('cessationOfOperation');
  });
});

describe('a critical extension that nobody knows', () => {
  const unknown = extension('1.2.3.4', true, der.nullValue());
  test('of the list or of any entry makes the list useless', async () => {
    expect(await said({ extensions: [unknown] })).toBe('nothing');
    const other = { serialNumber: '01', revokedAt: '2022-11-01T00:00:00Z', extensions: [unknown] };
    expect(await said({ entries: [other, listing()] })).toBe('nothing');
    expect(await said({ extensions: [extension('1.2.3.4', false, der.nullValue())] })).toBe('superseded');
  });

  test('nor does one that cannot be read', async () => {
    expect(await said({ extensions: [extension(OID.issuingDistributionPoint, true, der.nullValue())] })).toBe(
      'nothing',
    );
  });
});
