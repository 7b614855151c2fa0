import { expect } from 'vitest';
import {
  crlDistributionPoint,
  der,
  extension,
  issuingA,
  issuingAuthority,
  issuingMail,
  key,
  rootA,
  serial,
  tlsCertificate,
} from '../../pki/index.ts';
import type { IssuingDistributionPointOptions } from '../../pki/index.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { crlOf, entryFor, URI } from '../crls.ts';
import { around, boundary, covers, fails, issuer, judge, judgeAll, notApplicable, passes } from '../judge.ts';
import type { Bytes, Found, Piece } from '../judge.ts';

const RULE = 'mrsp/crl-idp';
covers(RULE);

const leaf = (host = 'www.example.test', uri = URI): Bytes =>
  tlsCertificate({
    host,
    notBefore: '2023-01-01T00:00:00Z',
    extensions: { crlDistributionPoints: crlDistributionPoint(uri) },
  });

/** What the rule finds about a CRL with this issuing distribution point. */
const scoped = (point: IssuingDistributionPointOptions, ...others: readonly Piece[]): Promise<Found> =>
  judge(RULE, [issuer(), crlOf({ issuingDistributionPoint: point }), ...others]);

const OTHER = 'http://crl.example-trust.example/tls02.crl';
const directory = (): Bytes => der.tlv(0xa0, der.tlv(0xa4, issuingA().name));

fails('not critical', async () => {
  const found = await scoped({ uri: URI, critical: false }, leaf());
  expect(found).toMatchObject({ outcome: 'violation', edition: '2.8.1', section: '6.1.2' });
  expect(found.message).toContain('is not critical');
});

fails('a distribution point without a URI', async () => {
  const found = await scoped({ name: directory(), critical: true });
  expect(found.outcome).toBe('violation');
  expect(found.message).toContain('has no URI');
  const relative = await scoped({ name: der.tlv(0xa1), critical: false });
  expect(relative.message).toContain('is not critical and has no URI');
});

fails('a URI that nobody in hand names', async () => {
  const found = await scoped({ uri: OTHER, critical: true }, leaf());
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing.join()).toContain('CCADB');
});

fails('the URI of a certificate that the CA did not sign', async () => {
  const forged = tlsCertificate({
    notBefore: '2023-01-01T00:00:00Z',
    more: { changeSignature: (bytes) => bytes.map((octet) => octet ^ 1) },
  });
  expect(await scoped({ uri: URI, critical: true }, forged)).toMatchObject({ outcome: 'cannot-tell' });
});

fails('an extension that cannot be read', async () => {
  const broken = extension(OID.issuingDistributionPoint, true, der.sequence(der.integer('01')));
  const found = await judge(RULE, [issuer(), crlOf({ extensions: [broken] })]);
  expect(found.outcome).toBe('cannot-tell');
});

fails('for all certificates, yet one that was revoked before is not in it', async () => {
  const before = crlOf({
    thisUpdate: '2023-02-25T00:00:00Z',
    entries: [entryFor('www.example.test', '2023-02-20T00:00:00Z')],
  });
  const found = await judge(RULE, [issuer(), leaf(), before, crlOf()], { on: crlOf() });
  expect(found.outcome).toBe('warning');
  expect(found.message).toContain('the CRL issued at 2023-02-25T00:00:00Z lists as revoked');
  expect(found.evidence).toHaveLength(3);
});

fails('for all certificates, but these name different CRLs', async () => {
  const found = await judge(RULE, [issuer(), leaf(), leaf('api.example.test', OTHER), crlOf()]);
  expect(found.outcome).toBe('cannot-tell');
  expect(found.message).toContain(`${URI}; ${OTHER}`);
});

fails('for user certificates, of a CA that may have issued others', async () => {
  const certifying = issuingAuthority(rootA(), {
    subject: issuingA().name,
    key: key('issuingA'),
    serialNumber: serial('issuing A that certifies'),
    extensions: { basicConstraints: extension(OID.basicConstraints, true, der.sequence(der.boolean(true))) },
  });
  const list = crlOf({ issuer: certifying, issuingDistributionPoint: { critical: true } });
  expect(await judge(RULE, [certifying.certificate, list])).toMatchObject({ outcome: 'cannot-tell' });
});

fails('without the certificate of its CA', async () => {
  const found = await judge(RULE, [crlOf({ issuingDistributionPoint: { uri: URI, critical: false } })]);
  expect(found).toMatchObject({ outcome: 'cannot-tell' });
  expect(found.missing.join()).toContain('Example Trust TLS Issuing CA 01');
});

fails('a CRL with an invalid signature accuses nobody', async () => {
  const forged = crlOf({
    issuingDistributionPoint: { uri: URI, critical: false },
    changeSignature: (bytes) => bytes.map((octet) => octet ^ 1),
  });
  const found = await judge(RULE, [issuer(), forged]);
  expect(found.outcome).toBe('cannot-tell');
  expect(found.missing.join()).toContain('a CRL whose signature verifies (here: invalid)');
});

passes('critical, with the URI of a certificate', async () => {
  const found = await scoped({ uri: URI, critical: true }, leaf(), leaf('api.example.test', OTHER));
  expect(found.outcome).toBe('pass');
  expect(found.message).toContain(URI);
});

passes('for all certificates, as far as these show', async () => {
  expect(await judge(RULE, [issuer(), leaf(), leaf('api.example.test'), crlOf()])).toMatchObject({ outcome: 'pass' });
  const hold = crlOf({
    thisUpdate: '2023-02-25T00:00:00Z',
    entries: [entryFor('www.example.test', '2023-02-20T00:00:00Z', { reason: 6 })],
  });
  expect(await judge(RULE, [issuer(), leaf(), hold, crlOf()], { on: crlOf() })).toMatchObject({ outcome: 'pass' });
});

passes('for user certificates, of a CA that can issue nothing else', async () => {
  expect(await scoped({ critical: true })).toMatchObject({ outcome: 'pass' });
});

notApplicable('a CRL for CA or for attribute certificates', async () => {
  expect(await scoped({ critical: false, uri: URI, flags: [2] })).toMatchObject({ outcome: 'not-applicable' });
  expect(await scoped({ critical: false, uri: URI, flags: [5] })).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('the CRL of an S/MIME CA', async () => {
  const list = crlOf({ issuer: issuingMail(), issuingDistributionPoint: { uri: URI, critical: false } });
  expect(await judge(RULE, [issuingMail().certificate, list])).toMatchObject({ outcome: 'not-applicable' });
});

notApplicable('a CRL that cannot be decoded', async () => {
  const bytes = crlOf({ changeTbs: (tbs) => der.changeAt(tbs, [3], () => der.utcTimeOf('230332000000Z')) });
  expect(await judgeAll(RULE, [issuer(), { kind: 'crl', bytes }])).toMatchObject([{ outcome: 'not-applicable' }]);
});

boundary('thisUpdate since 2023-02-15', async () => {
  const found = await around('2023-02-15T00:00:00Z', (thisUpdate) =>
    judge(RULE, [issuer(), crlOf({ thisUpdate, issuingDistributionPoint: { uri: URI, critical: false } })]),
  );
  expect(found).toMatchObject([{ outcome: 'not-effective' }, { outcome: 'violation' }]);
});
