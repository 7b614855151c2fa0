import { describe, expect, it } from 'vitest';
import { takeIn } from '../../../src/core/intake/index.ts';
import { compareCertificate, compareOCSPResponse, type Comparison } from '../../../src/second-opinion/index.ts';
import * as pki from '../../pki/index.ts';

const { defects } = pki;
const serialNumber = '00e4';
const single = (change: Partial<pki.SingleResponseOptions> = {}): Uint8Array =>
  pki.singleResponse({
    issuer: pki.issuingA(),
    serialNumber,
    status: 'good',
    thisUpdate: '2022-11-01T00:00:00Z',
    nextUpdate: '2022-11-05T00:00:00Z',
    ...change,
  });
const response = (change: Partial<pki.ResponseOptions> = {}): Uint8Array =>
  pki.ocspResponse({
    signer: pki.responder(),
    producedAt: '2022-11-01T00:00:00Z',
    responses: [single()],
    certs: [pki.responder().certificate],
    ...change,
  });

const disagreements = ({ fields }: Comparison) => fields.filter(({ agree }) => !agree);
const theirs = ({ fields }: Comparison, path: string) => fields.find((field) => field.path === path)?.theirs;

describe('where both decoders read the same', () => {
  it('agrees on every certificate and response of the sample case', async () => {
    const { evidence } = await takeIn(pki.sampleFiles());
    const compared: Record<string, number> = {};
    for (const { kind, bytes } of evidence) {
      const comparison = await (kind === 'ocsp-response' ? compareOCSPResponse(bytes) : compareCertificate(bytes));
      expect(comparison.error).toBeUndefined();
      expect(disagreements(comparison)).toEqual([]);
      expect(comparison.agree).toBe(true);
      compared[kind] = (compared[kind] ?? 0) + 1;
    }
    expect(Object.keys(compared).sort()).toEqual(['certificate', 'ocsp-response', 'precertificate']);
  });

  it('tells good from unknown, which the library both decodes to null', async () => {
    const comparison = await compareOCSPResponse(
      response({
        responses: [
          single(),
          single({ status: 'unknown' }),
          single({ status: { revokedAt: '2022-10-30T00:00:00Z', reason: 'superseded' } }),
        ],
      }),
    );
    expect(disagreements(comparison)).toEqual([]);
    expect([0, 1, 2].map((index) => theirs(comparison, `tbsResponseData.responses[${index}].certStatus`))).toEqual([
      'good',
      'unknown',
      'revoked',
    ]);
    expect(theirs(comparison, 'tbsResponseData.responses[2].certStatus.revocationReason')).toBe('superseded');
  });

  it('compares a serial number as a number, because the library drops its sign padding in places', async () => {
    const path = 'tbsResponseData.responses[0].certID.serialNumber';
    expect(theirs(await compareOCSPResponse(response()), path)).toBe('228');
    const certificate = pki.tlsCertificate({ serialNumber: '00e4' });
    expect(theirs(await compareCertificate(certificate), 'serialNumber')).toBe('228');
  });

  it('compares both forms of ResponderID, and the certificates inside a response field by field', async () => {
    const byName = await compareOCSPResponse(response({ responderID: 'name' }));
    expect(theirs(byName, 'tbsResponseData.responderID')).toBe('by name');
    expect(theirs(byName, 'certs[0].version')).toBe('v3');
    expect(theirs(await compareOCSPResponse(response()), 'tbsResponseData.responderID')).toBe('by key');
  });

  it('compares the status alone when there is nothing else', async () => {
    expect(await compareOCSPResponse(pki.errorResponse('unauthorized'))).toEqual({
      agree: true,
      fields: [
        { path: 'responseStatus', ours: 'unauthorized', theirs: 'unauthorized', agree: true },
        { path: 'responseBytes', ours: 'absent', theirs: 'absent', agree: true },
      ],
    });
  });

  it('agrees that an error status carries bytes, which ours does not read', async () => {
    const comparison = await compareOCSPResponse(defects.withErrorStatus(response()));
    expect(comparison.fields).toEqual([
      { path: 'responseStatus', ours: 'unauthorized', theirs: 'unauthorized', agree: true },
      { path: 'responseBytes', ours: 'present', theirs: 'present', agree: true },
    ]);
  });

  it.each([
    ['an explicit version v1', { ...defects.explicitDefaultVersion }],
    ['an empty list of extensions', { ...defects.emptyResponseExtensions }],
    ['a fraction of a second', { producedAt: defects.timeWithFraction('2022-11-01T00:00:00Z') }],
    // 0.57 * 1000 is 569.99… in floating point.
    ['a fraction that is no binary one', { producedAt: defects.timeWithFraction('2022-11-01T00:00:00Z', '57') }],
    ['no SingleResponse', { ...defects.noResponses }],
    ['a signature that does not verify', { ...defects.flippedSignature }],
  ])('agrees on a response with %s', async (_, change) => {
    const comparison = await compareOCSPResponse(response(change));
    expect(disagreements(comparison)).toEqual([]);
    expect(comparison.agree).toBe(true);
  });
});

describe('where they differ', () => {
  it('shows that the library misreads a time with an offset', async () => {
    const comparison = await compareOCSPResponse(
      response({ producedAt: defects.timeWithOffset('2022-11-01T00:00:00Z', '+0100') }),
    );
    expect(comparison.agree).toBe(false);
    // The library takes the weekday for the day and the local time zone for the offset's, so only ours is expected.
    expect(disagreements(comparison).map(({ path, ours }) => ({ path, ours }))).toEqual([
      { path: 'tbsResponseData.producedAt', ours: '2022-10-31T23:00:00.000Z' },
    ]);
  });

  it.each([
    ['trailing octets', defects.withTrailingBytes, 'der/trailing-bytes'],
    ['an indefinite length', defects.withIndefiniteLength, 'der/indefinite-length'],
    ['a length in too many octets', defects.withNonMinimalLength, 'der/non-minimal-length'],
  ])('says that only the library reads a certificate with %s', async (_, spoil, code) => {
    const { agree, fields, error } = await compareCertificate(spoil(pki.tlsCertificate()));
    expect({ agree, fields }).toEqual({ agree: false, fields: [] });
    expect(error).toContain(`refuses it (${code}:`);
  });

  it('shows an extension that only the library can read', async () => {
    const twoNames = pki.der.sequence(pki.der.implicitPrimitive(2, pki.textBytes('www.example.test')));
    const trailing = pki.extension('2.5.29.17', false, defects.withTrailingBytes(twoNames, '0500'));
    const certificate = pki.tlsCertificate({ extensions: { subjectAltName: trailing } });
    expect(disagreements(await compareCertificate(certificate))).toEqual([
      {
        path: 'extension 2.5.29.17',
        ours: 'cannot be read',
        theirs: 'DNS www.example.test; IP none; mail none; other none',
        agree: false,
      },
    ]);
  });
});

describe('what neither can read', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['text', pki.textBytes('<html>')],
    ['half a response', defects.withTruncation(response(), 100)],
  ])('agrees on %s, and says why', async (_, bytes) => {
    for (const comparison of [await compareOCSPResponse(bytes), await compareCertificate(bytes)]) {
      expect(comparison).toMatchObject({ agree: true, fields: [] });
      expect(comparison.error).toMatch(/^Neither decoder can read it\. Presumed: .+\. The other: .+\.$/);
    }
  });
});
