import { describe, expect, test } from 'vitest';
import type { EvidenceKind } from '../../../src/core/model/evidence.ts';
import { concatBytes, fromHex, toHex } from '../../../src/core/model/bytes.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { issuedOf, type SctCheck, type VerifiedEntry } from '../../../src/core/verify/index.ts';
import {
  defects,
  der,
  ecLog,
  extendedKeyUsage,
  extension,
  finalCertificate,
  fingerprint,
  issuerKeyHash,
  issuingA,
  issuingB,
  loggedTbs,
  logId,
  logList,
  precertificate,
  precertificateBySigningCertificate,
  precertificateSigningA,
  rsaLog,
  sctList,
  sctListExtension,
  signedCertificateTimestamp,
  tlsCertificate,
  type LeafOptions,
  type SctOptions,
} from '../../pki/index.ts';
import { theEntry, verifyAll } from './evidence.ts';

const LATER = '2022-10-15T12:10:00.456Z';
const EARLIER = '2022-10-15T12:00:03.123Z';
const LIST = logList([rsaLog(), ecLog()], '2022-09-01T00:00:00Z');
const CA = ['certificate', issuingA().certificate] as const;
const LOGS = ['ct-log-list', LIST] as const;

/** An SCT of the P-256 log over the default certificate's precertificate. */
const sct = (options: Partial<SctOptions> = {}): Uint8Array =>
  signedCertificateTimestamp({
    log: ecLog(),
    timestamp: Date.parse(EARLIER),
    issuerKeyHash: issuerKeyHash(),
    tbs: loggedTbs(),
    ...options,
  });
/** The final certificate with these octets as its SCT list. */
const finalWith = (list: Uint8Array, options: LeafOptions = {}): Uint8Array =>
  tlsCertificate({ ...options, extensions: { ...options.extensions, sctList: sctListExtension(list) } });

const entryOf = (final: Uint8Array, ...more: (readonly [EvidenceKind, Uint8Array | string])[]) =>
  theEntry([['certificate', final], CA, LOGS, ...more]);
const checksOf = ({ scts }: VerifiedEntry): SctCheck['outcome'][] => scts.map(({ outcome }) => outcome);

describe('embedded SCTs', () => {
  const both = finalCertificate({}, [
    { log: rsaLog(), at: LATER },
    { log: ecLog(), at: EARLIER },
  ]);

  test('of an RSA and a P-256 log are valid, and the earliest proves publication', async () => {
    const entry = await entryOf(both);
    expect(checksOf(entry)).toEqual(['valid', 'valid']);
    expect(entry.scts.map(({ log }) => log?.description)).toEqual([
      "Example 'Cedar 2022' log",
      "Example 'Maple 2022' log",
    ]);
    expect(entry.scts[0]).toMatchObject({
      why: null,
      signedInstead: null,
      log: { handedIn: fingerprint(Buffer.from(LIST)) },
    });
    expect(entry.publication).toEqual({
      instant: Date.parse(EARLIER),
      basis: 'sct',
      log: "Example Logs Example 'Maple 2022' log",
      maximumMergeDelay: 86400,
      evidence: [fingerprint(both), fingerprint(Buffer.from(LIST))].sort(),
    });
    expect(issuedOf(entry)).toEqual({ instant: Date.parse(EARLIER), basis: 'sct', notAfter: Date.parse(EARLIER) });
  });

  test('prove it for the precertificate of the same entry too', async () => {
    const entry = await entryOf(both, ['precertificate', precertificate()]);
    expect(entry.precertificate?.inHand.sha256).toBe(fingerprint(precertificate()));
    expect(issuedOf(entry).basis).toBe('sct');
  });

  test('are valid beside a precertificate that a precertificate signing certificate signed', async () => {
    const entry = await entryOf(
      both,
      ['certificate', precertificateSigningA().certificate],
      ['precertificate', precertificateBySigningCertificate(precertificateSigningA())],
    );
    expect(entry.differences).toEqual([]);
    expect(checksOf(entry)).toEqual(['valid', 'valid']);
  });

  test('of logs on no list prove nothing and accuse nobody', async () => {
    const entry = await theEntry([['certificate', both], CA]);
    expect(checksOf(entry)).toEqual(['unknown-log', 'unknown-log']);
    expect(entry.scts[1]).toMatchObject({ log: null, sct: { timestamp: Date.parse(EARLIER) } });
    expect(entry.scts[1]!.why).toBe(`No list of CT logs in hand has a log with the id ${toHex(logId(ecLog()))}`);
    expect(entry.publication).toBe(null);
    expect(issuedOf(entry)).toEqual({
      instant: Date.parse('2022-10-15T12:00:00Z'),
      basis: 'notBefore',
      notAfter: null,
    });
  });

  test('cannot be verified without the certificate of the CA', async () => {
    const entry = await theEntry([['certificate', both], LOGS]);
    expect(checksOf(entry)).toEqual(['no-issuer', 'no-issuer']);
    expect(entry.publication).toBe(null);
  });

  test('are not held against a certificate whose own signature cannot be verified', async () => {
    const algorithm = { identifier: defects.unknownAlgorithm(), sign: () => fromHex('00') };
    const entry = await entryOf(finalWith(sctList([sct()]), { more: { algorithm } }));
    expect(entry.subject.issuance.signature).toBe('unsupported');
    expect(checksOf(entry)).toEqual(['no-issuer']);
  });

  test('of a test log are valid and prove nothing', async () => {
    const list = LIST.replaceAll('"mmd"', '"log_type": "test", "mmd"');
    const entry = await theEntry([['certificate', both], CA, ['ct-log-list', list]]);
    expect(checksOf(entry)).toEqual(['valid', 'valid']);
    expect(entry.publication).toBe(null);
  });

  test('are not looked for where there are none', async () => {
    expect((await entryOf(tlsCertificate())).scts).toEqual([]);
    expect((await theEntry([['precertificate', precertificate()], CA, LOGS])).scts).toEqual([]);
  });
});

describe('an embedded SCT is invalid', () => {
  const flipped = (signature: Uint8Array): Uint8Array => signature.map((octet, at) => (at === 20 ? octet ^ 1 : octet));

  test.each([
    ['one bit of whose signature is flipped', sct({ changeSignature: flipped })],
    ['whose RSA signature is flipped', sct({ log: rsaLog(), changeSignature: flipped })],
    ['over another certificate', sct({ tbs: loggedTbs({ host: 'other.example.test' }) })],
    ["over another issuer's key", sct({ issuerKeyHash: issuerKeyHash({ issuer: issuingB() }) })],
    ['over the final certificate without SCTs as an x509_entry', sct({ certificate: tlsCertificate() })],
    ['whose timestamp was changed', concatBytes([sct().subarray(0, 40), fromHex('00'), sct().subarray(41)])],
    ['whose extensions were changed', concatBytes([sct().subarray(0, 41), fromHex('000100'), sct().subarray(43)])],
    ['that says RSA under a P-256 key', concatBytes([sct().subarray(0, 44), fromHex('01'), sct().subarray(45)])],
    ['with an empty signature', concatBytes([sct().subarray(0, 45), fromHex('0000')])],
  ])('%s', async (_what, octets) => {
    const entry = await entryOf(finalWith(sctList([octets])));
    expect(checksOf(entry)).toEqual(['invalid']);
    expect(entry.scts[0]).toMatchObject({ signedInstead: null });
    expect(entry.scts[0]!.why).toMatch(
      /^The signature of the log Example Logs Example '.* is not over the precertificate/,
    );
    expect(entry.publication).toBe(null);
  });

  test('beside a valid one, which still proves publication', async () => {
    const entry = await entryOf(finalWith(sctList([sct({ changeSignature: flipped }), sct({ log: rsaLog() })])));
    expect(checksOf(entry)).toEqual(['invalid', 'valid']);
    expect(entry.publication?.log).toBe("Example Logs Example 'Cedar 2022' log");
  });

  test('when the log signed the precertificate as an x509_entry, which shows what it signed', async () => {
    const final = finalWith(sctList([sct({ certificate: precertificate() })]));
    const entry = await entryOf(final, ['precertificate', precertificate()]);
    expect(checksOf(entry)).toEqual(['invalid']);
    expect(entry.scts[0]!.signedInstead).toMatchObject({
      type: 'x509_entry',
      inHand: { sha256: fingerprint(precertificate()) },
    });
    expect(entry.scts[0]!.why).toBe(
      `The log Example Logs Example 'Maple 2022' log signed it as an x509_entry, for the precertificate ${fingerprint(precertificate())}; an embedded SCT must be for a precert_entry`,
    );
    // The precertificate was public all the same.
    expect(entry.publication?.instant).toBe(Date.parse(EARLIER));
  });

  test('when the log signed another certificate of the same serial number as an x509_entry', async () => {
    const logged = tlsCertificate();
    const final = finalWith(sctList([sct({ certificate: logged })]));
    const { entries } = await verifyAll([['certificate', final], ['certificate', logged], CA, LOGS]);
    const entry = entries.find(({ scts }) => scts.length > 0)!;
    expect(entry.scts[0]!.signedInstead).toMatchObject({ type: 'x509_entry', inHand: { sha256: fingerprint(logged) } });
    expect(entry.publication).toBe(null);
  });

  test('when it is over a precertificate from which the final certificate differs', async () => {
    const other = { extensions: { extKeyUsage: extendedKeyUsage(OID.kpServerAuth) } };
    const final = finalWith(sctList([sct({ tbs: loggedTbs(other) })]));
    const entry = await entryOf(final, ['precertificate', precertificate(other)]);
    expect(entry.differences).toHaveLength(1);
    expect(checksOf(entry)).toEqual(['invalid']);
    expect(entry.scts[0]!.signedInstead).toMatchObject({
      type: 'precert_entry',
      inHand: { sha256: fingerprint(precertificate(other)) },
    });
    expect(entry.scts[0]!.why).toMatch(
      /signed it for the precertificate [0-9a-f]{64}, from which this certificate differs$/,
    );
    expect(entry.publication?.instant).toBe(Date.parse(EARLIER));
  });

  test('in a certificate that was changed after it was signed', async () => {
    const final = finalCertificate({}, [{ log: ecLog(), at: EARLIER }]);
    const at = Buffer.from(final).indexOf('www.example.test');
    const changed = final.map((octet, index) => (index === at ? 0x78 : octet));
    const entry = await entryOf(changed);
    expect(entry.subject.issuance.signature).toBe('invalid');
    expect(checksOf(entry)).toEqual(['invalid']);
  });
});

describe('an SCT that cannot be read', () => {
  test.each([
    ['of a later version is unsupported', sctList([sct({ version: 1 })]), 'unsupported', /says version 1/],
    [
      'with SHA-384 is unsupported',
      sctList([concatBytes([sct().subarray(0, 43), fromHex('05'), sct().subarray(44)])]),
      'unsupported',
      /hash 5, signature 3/,
    ],
    ['that is cut off is invalid', sctList([sct().subarray(0, 60)]), 'invalid', /The signature should have/],
    [
      'in a list that is cut off is invalid',
      sctList([sct()]).subarray(0, 60),
      'invalid',
      /^The SCT list cannot be read/,
    ],
    ['in an empty list is invalid', fromHex('0000'), 'invalid', /^The SCT list cannot be read/],
  ] as const)('%s', async (_what, list, outcome, why) => {
    const entry = await entryOf(finalWith(list));
    expect(checksOf(entry)).toEqual([outcome]);
    expect(entry.scts[0]!.why).toMatch(why);
    expect(entry.publication).toBe(null);
  });

  test('because its extension is not DER is unsupported: the defect says what is wrong', async () => {
    const sctListOfNothing = extension(OID.sctList, false, der.nullValue());
    const entry = await entryOf(tlsCertificate({ extensions: { sctListOfNothing } }));
    expect(checksOf(entry)).toEqual(['unsupported']);
    expect(entry.subject.inHand.certificate.defects.map(({ code }) => code)).toEqual(['der/wrong-tag']);
  });

  test('because there are too many: the first 32 are verified', async () => {
    const entry = await entryOf(finalWith(sctList(Array.from({ length: 33 }, () => sct()))));
    expect(checksOf(entry)).toEqual([...Array.from({ length: 32 }, () => 'valid'), 'unsupported']);
    expect(entry.scts[32]).toMatchObject({
      why: 'Only the first 32 SCTs of a certificate are verified',
      sct: { version: 'v1' },
    });
  });
});
