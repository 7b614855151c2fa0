/** What is off in the octets: what stays certain is judged and reported, what does not is refused (policy.md 6.1). */
import type { Outcome, ResponseSignature, Verdict } from '../../../src/core/model/verdict.ts';
import { fromHex } from '../../../src/core/model/bytes.ts';
import * as pki from '../../pki/index.ts';
import { curves } from '../../pki/rfc6979.ts';
import { answer, EVALUATED_AT, files } from './define.ts';
import type { Answer, CaseDefinition, Rules } from './define.ts';

const { defects } = pki;
const HOST = 'host.example.test';
const LEAF: pki.LeafOptions = { host: HOST, notBefore: '2022-10-10T12:00:00Z' };
const E = '2022-10-15T12:00:00Z';

const precertificate = (): Uint8Array => pki.precertificate(LEAF);
const good = (more: Partial<Answer> = {}): Uint8Array =>
  answer({ about: precertificate(), status: 'good', at: E, ...more });

const one = (
  slug: string,
  title: string,
  note: string,
  response: Uint8Array,
  expected: { verdict: Verdict; statuses: readonly string[]; certificate?: Rules; response?: Rules },
  certificate: Record<string, Uint8Array> = { precertificate: precertificate() },
): CaseDefinition => ({
  slug,
  title,
  note,
  evaluatedAt: EVALUATED_AT,
  input: { ...files({ certificates: certificate, responses: {} }), 'response.ocsp': response },
  expect: {
    ruling: {
      certificates: [
        {
          host: HOST,
          verdict: expected.verdict,
          statuses: expected.statuses,
          ...(expected.certificate ? { rules: expected.certificate } : {}),
        },
      ],
      responses: [
        {
          file: 'response.ocsp',
          signature: 'valid',
          role: 'delegated',
          ...(expected.response ? { rules: expected.response } : {}),
        },
      ],
    },
  },
});

const DER = 'rfc6960/der';

function encodings(): CaseDefinition[] {
  const early = { host: HOST, notBefore: '2022-05-20T12:00:00Z' };
  const at = '2022-05-31T23:59:59Z';
  return [
    one(
      'der-trailing-bytes',
      'Octets after the response',
      'A line end behind the response: outside the signature, so anyone could have added it. policy.md 6.1.',
      defects.withTrailingBytes(good(), '0d0a'),
      { verdict: 'warning', statuses: ['good'], response: { [DER]: ['warning'] } },
    ),
    one(
      'der-empty-certs',
      'certs present but empty',
      'Outside the signature: a warning. The delegate’s certificate was handed in beside it. RFC 6960 section 4.2.1.',
      defects.withEmptyCerts(good()),
      { verdict: 'warning', statuses: ['good'], response: { [DER]: ['warning'] } },
      { precertificate: precertificate(), responder: pki.responder().certificate },
    ),
    one(
      'der-explicit-default-version',
      'version v1 written out',
      'A DEFAULT must not be encoded, and this one is signed: the CA made the DER error that MRSP 5.2 forbids since 2022-06-01. policy.md 6.1.',
      good({ more: defects.explicitDefaultVersion }),
      {
        verdict: 'violation',
        statuses: ['good'],
        certificate: { 'mrsp/precert-status': ['pass'] },
        response: { [DER]: ['violation'] },
      },
    ),
    one(
      'der-empty-response-extensions',
      'responseExtensions present but empty',
      'Extensions is SIZE (1..MAX); signed. policy.md 6.1.',
      good({ more: defects.emptyResponseExtensions }),
      { verdict: 'violation', statuses: ['good'], response: { [DER]: ['violation'] } },
    ),
    one(
      'der-one-second-early',
      'A signed DER error one second before MRSP 2.8',
      'Until 2022-06-01 MRSP 5.2 spoke of certificates only, so this is no violation yet. policy.md 6.1.',
      answer({ about: pki.tlsCertificate(early), status: 'good', at, more: defects.explicitDefaultVersion }),
      {
        verdict: 'warning',
        statuses: ['good'],
        certificate: { 'mrsp/final-status': ['pass'] },
        response: { [DER]: ['warning'] },
      },
      { final: pki.tlsCertificate(early) },
    ),
  ];
}

const TIME = 'rfc6960/time-encoding';

/** The moment is certain, the encoding forbidden: the status rule goes by the moment (policy.md 5.3, 6.1). */
function times(): CaseDefinition[] {
  const old = (): Uint8Array => pki.precertificate({ host: HOST, notBefore: '2022-09-20T12:00:00Z' });
  const unknown = (at: Uint8Array): Uint8Array =>
    pki.ocspResponse({
      signer: pki.responder(),
      producedAt: at,
      responses: [
        pki.singleResponse({
          issuer: pki.issuingA(),
          serialNumber: old(),
          status: 'unknown',
          thisUpdate: at,
          nextUpdate: '2022-10-03T00:00:00Z',
        }),
      ],
      certs: [pki.responder().certificate],
    });
  const timed = (
    slug: string,
    title: string,
    note: string,
    at: Uint8Array,
    ruling: Outcome,
    retroactive: Outcome,
  ): CaseDefinition => {
    const rules = (outcome: Outcome): Rules => ({ 'mrsp/precert-status': [outcome], [TIME]: ['violation'] });
    const made = one(
      slug,
      title,
      `${note} RFC 5280 section 4.1.2.5.2, policy.md 5.3 and 6.1.`,
      unknown(at),
      { verdict: 'violation', statuses: ['unknown'], certificate: rules(ruling), response: { [TIME]: ['violation'] } },
      { precertificate: old() },
    );
    const { certificates = [], responses = [] } = made.expect.ruling!;
    const other = certificates.map((certificate) => ({ ...certificate, rules: rules(retroactive) }));
    return { ...made, expect: { ...made.expect, retroactive: { certificates: other, responses } } };
  };
  return [
    timed(
      'time-offset-before',
      'An offset that hides the last hour before the date',
      '`20221001010000+0200` reads like October and is 2022-09-30T23:00:00Z.',
      defects.timeWithOffset('2022-10-01T01:00:00Z', '+0200'),
      'not-effective',
      'not-effective',
    ),
    timed(
      'time-offset-after',
      'An offset that hides the first hour of the duty',
      '`20220930170000-0700` reads like September and is 2022-10-01T00:00:00Z.',
      defects.timeWithOffset('2022-09-30T17:00:00Z', '-0700'),
      'not-effective',
      'violation',
    ),
    timed(
      'time-fraction-before',
      'A fraction of the last second',
      '`20220930235959.999Z` is still before the date: a fraction is never rounded up.',
      defects.timeWithFraction('2022-09-30T23:59:59Z', '999'),
      'not-effective',
      'not-effective',
    ),
    timed(
      'time-no-seconds-after',
      'A time without seconds',
      '`202210010000Z` is the first moment of the duty.',
      defects.timeWithoutSeconds('2022-10-01T00:00:00Z'),
      'not-effective',
      'violation',
    ),
  ];
}

/** Every bad file beside a good pair: the good one is judged, each bad one is a problem with a code. */
function refused(): CaseDefinition {
  const bad: Record<string, Uint8Array> = {
    'indefinite-length.der': defects.withIndefiniteLength(good()),
    'indefinite-length-inside.der': good({ more: defects.indefiniteLengthInside }),
    'non-minimal-length.der': defects.withNonMinimalLength(good()),
    'non-minimal-length-inside.der': good({ more: defects.nonMinimalLengthInside }),
    'non-minimal-serial.der': good({
      single: {
        certID: pki.der.changeAt(pki.certID(pki.issuingA(), pki.serialNumberOf(precertificate())), [3], () =>
          defects.nonMinimalSerial(pki.serialNumberOf(precertificate())),
        ),
      },
    }),
    'truncated.der': defects.withTruncation(good(), 40),
    'status-4.der': defects.withUnusedResponseStatus(),
    'no-response-bytes.der': defects.withoutResponseBytes(),
    'unknown-version.der': good({ more: defects.unknownVersion }),
    'unknown-type.der': good({ more: { responseType: '1.3.6.1.4.1.99999.3' } }),
    'good-with-content.der': good({ single: { certStatus: defects.goodWithContent } }),
    'month-13.der': good({ more: { producedAt: defects.impossibleMonth } }),
    'february-30.der': good({ single: { thisUpdate: defects.impossibleDay } }),
    'hour-24.der': good({ single: { nextUpdate: defects.impossibleHour } }),
  };
  const codes: Record<string, string> = {
    'february-30.der': 'time/impossible',
    'good-with-content.der': 'der/null',
    'hour-24.der': 'time/impossible',
    'indefinite-length-inside.der': 'der/indefinite-length',
    'indefinite-length.der': 'der/indefinite-length',
    'month-13.der': 'time/impossible',
    'no-response-bytes.der': 'ocsp/no-response-bytes',
    'non-minimal-length-inside.der': 'der/non-minimal-length',
    'non-minimal-length.der': 'der/non-minimal-length',
    'non-minimal-serial.der': 'der/non-minimal-integer',
    'status-4.der': 'ocsp/response-status',
    'truncated.der': 'der/truncated',
    'unknown-type.der': 'ocsp/response-type',
    'unknown-version.der': 'ocsp/version',
  };
  return {
    slug: 'der-refused',
    title: 'Responses that cannot be read for certain, beside one that can',
    note: 'Each of these was accepted by some parser. None is decoded here, each is kept and leaves a problem with its own code, and the good answer beside them counts. policy.md 6.1.',
    evaluatedAt: EVALUATED_AT,
    input: {
      ...files({ certificates: { precertificate: precertificate() }, responses: { response: good() } }),
      ...bad,
    },
    expect: {
      ruling: {
        certificates: [
          { host: HOST, verdict: 'no-violation-found', statuses: ['good'], rules: { 'mrsp/precert-status': ['pass'] } },
        ],
        responses: Object.keys(bad).map((file) => ({
          file,
          responseStatus: 'undecodable',
          signature: null,
          role: null,
          rules: { [DER]: ['cannot-tell'] },
        })),
        problems: Object.values(codes),
      },
    },
  };
}

/** Signature algorithms that WebCrypto knows, one response each, a minute apart. */
function algorithms(): CaseDefinition[] {
  const by = (key: pki.KeyName): pki.Authority => pki.responder({ key: pki.key(key), serialNumber: pki.serial(key) });
  const signed: [string, pki.Authority, pki.SignatureAlgorithm, ResponseSignature][] = [
    ['rsa-sha1', by('responderA'), pki.algorithms.sha1WithRSAEncryption, 'valid'],
    ['rsa-sha1-oiw', by('responderA'), pki.algorithms.sha1WithRSASignature, 'valid'],
    ['rsa-sha256', by('responderA'), pki.algorithms.sha256WithRSAEncryption, 'valid'],
    ['rsa-sha384', by('responderA'), pki.algorithms.sha384WithRSAEncryption, 'valid'],
    ['rsa-sha512', by('responderA'), pki.algorithms.sha512WithRSAEncryption, 'valid'],
    ['rsa-sha256-no-parameters', by('responderA'), pki.algorithms.sha256WithRSAEncryptionWithoutNull, 'valid'],
    ['pss-sha1-defaults', by('responderA'), pki.algorithms.pssSha1, 'valid'],
    ['pss-sha256', by('responderA'), pki.algorithms.pssSha256, 'valid'],
    ['pss-sha384', by('responderA'), pki.algorithms.pssSha384, 'valid'],
    ['pss-sha512', by('responderA'), pki.algorithms.pssSha512, 'valid'],
    ['pss-sha256-salt-20', by('responderA'), pki.pss('sha256', 20), 'valid'],
    ['p256-sha1', by('responderB'), pki.algorithms.ecdsaWithSHA1, 'valid'],
    ['p256-sha256', by('responderB'), pki.algorithms.ecdsaWithSHA256, 'valid'],
    ['p256-sha512', by('responderB'), pki.algorithms.ecdsaWithSHA512, 'valid'],
    ['p384-sha384', by('responderP384'), pki.algorithms.ecdsaWithSHA384, 'valid'],
    ['p521-sha512', by('responderP521'), pki.algorithms.ecdsaWithSHA512, 'valid'],
    ['ed25519', by('responderEd25519'), pki.algorithms.ed25519, 'valid'],
  ];
  const names = signed.map(([name]) => `${name}.ocsp`);
  const responses = signed.map(([, signer, algorithm], n) =>
    good({ signer, at: pki.later(E, 60 * n), more: { algorithm } }),
  );
  const unsupported = good({ more: { writtenAlgorithm: defects.unknownAlgorithm() } });
  const named = (all: readonly string[]): Record<string, Uint8Array> =>
    Object.fromEntries(all.map((name, n) => [name, responses[n]!]));
  return [
    {
      slug: 'signature-algorithms',
      title: 'Every signature algorithm that can be verified',
      note: 'RSA PKCS #1 v1.5 and PSS, ECDSA on three curves also with a hash that is not the curve’s own, Ed25519, and the old OIW identifier. Whether a CA may use them is another question.',
      evaluatedAt: EVALUATED_AT,
      input: { ...files({ certificates: { precertificate: precertificate() }, responses: {} }), ...named(names) },
      expect: {
        ruling: {
          responses: signed.map(([name, , , signature]) => ({
            file: `${name}.ocsp`,
            signature,
            role: 'delegated',
            authorized: [true],
          })),
        },
      },
    },
    {
      slug: 'signature-unsupported',
      title: 'An algorithm that nobody knows',
      note: 'It cannot be judged, which is not the same as invalid. verdict-format section 1.',
      evaluatedAt: EVALUATED_AT,
      input: {
        ...files({ certificates: { precertificate: precertificate() }, responses: {} }),
        'response.ocsp': unsupported,
      },
      expect: {
        ruling: {
          certificates: [
            { host: HOST, verdict: 'cannot-tell', statuses: [], rules: { 'mrsp/precert-status': ['cannot-tell'] } },
          ],
          responses: [
            { file: 'response.ocsp', signature: 'unsupported', rules: { 'rfc6960/signature': ['cannot-tell'] } },
          ],
        },
      },
    },
    malleable(by('responderB')),
    paddings(),
  ];
}

/** One right pair of numbers r and s, written wrongly in every way that some verifier once accepted. */
function malleable(signer: pki.Authority): CaseDefinition {
  const hex = (value: bigint): string => value.toString(16).padStart(64, '0');
  const { integer, rawInteger, sequence, tlv } = pki.der;
  const writings: Record<string, (numbers: { r: bigint; s: bigint }) => Uint8Array> = {
    'padded-r': ({ r, s }) => sequence(rawInteger(`0000${hex(r)}`), integer(hex(s))),
    'negative-r': ({ r, s }) => sequence(rawInteger(`ff${hex(r)}`), integer(hex(s))),
    'r-plus-order': ({ r, s }) => sequence(integer((r + curves['P-256'].n).toString(16)), integer(hex(s))),
    'zero-r': ({ s }) => sequence(integer('00'), integer(hex(s))),
    'zero-s': ({ r }) => sequence(integer(hex(r)), integer('00')),
    swapped: ({ r, s }) => sequence(integer(hex(s)), integer(hex(r))),
    'three-numbers': ({ r, s }) => sequence(integer(hex(r)), integer(hex(s)), integer('01')),
    'trailing-octet': ({ r, s }) => defects.withTrailingBytes(pki.ecdsaSigValue(r, s)),
    'indefinite-length': ({ r, s }) => defects.withIndefiniteLength(pki.ecdsaSigValue(r, s)),
    'long-length': ({ r, s }) => defects.withNonMinimalLength(pki.ecdsaSigValue(r, s)),
    'without-der': ({ r, s }) => fromHex(hex(r) + hex(s)),
    set: ({ r, s }) => tlv(0x31, integer(hex(r)), integer(hex(s))),
  };
  const entries = Object.entries(writings).map(
    ([name, write], n) =>
      [
        `${name}.ocsp`,
        good({ at: pki.later(E, n), signer, more: { algorithm: defects.ecdsaWritten(write) } }),
      ] as const,
  );
  const unused = good({ at: pki.later(E, 100), signer, more: defects.unusedBitsInSignature(1) });
  return {
    slug: 'signature-ecdsa-writings',
    title: 'ECDSA signatures whose numbers are written wrongly',
    note: 'The numbers are right, their encoding is not (RFC 3279 section 2.2.3); or the encoding is right and the numbers are out of range. None verifies, none counts.',
    evaluatedAt: EVALUATED_AT,
    input: {
      ...files({ certificates: { precertificate: precertificate() }, responses: {} }),
      ...Object.fromEntries(entries),
      'unused-bits.ocsp': unused,
    },
    expect: {
      ruling: {
        certificates: [{ host: HOST, verdict: 'cannot-tell', statuses: [] }],
        responses: [
          ...entries.map(([file]) => ({ file, signature: 'invalid' as const })),
          { file: 'unused-bits.ocsp', signature: 'invalid' },
        ],
      },
    },
  };
}

/** RSA signatures whose padding, parameters or key are wrong in one way each. */
function paddings(): CaseDefinition {
  const { sha256WithRSAEncryption, ecdsaWithSHA256, pssSha256 } = pki.algorithms;
  const signed: [string, ResponseSignature, Partial<pki.ResponseOptions>][] = [
    ['block-type-2', 'invalid', { algorithm: defects.rsaBlockType2() }],
    ['other-filler', 'invalid', { algorithm: defects.rsaOtherFiller() }],
    ['garbage-behind-digest', 'invalid', { algorithm: defects.rsaGarbageBehindDigest() }],
    ['bare-digest', 'invalid', { algorithm: defects.rsaBareDigest() }],
    ['digest-info-without-null', 'invalid', { algorithm: defects.rsaDigestInfoWithoutNull() }],
    ['digest-info-with-garbage', 'invalid', { algorithm: defects.rsaDigestInfoWithGarbage() }],
    ['other-hash', 'invalid', { algorithm: defects.rsaOtherHash() }],
    ['one-bit-flipped', 'invalid', defects.flippedSignature],
    ['empty', 'invalid', defects.emptySignature],
    ['one-octet-short', 'invalid', { changeSignature: (signature) => signature.subarray(1) }],
    ['one-octet-long', 'invalid', { changeSignature: (signature) => Uint8Array.of(0, ...signature) }],
    ['unused-bits', 'invalid', defects.unusedBitsInSignature(4)],
    ['says-ecdsa', 'invalid', { writtenAlgorithm: ecdsaWithSHA256.identifier }],
    ['says-pss', 'invalid', { writtenAlgorithm: pssSha256.identifier }],
    ['pss-says-pkcs1', 'invalid', { algorithm: pssSha256, writtenAlgorithm: sha256WithRSAEncryption.identifier }],
    ['pss-other-salt-length', 'invalid', { algorithm: defects.pssOtherSaltLength() }],
    ['garbage-parameters', 'unsupported', { writtenAlgorithm: defects.withGarbageParameters('1.2.840.113549.1.1.11') }],
    [
      'pss-garbage-parameters',
      'unsupported',
      { writtenAlgorithm: defects.withGarbageParameters('1.2.840.113549.1.1.10') },
    ],
    ['pss-without-salt', 'valid', { algorithm: pki.pss('sha256', 0) }],
    ['pss-long-salt', 'valid', { algorithm: pki.pss('sha256', 200) }],
  ];
  const responses = Object.fromEntries(
    signed.map(([name, , options], n) => [`${name}.ocsp`, good({ at: pki.later(E, n), more: options })]),
  );
  return {
    slug: 'signature-rsa-writings',
    title: 'RSA signatures whose padding or parameters are wrong',
    note: 'Each was accepted by some verifier once. What is wrong is invalid; what cannot be read is unsupported, which accuses nobody; an unusual salt is neither.',
    evaluatedAt: EVALUATED_AT,
    input: { ...files({ certificates: { precertificate: precertificate() }, responses: {} }), ...responses },
    expect: {
      ruling: {
        responses: signed.map(([name, signature]) => ({ file: `${name}.ocsp`, signature })),
      },
    },
  };
}

export const encodingCases = (): CaseDefinition[] => [...encodings(), ...times(), refused(), ...algorithms()];
