import { describe, expect, test } from 'vitest';
import type { Extension } from '../../../src/core/model/asn1.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { gather } from '../../../src/core/verify/gather.ts';
import { unknownCriticalOf } from '../../../src/core/verify/status.ts';
import * as pki from '../../pki/index.ts';
import { evidenceOf, verifyAll } from './evidence.ts';
import { responseOf } from './read.ts';

const CA = pki.issuingA();
const DELEGATE = pki.responder();
const LEAF = pki.tlsCertificate();
const PRODUCED = '2022-11-01T00:00:00Z';
const changed = (octets: Uint8Array) => octets.map((octet) => octet ^ 1);

const single = (more: Partial<pki.SingleResponseOptions> = {}) =>
  pki.singleResponse({
    issuer: CA,
    serialNumber: LEAF,
    status: 'good',
    thisUpdate: PRODUCED,
    nextUpdate: null,
    ...more,
  });
const response = (more: Partial<pki.ResponseOptions> = {}) =>
  pki.ocspResponse({
    signer: DELEGATE,
    certs: [DELEGATE.certificate],
    producedAt: PRODUCED,
    responses: [single()],
    ...more,
  });

/** The authoritative statuses about the one certificate. */
async function statuses(bytes: Uint8Array, ...others: readonly Uint8Array[]) {
  const certificates = [LEAF, ...(others.length ? others : [CA.certificate])];
  const { entries } = await verifyAll([
    ['ocsp-response', bytes],
    ...certificates.map((der) => ['certificate', der] as const),
  ]);
  return entries.find(({ subject }) => subject.inHand.sha256 === pki.fingerprint(LEAF))!.statuses;
}

describe('an AuthoritativeStatus', () => {
  test('is made of a valid signature, an authorised responder and a CertID of this certificate', async () => {
    const [status, ...rest] = await statuses(response());
    expect(rest).toEqual([]);
    expect(status).toMatchObject({ responder: 'delegated', producedAt: Date.parse(PRODUCED) });
    expect(status!.single.certStatus).toEqual({ type: 'good' });
    expect(await statuses(pki.ocspResponse({ signer: CA, producedAt: PRODUCED, responses: [single()] }))).toMatchObject(
      [{ responder: 'issuer' }],
    );
  });

  test.each<[string, Uint8Array, Uint8Array?]>([
    ['the signature is invalid', response({ changeSignature: changed })],
    [
      'what was signed was changed',
      response({
        changeAfterSigning: (tbs) => pki.der.changeAt(tbs, [1], () => pki.der.generalizedTime('2022-11-01T00:00:01Z')),
      }),
    ],
    ['the signature cannot be verified', response({ writtenAlgorithm: pki.defects.unknownAlgorithm() })],
    ['the signer is missing', response({ certs: [] })],
    ['the responder is another CA’s', response({ ...strangers() })],
    ['the issuer is missing', response(), pki.rootA().certificate],
    ['the serial number is another', response({ responses: [single({ serialNumber: pki.serial('other') })] })],
    ['the issuer named is another', response({ responses: [single({ issuer: pki.issuingARekeyed() })] })],
    ['the response has a critical extension nobody knows', response({ extensions: [pki.unknownExtension(true)] })],
    ['the SingleResponse has one', response({ responses: [single({ extensions: [pki.unknownExtension(true)] })] })],
    ['it is an error', pki.errorResponse('unauthorized')],
    ['it cannot be read', pki.defects.withTruncation(response())],
  ])('is none when %s', async (_, bytes, other) => {
    expect(await statuses(bytes, ...(other ? [other] : []))).toEqual([]);
  });

  test('is none when a SingleResponse about another certificate has a critical extension', async () => {
    const responses = [single({ extensions: [pki.unknownExtension(true)] }), single({ status: 'unknown' })];
    expect(await statuses(response({ responses }))).toEqual([]);
  });

  test('is one for a precertificate and its certificate together', async () => {
    const { entries } = await verifyAll([
      ['certificate', LEAF],
      ['precertificate', pki.precertificate()],
      ['certificate', CA.certificate],
      ['ocsp-response', response()],
    ]);
    expect(entries.map((entry) => entry.statuses.length)).toEqual([1]);
  });

  function strangers(): Partial<pki.ResponseOptions> {
    const stranger = pki.responder({ issuer: pki.issuingB() });
    return { signer: stranger, certs: [stranger.certificate] };
  }
});

describe('a critical extension that nobody here understands', () => {
  const extension = (extnID: string, critical = true): Extension => ({
    extnID,
    critical,
    extnValue: new Uint8Array(),
    der: new Uint8Array(),
  });
  const unknown = extension('1.3.6.1.4.1.99999.1');
  const data = responseOf(response({})).basicOCSPResponse!.tbsResponseData;
  const found = (responseExtensions: readonly Extension[], ...singles: readonly (readonly Extension[])[]) =>
    unknownCriticalOf({
      ...data,
      responseExtensions,
      responses: singles.map((singleExtensions) => ({ ...data.responses[0]!, singleExtensions })),
    });

  test('is one that is critical, of the response or of any SingleResponse', () => {
    expect(found([extension(OID.sctList), unknown, extension('1.3.6.1.4.1.99999.1', false)])).toEqual([
      extension(OID.sctList),
      unknown,
    ]);
    expect(found([], [], [unknown])).toEqual([unknown]);
  });

  test('is understood in its own place only', () => {
    const whole = [extension(OID.pkixOcspNonce), extension(OID.pkixOcspExtendedRevoke)];
    const single = [extension(OID.reasonCode), extension(OID.pkixOcspArchiveCutoff), extension(OID.ocspSctList)];
    expect(found(whole, single)).toEqual([]);
    expect(found(single, whole)).toEqual([...single, ...whole]);
  });
});

describe('gather', () => {
  const embeddedIn = async (...certs: readonly Uint8Array[]) => {
    const bytes = response({ certs });
    return (await gather([await evidenceOf('ocsp-response', bytes)])).responses[0]!.embedded;
  };

  test('keeps the certificates of a response, each once, and passes over what is none', async () => {
    const embedded = await embeddedIn(DELEGATE.certificate, pki.der.sequence(), CA.certificate, DELEGATE.certificate);
    expect(embedded.map(({ sha256, handedIn }) => [sha256, handedIn])).toEqual([
      [pki.fingerprint(DELEGATE.certificate), false],
      [pki.fingerprint(CA.certificate), false],
    ]);
  });

  test('knows an embedded certificate that was handed in too, whichever came first', async () => {
    const evidence = [
      await evidenceOf('ocsp-response', response()),
      await evidenceOf('certificate', DELEGATE.certificate),
    ];
    const { certificates, responses } = await gather(evidence);
    expect(certificates).toHaveLength(1);
    expect(certificates[0]!.handedIn).toBe(true);
    expect(responses[0]!.embedded).toEqual(certificates);
  });

  test('tells certificates apart that end alike', async () => {
    const twins = ['01', '02'].map((serialNumber) =>
      pki.tlsCertificate({ serialNumber, more: { changeSignature: (octets) => octets.fill(7) } }),
    );
    expect((await embeddedIn(...twins)).map(({ sha256 }) => sha256)).toEqual(twins.map(pki.fingerprint));
  });

  test('keeps what does not decode, with its reason', async () => {
    const broken = await evidenceOf('certificate', pki.defects.withTrailingBytes(LEAF));
    const { certificates, undecodable } = await gather([broken]);
    expect(certificates).toEqual([]);
    expect(undecodable).toMatchObject([{ evidence: broken, failure: { code: 'der/trailing-bytes' } }]);
  });
});
