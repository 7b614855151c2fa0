/** Who may speak (RFC 6960 section 4.2.2.2), about what (section 4.1.1), and the impostors that may not. */
import { OID } from '../../../src/core/model/oid.ts';
import type { Outcome, ResponderRole, ResponseSignature, Verdict } from '../../../src/core/model/verdict.ts';
import * as pki from '../../pki/index.ts';
import { answer, EVALUATED_AT, files } from './define.ts';
import type { Answer, CaseDefinition, ExpectedResponse, Rules } from './define.ts';

const HOST = 'host.example.test';
const LEAF: pki.LeafOptions = { host: HOST, notBefore: '2022-10-10T12:00:00Z' };
const E = '2022-10-15T12:00:00Z';

const precertificate = (): Uint8Array => pki.precertificate(LEAF);
const unknown = (more: Partial<Answer> = {}): Uint8Array =>
  answer({ about: precertificate(), status: 'unknown', at: E, ...more });

interface Who {
  readonly slug: string;
  readonly title: string;
  readonly note: string;
  /** Default: the usual `unknown` about the usual precertificate. */
  readonly response: Uint8Array;
  readonly others?: Readonly<Record<string, Uint8Array>>;
  readonly withoutIssuer?: boolean;
  readonly signature?: ResponseSignature;
  /** `null` where the case does not ask. */
  readonly role: ResponderRole | null;
  readonly authorized?: readonly (boolean | null)[];
  readonly names?: readonly number[];
  readonly rules?: Rules;
  /** Whether the response counts; then `unknown` is the violation of row 2. */
  readonly counts: boolean;
}

function who(options: Who): CaseDefinition {
  const { slug, title, note, response, others = {}, role, counts, signature = 'valid' } = options;
  const verdict: Verdict = counts ? 'violation' : 'cannot-tell';
  const outcome: Outcome = verdict;
  const input = files({
    certificates: { precertificate: precertificate(), ...others },
    responses: {},
    withoutIssuer: options.withoutIssuer ?? false,
  });
  const expected: ExpectedResponse = {
    file: 'response.ocsp',
    responseStatus: 'successful',
    signature,
    ...(role === null ? {} : { role, authorized: options.authorized ?? [role === 'unknown' ? null : counts] }),
    names: options.names ?? [1],
    ...(options.rules ? { rules: options.rules } : {}),
  };
  return {
    slug,
    title,
    note,
    evaluatedAt: EVALUATED_AT,
    input: { ...input, 'response.ocsp': response },
    expect: {
      ruling: {
        certificates: [
          { host: HOST, verdict, statuses: counts ? ['unknown'] : [], rules: { 'mrsp/precert-status': [outcome] } },
        ],
        responses: [expected],
        problems: [],
      },
    },
  };
}

const AUTHORIZED = 'rfc6960/responder-authorized';
const notAuthorized: Rules = { [AUTHORIZED]: ['cannot-tell'] };

function authorised(): CaseDefinition[] {
  const issuer = pki.issuingA();
  return [
    who({
      slug: 'responder-issuer',
      title: 'The issuing CA signs itself',
      note: 'ResponderID by name, no certs: the issuer’s certificate in hand carries the key. RFC 6960 section 4.2.2.2.',
      response: unknown({ signer: issuer, more: { responderID: 'name', certs: undefined } }),
      role: 'issuer',
      counts: true,
    }),
    who({
      slug: 'responder-delegate-by-name',
      title: 'A delegate named by its Name',
      note: 'ResponderID byName equals the delegate’s subject. RFC 6960 section 4.2.2.3.',
      response: unknown({ more: { responderID: 'name' } }),
      role: 'delegated',
      counts: true,
    }),
    who({
      slug: 'responder-delegate-handed-in',
      title: 'A delegate whose certificate was handed in beside the response',
      note: 'certs is absent; any certificate in hand may serve. verdict-format section 1.',
      response: unknown({ more: { certs: undefined } }),
      others: { responder: pki.responder().certificate },
      role: 'delegated',
      counts: true,
    }),
    who({
      slug: 'responder-delegate-among-others',
      title: 'The delegate’s certificate stands last in certs',
      note: 'certs also carries the root and the issuing CA, and the issuing CA’s certificate is in hand only through them. RFC 6960 section 4.2.1.',
      response: unknown({
        more: { certs: [pki.rootA().certificate, issuer.certificate, pki.responder().certificate] },
      }),
      withoutIssuer: true,
      role: 'delegated',
      counts: true,
    }),
    who({
      slug: 'responder-cross-signed-issuer',
      title: 'A cross-signed CA with the same key',
      note: 'The issuing CA’s name and key certified by another root: the same CA for RFC 6960 section 4.2.2.2. policy.md 7 point 10.',
      response: unknown(),
      withoutIssuer: true,
      others: { 'cross-certificate': pki.issuingACrossSigned().certificate },
      role: 'delegated',
      counts: true,
    }),
    who({
      slug: 'responder-ended-since',
      title: 'A delegate whose certificate ended after it signed',
      note: 'Valid at producedAt, ended at the time of evaluation: the response stands. policy.md 6.1.',
      response: unknown({
        signer: pki.responder({ notBefore: '2022-10-01T00:00:00Z', notAfter: '2022-10-31T00:00:00Z' }),
      }),
      role: 'delegated',
      counts: true,
    }),
    who({
      slug: 'responder-last-second',
      title: 'A delegate in the last second of its validity',
      note: 'producedAt equals the responder’s notAfter. policy.md 6.1.',
      response: unknown({
        signer: pki.responder({ notBefore: '2022-10-01T00:00:00Z', notAfter: E }),
        single: { nextUpdate: '2022-10-16T00:00:00Z' },
      }),
      role: 'delegated',
      counts: true,
    }),
  ];
}

function impostors(): CaseDefinition[] {
  const subscriber = (extensions: pki.ExtensionSet = {}): pki.Authority => {
    const options = {
      host: 'subscriber.example.test',
      key: pki.key('leafRsa'),
      notBefore: '2022-10-01T00:00:00Z',
      extensions,
    };
    return {
      ...pki.issuingA(),
      name: pki.name({ CN: 'subscriber.example.test' }),
      key: pki.key('leafRsa'),
      certificate: pki.tlsCertificate(options),
    };
  };
  const of = (issuer: pki.Authority): pki.Authority => pki.responder({ issuer });
  return [
    who({
      slug: 'impostor-subscriber',
      title: 'A subscriber of the right CA signs a response',
      note: 'No OCSPSigning purpose: any customer could have signed it. RFC 6960 section 4.2.2.2.',
      response: unknown({ signer: subscriber() }),
      role: 'unauthorized',
      counts: false,
      rules: notAuthorized,
    }),
    who({
      slug: 'impostor-any-purpose',
      title: 'anyExtendedKeyUsage does not make a responder',
      note: 'RFC 6960 section 4.2.2.2 asks for id-kp-OCSPSigning itself; policy.md 3.',
      response: unknown({
        signer: pki.responder({ extensions: { extKeyUsage: pki.extendedKeyUsage(OID.anyExtendedKeyUsage) } }),
      }),
      role: 'unauthorized',
      counts: false,
      rules: notAuthorized,
    }),
    who({
      slug: 'impostor-other-ca',
      title: 'The responder of another CA',
      note: 'Rightly certified, by a CA that did not issue this certificate. RFC 6960 section 4.2.2.2.',
      response: unknown({ signer: of(pki.issuingB()) }),
      others: { 'other-ca': pki.issuingB().certificate },
      role: 'unauthorized',
      counts: false,
      rules: notAuthorized,
    }),
    who({
      slug: 'impostor-parent-ca',
      title: 'A responder certified by the root',
      note: 'The root is above the issuing CA, but delegation must come directly from the CA that issued. RFC 6960 section 4.2.2.2.',
      response: unknown({ signer: of(pki.rootA()) }),
      others: { root: pki.rootA().certificate },
      role: 'unauthorized',
      counts: false,
      rules: notAuthorized,
    }),
    who({
      slug: 'impostor-namesake',
      title: 'A responder of a CA with the same name',
      note: 'Same issuer Name, another key: not issued by this CA. RFC 6960 section 4.2.2.2.',
      response: unknown({ signer: of(pki.issuingNamesake()) }),
      others: { namesake: pki.issuingNamesake().certificate },
      role: 'unauthorized',
      counts: false,
      rules: notAuthorized,
    }),
    who({
      slug: 'impostor-rekeyed',
      title: 'A responder of the re-keyed CA',
      note: 'The operator’s own next key: "issued by this CA" means by the same key. RFC 6960 section 4.2.2.2, policy.md 7 point 10.',
      response: unknown({ signer: of(pki.issuingARekeyed()) }),
      others: { rekeyed: pki.issuingARekeyed().certificate },
      role: 'unauthorized',
      counts: false,
      rules: notAuthorized,
    }),
    who({
      slug: 'impostor-forged-delegation',
      title: 'A responder certificate that the CA never signed',
      note: 'It names the right issuer and purpose, but a stranger signed it. RFC 6960 section 4.2.2.2.',
      response: unknown({ signer: pki.responder({ key: pki.key('stranger'), more: { signer: pki.key('stranger') } }) }),
      role: 'unauthorized',
      counts: false,
      rules: notAuthorized,
    }),
    who({
      slug: 'impostor-expired-delegate',
      title: 'An expired delegate',
      note: 'Signed one second after the responder certificate ended: a key after its certificate ended binds nobody. policy.md 6.1.',
      response: unknown({
        signer: pki.responder({ notBefore: '2022-09-01T00:00:00Z', notAfter: '2022-10-15T11:59:59Z' }),
      }),
      role: 'unauthorized',
      counts: false,
      rules: { 'rfc6960/responder-valid': ['warning'] },
    }),
    who({
      slug: 'impostor-early-delegate',
      title: 'A delegate that was not yet valid',
      note: 'Signed one second before the responder certificate begins. policy.md 6.1.',
      response: unknown({
        signer: pki.responder({ notBefore: '2022-10-15T12:00:01Z', notAfter: '2023-10-15T00:00:00Z' }),
      }),
      role: 'unauthorized',
      counts: false,
      rules: { 'rfc6960/responder-valid': ['warning'] },
    }),
    who({
      slug: 'impostor-responder-id',
      title: 'A ResponderID that names another certificate',
      note: 'The delegate in certs verifies the signature, but the ResponderID names a key that nobody has in hand. RFC 6960 section 4.2.2.3, policy.md 6.1.',
      response: unknown({
        more: { responderID: pki.responderIDByKey({ name: pki.responder().name, key: pki.key('large') }) },
      }),
      signature: 'no-key',
      role: 'unknown',
      counts: false,
      rules: { 'rfc6960/responder-id': ['cannot-tell'] },
    }),
    who({
      slug: 'responder-certificate-missing',
      title: 'The delegate’s certificate is missing',
      note: 'Neither in certs nor handed in: who signed cannot be known. policy.md 6.1.',
      response: unknown({ more: { certs: undefined } }),
      signature: 'no-key',
      role: 'unknown',
      counts: false,
      rules: { 'rfc6960/responder-id': ['cannot-tell'] },
    }),
    who({
      slug: 'impostor-forged-response',
      title: 'A forged response',
      note: 'A stranger signed under the real responder’s name and attached its real certificate. RFC 6960 section 3.2.',
      response: unknown({ more: pki.defects.signedByStranger(pki.key('stranger')) }),
      signature: 'invalid',
      role: 'delegated',
      authorized: [true],
      counts: false,
      rules: { 'rfc6960/signature': ['cannot-tell'] },
    }),
    who({
      slug: 'impostor-changed-response',
      title: 'A response changed after it was signed',
      note: 'good was turned into unknown: one octet, and the signature no longer fits. RFC 6960 section 3.2.',
      response: answer({
        about: precertificate(),
        status: 'good',
        at: E,
        more: { changeAfterSigning: (tbs) => pki.der.changeAt(tbs, [2, 0, 1], () => pki.certStatus('unknown')) },
      }),
      signature: 'invalid',
      role: 'delegated',
      authorized: [true],
      counts: false,
      rules: { 'rfc6960/signature': ['cannot-tell'] },
    }),
    who({
      slug: 'response-critical-extension',
      title: 'A critical extension that nobody knows',
      note: 'What it changes about the meaning cannot be known: not authoritative. RFC 6960 section 4.1.2, RFC 9919 section 3.2.1.',
      response: unknown({ more: { extensions: [pki.unknownExtension(true)] } }),
      role: 'delegated',
      authorized: [true],
      counts: false,
      rules: { 'rfc6960/critical-extension': ['cannot-tell'] },
    }),
    who({
      slug: 'response-critical-single-extension',
      title: 'A critical extension in the SingleResponse',
      note: 'The same inside singleExtensions. RFC 9919 section 3.2.1.',
      response: unknown({ single: { extensions: [pki.unknownExtension(true)] } }),
      role: 'delegated',
      authorized: [true],
      counts: false,
    }),
    who({
      slug: 'response-unknown-extension',
      title: 'An unknown extension that is not critical',
      note: 'It is ignored. RFC 6960 section 4.1.2.',
      response: unknown({ more: { extensions: [pki.unknownExtension(false)] } }),
      role: 'delegated',
      counts: true,
    }),
  ];
}

function certIDs(): CaseDefinition[] {
  const wrong = (issuer: pki.IssuerIdentity): Uint8Array => pki.certID(issuer, pki.serialNumberOf(precertificate()));
  const hashes = (['sha1', 'sha256', 'sha384', 'sha512'] as const).map((hash) =>
    who({
      slug: `cert-id-${hash}`,
      title: `A CertID hashed with ${hash}`,
      note: 'Any hash names the certificate; SHA-1 in a CertID is not a SHA-1 signature. RFC 6960 section 4.1.1.',
      response: unknown({ single: { hash } }),
      role: 'delegated',
      counts: true,
    }),
  );
  return [
    ...hashes,
    who({
      slug: 'cert-id-other-key',
      title: 'A CertID of the same issuer name and another key',
      note: 'issuerKeyHash is the re-keyed CA’s: another certificate. That CA’s certificate is not in hand, so for whom the signer may speak is open. RFC 6960 section 3.2.',
      response: unknown({ single: { certID: wrong({ name: pki.issuingA().name, key: pki.key('issuingARekeyed') }) } }),
      role: 'unknown',
      names: [0],
      counts: false,
    }),
    who({
      slug: 'cert-id-other-name',
      title: 'A CertID of the same key and another issuer name',
      note: 'issuerNameHash is another CA’s. RFC 6960 section 3.2.',
      response: unknown({ single: { certID: wrong({ name: pki.issuingB().name, key: pki.key('issuingA') }) } }),
      role: null,
      names: [0],
      counts: false,
    }),
    who({
      slug: 'cert-id-other-issuer-same-serial',
      title: 'A CertID of another issuer with the same serial number',
      note: 'The other CA’s responder does not know the serial, rightly. RFC 6960 section 3.2, policy.md 7 point 2.',
      response: unknown({
        signer: pki.responder({ issuer: pki.issuingB() }),
        single: { issuer: pki.issuingB() },
      }),
      others: { 'other-ca': pki.issuingB().certificate },
      role: 'delegated',
      authorized: [true],
      names: [0],
      counts: false,
    }),
    who({
      slug: 'cert-id-other-serial',
      title: 'A response about another certificate attached under this one’s name',
      note: 'File names prove nothing; the CertID names another serial number. RFC 6960 section 3.2.',
      response: unknown({ single: { serialNumber: pki.serial('another') } }),
      role: 'delegated',
      authorized: [true],
      names: [0],
      counts: false,
    }),
  ];
}

function severalSingleResponses(): CaseDefinition[] {
  const second: pki.LeafOptions = { host: 'second.example.test', notBefore: '2022-10-11T12:00:00Z' };
  const single = (about: Uint8Array, status: pki.Status, more: Partial<pki.SingleResponseOptions> = {}): Uint8Array =>
    pki.singleResponse({
      issuer: pki.issuingA(),
      serialNumber: about,
      status,
      thisUpdate: E,
      nextUpdate: pki.later(E, 4 * pki.DAY - 1),
      ...more,
    });
  const response = (...responses: Uint8Array[]): Uint8Array =>
    pki.ocspResponse({ signer: pki.responder(), producedAt: E, responses, certs: [pki.responder().certificate] });
  const input = (bytes: Uint8Array, others: Record<string, Uint8Array> = {}): Record<string, Uint8Array> => ({
    ...files({ certificates: { precertificate: precertificate(), ...others }, responses: {} }),
    'response.ocsp': bytes,
  });
  return [
    {
      slug: 'single-responses-two-certificates',
      title: 'One response about two certificates',
      note: 'Each SingleResponse counts for the certificate it names. RFC 6960 section 4.2.2.3.',
      evaluatedAt: EVALUATED_AT,
      input: input(response(single(precertificate(), 'unknown'), single(pki.precertificate(second), 'good')), {
        second: pki.precertificate(second),
      }),
      expect: {
        ruling: {
          certificates: [
            {
              host: HOST,
              verdict: 'violation',
              statuses: ['unknown'],
              rules: { 'mrsp/precert-status': ['violation'] },
            },
            {
              host: 'second.example.test',
              verdict: 'no-violation-found',
              statuses: ['good'],
              rules: { 'mrsp/precert-status': ['pass'] },
            },
          ],
          responses: [
            { file: 'response.ocsp', signature: 'valid', role: 'delegated', authorized: [true, true], names: [1, 1] },
          ],
        },
      },
    },
    {
      slug: 'single-responses-two-hashes',
      title: 'One certificate named by SHA-1 and by SHA-256',
      note: 'RFC 9919 section 3.2.1 allows it; both name the same precertificate and agree.',
      evaluatedAt: EVALUATED_AT,
      input: input(response(single(precertificate(), 'good'), single(precertificate(), 'good', { hash: 'sha256' }))),
      expect: {
        ruling: {
          certificates: [
            {
              host: HOST,
              verdict: 'no-violation-found',
              statuses: ['good', 'good'],
              rules: { 'mrsp/precert-status': ['pass', 'pass'] },
            },
          ],
          responses: [
            { file: 'response.ocsp', signature: 'valid', role: 'delegated', authorized: [true, true], names: [1, 1] },
          ],
        },
      },
    },
    {
      slug: 'single-responses-two-issuers',
      title: 'One response about certificates of two CAs',
      note: 'The signer may speak for one of them only: authorised is judged SingleResponse by SingleResponse. verdict-format section 1.',
      evaluatedAt: EVALUATED_AT,
      input: input(
        response(
          single(precertificate(), 'unknown'),
          single(pki.precertificate({ ...second, issuer: pki.issuingB() }), 'unknown', { issuer: pki.issuingB() }),
        ),
        { 'other-ca': pki.issuingB().certificate, second: pki.precertificate({ ...second, issuer: pki.issuingB() }) },
      ),
      expect: {
        ruling: {
          certificates: [
            {
              host: HOST,
              verdict: 'violation',
              statuses: ['unknown'],
              rules: { 'mrsp/precert-status': ['violation'] },
            },
            {
              host: 'second.example.test',
              verdict: 'cannot-tell',
              statuses: [],
              rules: { 'mrsp/precert-status': ['cannot-tell'] },
            },
          ],
          responses: [
            { file: 'response.ocsp', signature: 'valid', role: 'delegated', authorized: [true, false], names: [1, 1] },
          ],
        },
      },
    },
  ];
}

export const responderCases = (): CaseDefinition[] => [
  ...authorised(),
  ...impostors(),
  ...certIDs(),
  ...severalSingleResponses(),
];
