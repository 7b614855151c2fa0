/** What shares an entry and what does not (verdict-format section 1, MRSP 5.4 "based on"). */
import * as pki from '../../pki/index.ts';
import { answer, EVALUATED_AT, files, text } from './define.ts';
import type { CaseDefinition, Expectation } from './define.ts';

const HOST = 'host.example.test';
const LEAF: pki.LeafOptions = { host: HOST, notBefore: '2022-10-10T12:00:00Z' };
const LATER: pki.LeafOptions = { ...LEAF, notBefore: '2022-10-10T13:00:00Z' };
const E = '2022-10-15T12:00:00Z';
const PRECERT = 'mrsp/precert-status';
const FINAL = 'mrsp/final-status';

const precertificate = (): Uint8Array => pki.precertificate(LEAF);
const good = (): Uint8Array => answer({ about: precertificate(), status: 'good', at: E });
const unknown = (): Uint8Array => answer({ about: precertificate(), status: 'unknown', at: E });
const other = (leaf: pki.LeafOptions): pki.LeafOptions => ({
  ...leaf,
  extensions: { subjectAltName: pki.subjectAltName({ dns: ['other.example.test'] }) },
});

const of = (
  slug: string,
  title: string,
  note: string,
  certificates: Record<string, Uint8Array>,
  response: Uint8Array | null,
  expectation: Expectation,
  withoutIssuer = false,
): CaseDefinition => ({
  slug: `entries-${slug}`,
  title,
  note,
  evaluatedAt: EVALUATED_AT,
  input: {
    ...files({ certificates, responses: {}, withoutIssuer }),
    ...(response ? { 'response.ocsp': response } : {}),
  },
  expect: { ruling: expectation },
});

const names = (count: number): Expectation['responses'] => [{ file: 'response.ocsp', names: [count] }];

export function entryCases(): CaseDefinition[] {
  const bySigner = (): Uint8Array => pki.precertificateBySigningCertificate(pki.precertificateSigningA(), LEAF);
  const final = (): Uint8Array => pki.finalCertificate(LEAF, [{ log: pki.ecLog(), at: '2022-10-10T12:00:02Z' }]);
  const signer = (): Uint8Array => pki.precertificateSigningA().certificate;
  const forged = { signer: pki.key('stranger') };
  return [
    of(
      'signing-certificate',
      'A final certificate and the precertificate of a signing certificate',
      'Same serial number, and the final issuer is the issuer of the precertificate signing certificate: one entry. MRSP 5.4.',
      { precertificate: bySigner(), final: final(), signer: signer() },
      good(),
      {
        certificates: [
          {
            host: HOST,
            kind: 'final',
            signature: 'valid',
            verdict: 'no-violation-found',
            statuses: ['good'],
            rules: { [FINAL]: ['pass'] },
          },
        ],
        responses: names(2),
        problems: [],
      },
    ),
    of(
      'final-does-not-match',
      'A final certificate that does not match its precertificate',
      'Same serial number and issuer, other names: still "based on" it, so one entry. MRSP 5.4, verdict-format section 1.',
      { precertificate: precertificate(), final: pki.tlsCertificate(other(LEAF)) },
      good(),
      {
        certificates: [{ host: 'other.example.test', kind: 'final', statuses: ['good'], rules: { [FINAL]: ['pass'] } }],
        responses: names(2),
      },
    ),
    of(
      'two-finals',
      'Two final certificates with one serial number',
      'Two entries, each judged by the one status. verdict-format section 1.',
      {
        first: pki.tlsCertificate(LEAF),
        second: pki.tlsCertificate({ ...other(LATER), serialNumber: pki.serial(HOST) }),
      },
      good(),
      {
        certificates: [
          { host: HOST, kind: 'final', statuses: ['good'], rules: { [FINAL]: ['pass'] } },
          { host: 'other.example.test', kind: 'final', statuses: ['good'], rules: { [FINAL]: ['pass'] } },
        ],
        responses: names(2),
      },
    ),
    of(
      'forged-final',
      'A forged final certificate beside a real precertificate',
      'A certificate whose signature is invalid joins nothing: the precertificate stays one without a final certificate. verdict-format section 1.',
      { precertificate: precertificate(), forged: pki.tlsCertificate({ ...LATER, more: forged }) },
      unknown(),
      {
        certificates: [
          {
            host: HOST,
            kind: 'precertificate-only',
            signature: 'valid',
            verdict: 'violation',
            statuses: ['unknown'],
            rules: { [PRECERT]: ['violation'] },
          },
          {
            host: HOST,
            kind: 'final',
            signature: 'invalid',
            verdict: 'cannot-tell',
            statuses: ['unknown'],
            rules: { [FINAL]: ['cannot-tell'] },
          },
        ],
        responses: names(2),
      },
    ),
    of(
      'two-precertificates-of-one',
      'Two precertificates of the same certificate',
      'One by the CA, one by its precertificate signing certificate; both fit the same certificate byte for byte: one entry. verdict-format section 1.',
      { precertificate: precertificate(), second: bySigner(), signer: signer() },
      unknown(),
      {
        certificates: [
          {
            host: HOST,
            kind: 'precertificate-only',
            verdict: 'violation',
            statuses: ['unknown'],
            rules: { [PRECERT]: ['violation'] },
          },
        ],
        responses: names(2),
      },
    ),
    of(
      'two-precertificates-that-differ',
      'Two different precertificates with one serial number',
      'An entry each. verdict-format section 1, BR 7.1.2.9.',
      {
        precertificate: precertificate(),
        second: pki.precertificate({ ...other(LATER), serialNumber: pki.serial(HOST) }),
      },
      unknown(),
      {
        certificates: [
          {
            host: HOST,
            kind: 'precertificate-only',
            verdict: 'violation',
            statuses: ['unknown'],
            rules: { [PRECERT]: ['violation'] },
          },
          {
            host: 'other.example.test',
            kind: 'precertificate-only',
            verdict: 'violation',
            statuses: ['unknown'],
            rules: { [PRECERT]: ['violation'] },
          },
        ],
        responses: names(2),
      },
    ),
    of(
      'without-issuer',
      'A pair without its issuer’s certificate',
      'Same issuer Name and authority key identifier stand in for the missing key: one entry. verdict-format section 1.',
      { precertificate: precertificate(), final: final() },
      null,
      {
        certificates: [
          {
            host: HOST,
            kind: 'final',
            signature: 'no-issuer',
            verdict: 'cannot-tell',
            statuses: [],
            rules: { [FINAL]: ['cannot-tell'] },
          },
        ],
        problems: [],
      },
      true,
    ),
    of(
      'same-serial-other-issuer',
      'The same serial number under two issuers',
      'Nothing in common but a number: two entries, and the response is about one of them. verdict-format section 1.',
      {
        precertificate: precertificate(),
        final: pki.tlsCertificate({ ...LATER, issuer: pki.issuingB() }),
        'other-ca': pki.issuingB().certificate,
      },
      good(),
      {
        certificates: [
          {
            host: HOST,
            kind: 'precertificate-only',
            verdict: 'no-violation-found',
            statuses: ['good'],
            rules: { [PRECERT]: ['pass'] },
          },
          { host: HOST, kind: 'final', verdict: 'cannot-tell', statuses: [], rules: { [FINAL]: ['cannot-tell'] } },
        ],
        responses: names(1),
      },
    ),
    {
      slug: 'entries-issuers-only',
      title: 'Issuers and responders alone',
      note: 'They are evidence, and get an entry only when a response speaks about them. verdict-format section 1.',
      evaluatedAt: EVALUATED_AT,
      input: {
        'chain.pem': text(
          [pki.rootA(), pki.issuingA(), pki.precertificateSigningA(), pki.responder()]
            .map(({ certificate }) => pki.certificatePem(certificate))
            .join(''),
        ),
      },
      expect: { ruling: { certificates: [], problems: [] } },
    },
    of(
      'ca-certificate',
      'A response about a CA certificate',
      'The root answers about the issuing CA: an entry of kind "ca". It is no precertificate and carries an OCSP URL, so MRSP 6 owes it a status.',
      { root: pki.rootA().certificate },
      answer({
        about: pki.issuingA().certificate,
        status: 'good',
        at: E,
        signer: pki.rootA(),
        single: { issuer: pki.rootA() },
      }),
      {
        certificates: [
          {
            host: 'CN=Example Trust TLS Issuing CA 01,O=Example Trust,C=US',
            kind: 'ca',
            signature: 'valid',
            verdict: 'no-violation-found',
            statuses: ['good'],
          },
        ],
        responses: [{ file: 'response.ocsp', role: 'issuer', names: [1] }],
      },
    ),
    of(
      'responder-certificate',
      'A response about a responder certificate',
      'An entry of kind "responder".',
      { responder: pki.responder().certificate },
      answer({ about: pki.responder().certificate, status: 'good', at: E, signer: pki.issuingA() }),
      {
        certificates: [
          {
            host: 'CN=Example Trust OCSP Responder 01,O=Example Trust,C=US',
            kind: 'responder',
            signature: 'valid',
            verdict: 'not-applicable',
            statuses: ['good'],
          },
        ],
        responses: [{ file: 'response.ocsp', role: 'issuer', names: [1] }],
      },
    ),
    {
      slug: 'single-responses-contradictory',
      title: 'Two SingleResponses that contradict each other',
      note: 'One signed response says good and unknown of the same certificate: each status is still judged. verdict-format section 4, policy.md 6.1.',
      evaluatedAt: EVALUATED_AT,
      input: {
        ...files({ certificates: { precertificate: precertificate() }, responses: {} }),
        'response.ocsp': pki.ocspResponse({
          signer: pki.responder(),
          producedAt: E,
          responses: (['good', 'unknown'] as const).map((status) =>
            pki.singleResponse({
              issuer: pki.issuingA(),
              serialNumber: precertificate(),
              status,
              thisUpdate: E,
              nextUpdate: pki.later(E, 4 * pki.DAY - 1),
            }),
          ),
          certs: [pki.responder().certificate],
        }),
      },
      expect: {
        ruling: {
          certificates: [
            {
              host: HOST,
              verdict: 'violation',
              statuses: ['good', 'unknown'],
              rules: { [PRECERT]: ['pass', 'violation'] },
            },
          ],
          responses: [{ file: 'response.ocsp', signature: 'valid', authorized: [true, true], names: [1, 1] }],
        },
      },
    },
  ];
}
