/** The rest of policy.md 5.4: no status, errors, good and revoked, final certificates, scope and expiry; and 5.5. */
import { OID } from '../../../src/core/model/oid.ts';
import type { Outcome, Verdict } from '../../../src/core/model/verdict.ts';
import * as pki from '../../pki/index.ts';
import { answer, EVALUATED_AT, files } from './define.ts';
import type { CaseDefinition, ExpectedCertificate } from './define.ts';

const PRECERT = 'mrsp/precert-status';
const FINAL = 'mrsp/final-status';
const FIFTEEN = 'br/unknown-after-15-minutes';

const HOST = 'host.example.test';
const LEAF: pki.LeafOptions = { host: HOST, notBefore: '2022-10-10T12:00:00Z' };
const E = '2022-10-15T12:00:00Z';

interface Simple {
  readonly slug: string;
  readonly title: string;
  readonly note: string;
  readonly certificates: Readonly<Record<string, Uint8Array>>;
  readonly responses?: Readonly<Record<string, Uint8Array>>;
  readonly expected: Omit<ExpectedCertificate, 'host'> & { readonly host?: string };
  readonly issuer?: pki.Authority;
}

const simple = ({ slug, title, note, certificates, responses = {}, expected, issuer }: Simple): CaseDefinition => ({
  slug,
  title,
  note,
  evaluatedAt: EVALUATED_AT,
  input: files({
    certificates,
    responses,
    ...(issuer ? { withoutIssuer: true, others: { 'issuing-ca.der': issuer.certificate } } : {}),
  }),
  expect: { ruling: { certificates: [{ host: HOST, ...expected }], problems: [] } },
});

const precertificate = (): Uint8Array => pki.precertificate(LEAF);
const final = (): Uint8Array => pki.finalCertificate(LEAF, [{ log: pki.ecLog(), at: '2022-10-10T12:00:02Z' }]);

function headline(): CaseDefinition[] {
  return [
    simple({
      slug: 'precert-status-row-0-nothing',
      title: 'Row 0: no response at all',
      note: 'A precertificate and nobody’s word about it: cannot tell, and what is missing is a response. policy.md 5.4 row 0.',
      certificates: { precertificate: precertificate() },
      expected: {
        kind: 'precertificate-only',
        verdict: 'cannot-tell',
        statuses: [],
        rules: { [PRECERT]: ['cannot-tell'] },
      },
    }),
    ...(['unauthorized', 'tryLater', 'internalError', 'malformedRequest', 'sigRequired'] as const).map((status) => ({
      ...simple({
        slug: `precert-status-row-8-${status.toLowerCase()}`,
        title: `Row 8: the unsigned error ${status}`,
        note: `Five octets that anybody can write say ${status}: they prove nothing about the CA. RFC 6960 section 2.3, policy.md 5.4 row 8.`,
        certificates: { precertificate: precertificate() },
        responses: { error: pki.errorResponse(status) },
        expected: { verdict: 'cannot-tell', statuses: [], rules: { [PRECERT]: ['cannot-tell'] } },
      }),
    })),
    simple({
      slug: 'precert-status-row-9-good',
      title: 'Row 9: good',
      note: 'The responder knows the certificate that the precertificate announces. policy.md 5.4 row 9.',
      certificates: { precertificate: precertificate() },
      responses: { response: answer({ about: precertificate(), status: 'good', at: E }) },
      expected: { verdict: 'no-violation-found', statuses: ['good'], rules: { [PRECERT]: ['pass'] } },
    }),
    simple({
      slug: 'precert-status-row-9-revoked',
      title: 'Row 9: revoked',
      note: 'A revoked certificate is a known one. policy.md 5.4 row 9.',
      certificates: { precertificate: precertificate() },
      responses: {
        response: answer({
          about: precertificate(),
          status: { revokedAt: '2022-10-12T09:00:00Z', reason: 'keyCompromise' },
          at: E,
        }),
      },
      expected: { verdict: 'no-violation-found', statuses: ['revoked'], rules: { [PRECERT]: ['pass'] } },
    }),
    simple({
      slug: 'precert-status-repaired',
      title: 'A later good does not undo an earlier unknown',
      note: 'Two authoritative statuses give two findings. policy.md 5.4, "Also".',
      certificates: { precertificate: precertificate() },
      responses: {
        before: answer({ about: precertificate(), status: 'unknown', at: E }),
        after: answer({ about: precertificate(), status: 'good', at: '2022-10-20T12:00:00Z' }),
      },
      expected: { verdict: 'violation', statuses: ['unknown', 'good'], rules: { [PRECERT]: ['violation', 'pass'] } },
    }),
    simple({
      slug: 'precert-status-error-beside-good',
      title: 'An unsigned error beside a good answer',
      note: 'cannot-tell appears only when there is no authoritative status. policy.md 5.4, "Also".',
      certificates: { precertificate: precertificate() },
      responses: {
        error: pki.errorResponse('tryLater'),
        response: answer({ about: precertificate(), status: 'good', at: E }),
      },
      expected: { verdict: 'no-violation-found', statuses: ['good'], rules: { [PRECERT]: ['pass'] } },
    }),
    simple({
      slug: 'precert-status-last-second-of-validity',
      title: 'Asked in the last second of validity',
      note: 'producedAt equals notAfter: still unexpired, so the duty holds. policy.md 5.4, preconditions.',
      certificates: { precertificate: pki.precertificate({ ...LEAF, notAfter: E }) },
      responses: { response: answer({ about: precertificate(), status: 'unknown', at: E }) },
      expected: { verdict: 'violation', statuses: ['unknown'], rules: { [PRECERT]: ['violation'] } },
    }),
    simple({
      slug: 'precert-status-expired',
      title: 'Asked one second after expiry',
      note: 'The policy speaks of unexpired certificates. policy.md 5.4, preconditions.',
      certificates: { precertificate: pki.precertificate({ ...LEAF, notAfter: '2022-10-15T11:59:59Z' }) },
      responses: { response: answer({ about: precertificate(), status: 'unknown', at: E }) },
      expected: { verdict: 'not-applicable', statuses: ['unknown'], rules: { [PRECERT]: ['not-applicable'] } },
    }),
    simple({
      slug: 'precert-status-no-ocsp-url',
      title: 'A precertificate without an OCSP URL',
      note: 'The rule judges the OCSP service that the certificate points to; this one points to none, as BR 2.0.1 allows. policy.md 5.4, preconditions.',
      certificates: {
        precertificate: pki.precertificate({
          ...LEAF,
          notBefore: '2024-06-01T00:00:00Z',
          extensions: {
            authorityInfoAccess: pki.authorityInfoAccess({ caIssuers: 'http://ca.example-trust.example/tls01.crt' }),
          },
        }),
      },
      responses: { response: answer({ about: precertificate(), status: 'unknown', at: '2024-06-10T00:00:00Z' }) },
      expected: { verdict: 'not-applicable', statuses: ['unknown'], rules: { [PRECERT]: ['not-applicable'] } },
    }),
    simple({
      slug: 'precert-status-out-of-scope',
      title: 'A precertificate outside Mozilla’s scope',
      note: 'extKeyUsage clientAuth only: MRSP 1.1 does not cover it. policy.md 5.4, preconditions.',
      certificates: {
        precertificate: pki.precertificate({
          ...LEAF,
          extensions: { extKeyUsage: pki.extendedKeyUsage(OID.kpClientAuth) },
        }),
      },
      responses: { response: answer({ about: precertificate(), status: 'unknown', at: E }) },
      expected: { verdict: 'not-applicable', statuses: ['unknown'], rules: { [PRECERT]: ['not-applicable'] } },
    }),
    simple({
      slug: 'precert-status-any-purpose',
      title: 'anyExtendedKeyUsage is in scope',
      note: 'MRSP 1.1 counts anyExtendedKeyUsage, and no EKU at all. policy.md 1.5.',
      certificates: {
        precertificate: pki.precertificate({
          ...LEAF,
          extensions: { extKeyUsage: pki.extendedKeyUsage(OID.anyExtendedKeyUsage) },
        }),
      },
      responses: { response: answer({ about: precertificate(), status: 'unknown', at: E }) },
      expected: { verdict: 'violation', statuses: ['unknown'], rules: { [PRECERT]: ['violation'] } },
    }),
    simple({
      slug: 'precert-status-by-signing-certificate',
      title: 'A precertificate signed by a precertificate signing certificate',
      note: 'The CertID is the final issuer’s, and that is the one that counts. RFC 6962 section 3.1, policy.md 5.4.',
      certificates: {
        precertificate: pki.precertificateBySigningCertificate(pki.precertificateSigningA(), LEAF),
        signer: pki.precertificateSigningA().certificate,
      },
      responses: { response: answer({ about: precertificate(), status: 'unknown', at: E }) },
      expected: {
        kind: 'precertificate-only',
        signature: 'valid',
        verdict: 'violation',
        statuses: ['unknown'],
        rules: { [PRECERT]: ['violation'] },
      },
    }),
    simple({
      slug: 'precert-status-wrong-issuer-asked',
      title: 'unknown about the precertificate signing certificate’s serial space',
      note: 'The request named the precertificate signing certificate as issuer: "unknown" is the right answer to the wrong question. RFC 6960 section 2.2, policy.md 7 point 2.',
      certificates: {
        precertificate: pki.precertificateBySigningCertificate(pki.precertificateSigningA(), LEAF),
        signer: pki.precertificateSigningA().certificate,
      },
      responses: {
        response: answer({
          about: precertificate(),
          status: 'unknown',
          at: E,
          single: { issuer: pki.precertificateSigningA() },
        }),
      },
      expected: { verdict: 'cannot-tell', statuses: [], rules: { [PRECERT]: ['cannot-tell'] } },
    }),
    simple({
      slug: 'precert-status-forged-precertificate',
      title: 'A forged precertificate proves nothing',
      note: 'Somebody else signed it under the CA’s name; the responder rightly does not know it. verdict-format section 2.',
      certificates: { precertificate: pki.precertificate({ ...LEAF, more: { signer: pki.key('stranger') } }) },
      responses: { response: answer({ about: precertificate(), status: 'unknown', at: E }) },
      expected: {
        signature: 'invalid',
        verdict: 'cannot-tell',
        statuses: ['unknown'],
        rules: { [PRECERT]: ['cannot-tell'] },
      },
    }),
  ];
}

function withoutIssuer(): CaseDefinition {
  return {
    slug: 'precert-status-missing-issuer',
    title: 'Without the issuer’s certificate',
    note: 'Neither the precertificate’s signature nor the responder’s authority can be judged: cannot tell, and the issuer certificate is named as missing. policy.md 6.1.',
    evaluatedAt: EVALUATED_AT,
    input: files({
      certificates: { precertificate: precertificate() },
      responses: { response: answer({ about: precertificate(), status: 'unknown', at: E }) },
      withoutIssuer: true,
    }),
    expect: {
      ruling: {
        certificates: [
          {
            host: HOST,
            signature: 'no-issuer',
            verdict: 'cannot-tell',
            statuses: [],
            rules: { [PRECERT]: ['cannot-tell'] },
          },
        ],
        problems: [],
      },
    },
  };
}

function finals(): CaseDefinition[] {
  return [
    simple({
      slug: 'final-status-unknown',
      title: 'unknown for a final certificate',
      note: 'A final certificate of August 2022 answered with unknown before the precertificate rule: the ruling does not save it. MRSP 6, policy.md 5.4 row 6.',
      certificates: { final: pki.tlsCertificate({ ...LEAF, notBefore: '2022-08-16T19:05:12Z' }) },
      responses: {
        response: answer({ about: precertificate(), status: 'unknown', at: '2022-09-15T08:00:00Z' }),
      },
      expected: { kind: 'final', verdict: 'violation', statuses: ['unknown'], rules: { [FINAL]: ['violation'] } },
    }),
    simple({
      slug: 'final-status-with-precertificate',
      title: 'A final certificate beside its precertificate',
      note: 'Both share one entry, and row 6 sends it to the rule for final certificates. verdict-format section 1, policy.md 5.4 row 6.',
      certificates: { precertificate: precertificate(), final: final() },
      responses: { response: answer({ about: precertificate(), status: 'unknown', at: E }) },
      expected: {
        kind: 'final',
        signature: 'valid',
        verdict: 'violation',
        statuses: ['unknown'],
        rules: { [FINAL]: ['violation'], [PRECERT]: ['not-applicable'] },
      },
    }),
    simple({
      slug: 'final-status-good',
      title: 'good for a final certificate',
      note: 'Nothing to find. MRSP 6.',
      certificates: { final: final() },
      responses: { response: answer({ about: precertificate(), status: 'good', at: E }) },
      expected: { kind: 'final', verdict: 'no-violation-found', statuses: ['good'], rules: { [FINAL]: ['pass'] } },
    }),
    simple({
      slug: 'final-status-nothing',
      title: 'A final certificate without a response',
      note: 'Exactly one cannot-tell, which names the missing response. verdict-format section 2.',
      certificates: { final: final() },
      expected: { kind: 'final', verdict: 'cannot-tell', statuses: [], rules: { [FINAL]: ['cannot-tell'] } },
    }),
    simple({
      slug: 'final-status-expired',
      title: 'unknown one second after expiry',
      note: 'MRSP 6 speaks of unexpired certificates. policy.md 7 point 8.',
      certificates: { final: pki.tlsCertificate({ ...LEAF, notAfter: '2022-10-15T11:59:59Z' }) },
      responses: { response: answer({ about: precertificate(), status: 'unknown', at: E }) },
      expected: {
        kind: 'final',
        verdict: 'not-applicable',
        statuses: ['unknown'],
        rules: { [FINAL]: ['not-applicable'] },
      },
    }),
    simple({
      slug: 'final-status-no-ocsp-url',
      title: 'A final certificate without an OCSP URL',
      note: 'Permitted since BR 2.0.1; the duty to answer follows the URL. policy.md 6.2.',
      certificates: {
        final: pki.tlsCertificate({
          ...LEAF,
          notBefore: '2024-06-01T00:00:00Z',
          extensions: {
            authorityInfoAccess: pki.authorityInfoAccess({ caIssuers: 'http://ca.example-trust.example/tls01.crt' }),
          },
        }),
      },
      responses: { response: answer({ about: precertificate(), status: 'unknown', at: '2024-06-10T00:00:00Z' }) },
      expected: {
        kind: 'final',
        verdict: 'not-applicable',
        statuses: ['unknown'],
        rules: { [FINAL]: ['not-applicable'] },
      },
    }),
  ];
}

/** D = notBefore, E = producedAt; no SCT, so publication is proven by nothing (policy.md 5.5). */
function fifteenMinutes(): CaseDefinition[] {
  const timing = (
    slug: string,
    title: string,
    note: string,
    d: string,
    e: string,
    outcome: Outcome,
    leaf: Partial<pki.LeafOptions> = {},
    verdict: Verdict = 'violation',
    precert: Outcome = 'violation',
  ): CaseDefinition => {
    const options = { ...LEAF, notBefore: d, ...leaf };
    return simple({
      slug: `fifteen-minutes-${slug}`,
      title,
      note: `${note} BR 4.9.9 since 2.1.0, policy.md 5.5.`,
      certificates: { precertificate: pki.precertificate(options) },
      responses: { response: answer({ about: pki.precertificate(options), status: 'unknown', at: e }) },
      expected: { verdict, statuses: ['unknown'], rules: { [FIFTEEN]: [outcome], [PRECERT]: [precert] } },
    });
  };
  return [
    timing(
      'one-second-early',
      'One second before the 15-minute rule',
      'Signed at 2025-01-14T23:59:59Z: only MRSP 5.4 applies yet.',
      '2025-01-02T12:00:00Z',
      '2025-01-14T23:59:59Z',
      'not-effective',
    ),
    timing(
      'first-second',
      'The first second of the 15-minute rule',
      'Signed at 2025-01-15T00:00:00Z about a precertificate that was almost certainly public for days, though no SCT proves it.',
      '2025-01-02T12:00:00Z',
      '2025-01-15T00:00:00Z',
      'warning',
    ),
    timing(
      'not-yet-public',
      'A second before publication is as good as certain',
      'Signed 72 hours, 14 minutes and 59 seconds after notBefore, without an SCT: publication is not proven.',
      '2025-02-03T12:00:00Z',
      '2025-02-06T12:14:59Z',
      'cannot-tell',
    ),
    timing(
      'as-good-as-public',
      'Publication is as good as certain',
      'Signed 72 hours and 15 minutes after notBefore, without an SCT.',
      '2025-02-03T12:00:00Z',
      '2025-02-06T12:15:00Z',
      'warning',
    ),
    timing(
      'no-ocsp-url',
      'The 15-minute rule and a certificate without an OCSP URL',
      'The rule names certificates that include the OCSP URL.',
      '2025-02-03T12:00:00Z',
      '2025-02-10T12:00:00Z',
      'not-applicable',
      {
        extensions: {
          authorityInfoAccess: pki.authorityInfoAccess({ caIssuers: 'http://ca.example-trust.example/tls01.crt' }),
        },
      },
      'not-applicable',
      'not-applicable',
    ),
    {
      ...simple({
        slug: 'fifteen-minutes-smime',
        title: 'An S/MIME certificate is not judged by a TLS rule',
        note: 'emailProtection without serverAuth: the TLS Baseline Requirements do not speak of it; MRSP 6 does. policy.md 2.4, 5.4.',
        issuer: pki.issuingMail(),
        certificates: { certificate: pki.smimeCertificate({ notBefore: '2025-02-03T12:00:00Z' }) },
        responses: {
          response: answer({
            about: pki.smimeCertificate(),
            status: 'unknown',
            at: '2025-02-10T12:00:00Z',
            signer: pki.responder({ issuer: pki.issuingMail() }),
            single: { issuer: pki.issuingMail() },
          }),
        },
        expected: {
          host: 'CN=post@mail.test',
          kind: 'final',
          signature: 'valid',
          verdict: 'violation',
          statuses: ['unknown'],
          rules: { [FIFTEEN]: ['not-applicable'], [FINAL]: ['violation'] },
        },
      }),
    },
    simple({
      slug: 'fifteen-minutes-good',
      title: 'good under the 15-minute rule',
      note: 'A definitive answer satisfies all three status rules that apply. BR 4.9.9.',
      certificates: { precertificate: pki.precertificate({ ...LEAF, notBefore: '2025-02-03T12:00:00Z' }) },
      responses: { response: answer({ about: precertificate(), status: 'good', at: '2025-02-10T12:00:00Z' }) },
      expected: {
        verdict: 'no-violation-found',
        statuses: ['good'],
        rules: { [FIFTEEN]: ['pass'], [PRECERT]: ['pass'] },
      },
    }),
  ];
}

export const statusCases = (): CaseDefinition[] => [...headline(), withoutIssuer(), ...finals(), ...fifteenMinutes()];
