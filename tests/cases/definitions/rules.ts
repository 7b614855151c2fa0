/** Every other rule at its edges: what it finds, what it leaves alone, and the last second before it took effect (policy.md 6). */
import type { CRLReason } from '../../../src/core/model/ocsp.ts';
import { OID } from '../../../src/core/model/oid.ts';
import type { Outcome } from '../../../src/core/model/verdict.ts';
import * as pki from '../../pki/index.ts';
import { answer, EVALUATED_AT, files, text } from './define.ts';
import type { Answer, CaseDefinition, Rules } from './define.ts';

const HOST = 'host.example.test';
const E = '2022-10-15T12:00:00Z';

interface Row {
  readonly slug: string;
  /** One sentence; it becomes the title. */
  readonly title: string;
  readonly rule: string;
  /** The outcomes in the JSON; pass, not-applicable and not-effective are not published, so they are none. */
  readonly outcomes: readonly Outcome[];
  /** Other rules the case is about. */
  readonly also?: Rules;
  /** Where the finding stands. */
  readonly on?: 'certificate' | 'response';
  readonly leaf?: pki.LeafOptions;
  readonly final?: boolean;
  /** The certificates, when it is not one precertificate (or final certificate) made from `leaf`. */
  readonly certificates?: Readonly<Record<string, Uint8Array>>;
  readonly answer?: Partial<Answer>;
  /** More responses than the one. */
  readonly responses?: Readonly<Record<string, Uint8Array>>;
  readonly others?: Readonly<Record<string, Uint8Array>>;
  /** Instead of the usual issuing CA. */
  readonly issuer?: pki.Authority;
  readonly noResponse?: boolean;
  readonly host?: string;
  readonly evaluatedAt?: string;
}

const leafOf = ({ leaf = {}, answer: given }: Row): pki.LeafOptions => ({
  host: HOST,
  notBefore: pki.later(given?.at ?? E, -5 * pki.DAY),
  ...leaf,
});

function define(row: Row): CaseDefinition {
  const leaf = leafOf(row);
  const certificate = row.final ? pki.tlsCertificate(leaf) : pki.precertificate(leaf);
  const certificates = row.certificates ?? { certificate };
  const response = answer({ about: Object.values(certificates)[0]!, status: 'good', at: E, ...row.answer });
  const input = files({
    certificates,
    responses: row.responses ?? {},
    withoutIssuer: row.issuer !== undefined,
    others: { ...row.others, ...(row.issuer ? { 'issuing-ca.der': row.issuer.certificate } : {}) },
  });
  const rules = { [row.rule]: row.outcomes, ...row.also };
  return {
    slug: row.slug,
    title: row.title,
    note: `${row.title}. The rule is ${row.rule}; policy.md 6 gives its levels and dates.`,
    evaluatedAt: row.evaluatedAt ?? EVALUATED_AT,
    input: row.noResponse ? input : { ...input, 'response.ocsp': response },
    expect: {
      ruling:
        row.on === 'response'
          ? { responses: [{ file: 'response.ocsp', rules }] }
          : { certificates: [{ host: row.host ?? HOST, rules }] },
    },
  };
}

/** A response so many seconds long, by nextUpdate less thisUpdate. */
const lasting = (seconds: number, at = E): Partial<Answer> => ({ at, single: { nextUpdate: pki.later(at, seconds) } });

const validity = (): Row[] => {
  const rows: [string, number, Outcome[], Outcome[]][] = [
    ['863999', 863_999, [], []],
    ['864000', 864_000, ['warning'], []],
    ['864001', 864_001, ['violation'], ['violation']],
  ];
  const max = rows.flatMap(([name, seconds, br, mrsp]): Row[] => [
    {
      slug: `br-validity-max-${name}`,
      title: `A response valid for ${name} seconds, under the BRs`,
      rule: 'br/validity-max-10d',
      outcomes: br,
      answer: lasting(seconds),
    },
    {
      slug: `mrsp-validity-max-${name}`,
      title: `A response valid for ${name} seconds, under Mozilla's policy`,
      rule: 'mrsp/validity-max-10d',
      outcomes: mrsp,
      answer: lasting(seconds),
    },
  ]);
  const min = (
    [
      [28_800, []],
      [28_799, ['warning']],
      [28_798, ['violation']],
    ] as [number, Outcome[]][]
  ).map(([seconds, outcomes]): Row => ({
    slug: `br-validity-min-${seconds}`,
    title: `A response valid for ${seconds} seconds`,
    rule: 'br/validity-min-8h',
    outcomes,
    answer: lasting(seconds),
  }));
  return [
    ...max,
    ...min,
    {
      slug: 'br-validity-min-one-second-early',
      title: 'A response valid for one hour, signed one second before the eight hours were asked for',
      rule: 'br/validity-min-8h',
      outcomes: [],
      final: true,
      answer: { ...lasting(3_600, '2020-09-29T23:59:59Z'), signer: pki.issuingA(), more: { certs: undefined } },
    },
    {
      slug: 'mrsp-next-update-absent',
      title: 'A response without nextUpdate',
      rule: 'mrsp/next-update-present',
      outcomes: ['violation'],
      answer: { single: { nextUpdate: null } },
    },
  ];
};

function signers(): Row[] {
  const until = (notAfter: string): pki.Authority => pki.responder({ notBefore: '2022-10-01T00:00:00Z', notAfter });
  const without = (): pki.Authority => pki.responder({ extensions: { nocheck: null } });
  const nocheck = (slug: string, title: string, rule: string, at: string, outcomes: Outcome[], final = false): Row => ({
    slug,
    title,
    rule,
    outcomes,
    on: 'response',
    final,
    answer: { at, signer: without() },
  });
  return [
    {
      slug: 'mrsp-next-update-equals-signer',
      title: 'nextUpdate equals the end of the responder certificate',
      rule: 'mrsp/next-update-within-signer',
      outcomes: [],
      answer: { ...lasting(4 * pki.DAY), signer: until('2022-10-19T12:00:00Z') },
    },
    {
      slug: 'mrsp-next-update-beyond-signer',
      title: 'nextUpdate is a second after the end of the responder certificate',
      rule: 'mrsp/next-update-within-signer',
      outcomes: ['violation'],
      answer: { ...lasting(4 * pki.DAY), signer: until('2022-10-19T11:59:59Z') },
    },
    {
      slug: 'mrsp-next-update-beyond-other-cert',
      title: 'nextUpdate is after the end of another certificate in certs, which anyone could have added',
      rule: 'mrsp/next-update-within-signer',
      outcomes: ['warning'],
      answer: {
        ...lasting(4 * pki.DAY),
        more: { certs: [pki.responder().certificate, until('2022-10-19T11:59:59Z').certificate] },
      },
    },
    nocheck('mrsp-nocheck-absent', 'A delegate without nocheck', 'mrsp/responder-nocheck', E, ['violation']),
    nocheck(
      'mrsp-nocheck-first-second',
      'A delegate without nocheck in the first second of MRSP 2.8',
      'mrsp/responder-nocheck',
      '2022-06-01T00:00:00Z',
      ['violation'],
      true,
    ),
    nocheck(
      'mrsp-nocheck-one-second-early',
      'A delegate without nocheck one second before MRSP 2.8',
      'mrsp/responder-nocheck',
      '2022-05-31T23:59:59Z',
      [],
      true,
    ),
    nocheck(
      'br-nocheck-before-mrsp',
      'A delegate without nocheck before MRSP 2.8 still breaks the BRs',
      'br/responder-nocheck',
      '2022-05-31T23:59:59Z',
      ['violation'],
      true,
    ),
    nocheck(
      'br-nocheck-last-second',
      'The last second of the nocheck sentence in BR 4.9.9',
      'br/responder-nocheck',
      '2024-11-13T23:59:59Z',
      ['violation'],
    ),
    nocheck(
      'br-nocheck-moved',
      'The nocheck sentence has left BR 4.9.9',
      'br/responder-nocheck',
      '2024-11-14T00:00:00Z',
      [],
    ),
    {
      slug: 'br-ca-signer-without-digital-signature',
      title: 'An issuing CA signs responses without digitalSignature',
      rule: 'br/ca-signer-digital-signature',
      outcomes: ['violation'],
      on: 'response',
      issuer: pki.issuingAWithoutDigitalSignature(),
      answer: { signer: pki.issuingAWithoutDigitalSignature(), more: { certs: undefined } },
    },
    {
      slug: 'br-ca-signer-with-digital-signature',
      title: 'An issuing CA signs responses with digitalSignature',
      rule: 'br/ca-signer-digital-signature',
      outcomes: [],
      on: 'response',
      answer: { signer: pki.issuingA(), more: { certs: undefined } },
    },
  ];
}

/** BR 7.1.2.8, point by point. */
function profile(): Row[] {
  const made = (extensions: pki.ExtensionSet, notBefore = '2023-09-15T00:00:00Z'): pki.Authority =>
    pki.responder({ notBefore, notAfter: '2027-06-01T00:00:00Z', extensions });
  const points: [string, string, pki.ExtensionSet, Outcome[], string?][] = [
    ['conforming', 'A responder certificate that follows the profile', {}, []],
    [
      'two-purposes',
      'A responder certificate with a second purpose',
      { extKeyUsage: pki.extendedKeyUsage(OID.kpOCSPSigning, OID.kpServerAuth) },
      ['violation'],
    ],
    ['no-nocheck', 'A responder certificate without nocheck', { nocheck: null }, ['violation']],
    [
      'critical-nocheck',
      'A responder certificate whose nocheck is critical',
      { nocheck: pki.extension(OID.pkixOcspNocheck, true, pki.der.nullValue()) },
      ['violation'],
    ],
    [
      'nocheck-value',
      'A responder certificate whose nocheck is not 0500',
      { nocheck: pki.extension(OID.pkixOcspNocheck, false, pki.der.octetString()) },
      ['violation'],
    ],
    [
      'two-usages',
      'A responder certificate with keyEncipherment',
      { keyUsage: pki.keyUsage('digitalSignature', 'keyEncipherment') },
      ['violation'],
    ],
    ['no-usage', 'A responder certificate without keyUsage', { keyUsage: null }, ['violation']],
    ['ca', 'A responder certificate that is a CA', { basicConstraints: pki.basicConstraints(true) }, ['violation']],
    [
      'no-aki',
      'A responder certificate without an authority key identifier',
      { authorityKeyIdentifier: null },
      ['violation'],
    ],
    [
      'san',
      'A responder certificate with a subjectAltName',
      { san: pki.subjectAltName({ dns: ['ocsp.example-trust.example'] }) },
      ['violation'],
    ],
    [
      'crldp',
      'A responder certificate with a CRL distribution point',
      { crldp: pki.crlDistributionPoint('http://crl.example-trust.example/tls01.crl') },
      ['violation'],
    ],
    [
      'aia',
      'A responder certificate with an OCSP URL',
      { aia: pki.authorityInfoAccess({ ocsp: 'http://ocsp.example-trust.example/tls01' }) },
      ['warning'],
    ],
    [
      'policies',
      'A responder certificate with policies',
      { policies: pki.certificatePolicies('2.23.140.1.2.1') },
      ['violation'],
    ],
    [
      'policies-last-second',
      'A responder certificate with policies, in the last second in which they are forbidden',
      { policies: pki.certificatePolicies('2.23.140.1.2.1') },
      ['violation'],
      '2026-03-30T23:59:59Z',
    ],
    [
      'policies-since',
      'A responder certificate with policies since they are only advised against',
      { policies: pki.certificatePolicies('2.23.140.1.2.1') },
      ['warning'],
      '2026-03-31T00:00:00Z',
    ],
    [
      'one-second-early',
      'A responder certificate from one second before the profile',
      { nocheck: null, san: pki.subjectAltName({ dns: ['ocsp.example-trust.example'] }) },
      [],
      '2023-09-14T23:59:59Z',
    ],
  ];
  return points.map(([slug, title, extensions, outcomes, notBefore]) => ({
    slug: `br-responder-profile-${slug}`,
    title,
    rule: 'br/responder-profile',
    outcomes,
    on: 'response',
    answer: { at: '2026-04-15T12:00:00Z', signer: made(extensions, notBefore) },
  }));
}

function algorithms(): Row[] {
  const { algorithms: known } = pki;
  const sha1 = (
    slug: string,
    title: string,
    rule: string,
    at: string,
    outcomes: Outcome[],
    more: Partial<Answer> = {},
  ): Row => ({
    slug,
    title,
    rule,
    outcomes,
    on: 'response',
    final: true,
    answer: { at, ...more, more: { algorithm: known.sha1WithRSAEncryption, ...more.more } },
  });
  const byCa: Partial<Answer> = { signer: pki.issuingA(), more: { certs: undefined } };
  const by = (key: pki.KeyName): pki.Authority => pki.responder({ key: pki.key(key) });
  const listed = (slug: string, title: string, outcomes: Outcome[], given: Partial<Answer>): Row => ({
    slug: `br-signature-algorithm-${slug}`,
    title,
    rule: 'br/signature-algorithm',
    outcomes,
    on: 'response',
    answer: given,
  });
  return [
    sha1(
      'mrsp-sha1-last-second',
      'SHA-1 by a key for OCSP only, in the last second Mozilla allows it',
      'mrsp/sha1-ocsp',
      '2023-06-30T23:59:59Z',
      [],
    ),
    sha1(
      'mrsp-sha1-first-second',
      'SHA-1 by a key for OCSP only, in the first second Mozilla forbids it',
      'mrsp/sha1-ocsp',
      '2023-07-01T00:00:00Z',
      ['violation'],
    ),
    sha1('mrsp-sha1-by-ca', 'SHA-1 by a CA key', 'mrsp/sha1-ocsp', E, ['violation'], byCa),
    sha1(
      'br-sha1-last-second',
      'SHA-1 by a key for OCSP only, in the last second the BRs may allow it',
      'br/sha1-ocsp',
      '2022-05-31T23:59:59Z',
      ['cannot-tell'],
    ),
    sha1(
      'br-sha1-first-second',
      'SHA-1 in the first second the BRs forbid it',
      'br/sha1-ocsp',
      '2022-06-01T00:00:00Z',
      ['violation'],
    ),
    sha1(
      'br-sha1-early-by-ca',
      'SHA-1 by a CA key before the BRs forbade it altogether',
      'br/sha1-ocsp',
      '2022-05-31T23:59:59Z',
      ['violation'],
      byCa,
    ),
    listed('rsa', 'RSA with SHA-256, as listed', [], {}),
    listed('no-null', 'RSA with SHA-256 without its NULL, which the signature does not cover', ['warning'], {
      more: { algorithm: known.sha256WithRSAEncryptionWithoutNull },
    }),
    listed('ed25519', 'Ed25519 by a delegate', ['warning'], { signer: by('responderEd25519') }),
    listed('curve', 'P-256 with SHA-512 by a delegate', ['warning'], {
      signer: by('responderB'),
      more: { algorithm: known.ecdsaWithSHA512 },
    }),
    listed('p384', 'P-384 with SHA-384, as listed', [], { signer: by('responderP384') }),
    listed('pss', 'PSS with SHA-256 and its usual salt, as listed', [], { more: { algorithm: known.pssSha256 } }),
    listed('pss-salt', 'PSS with an unusual salt by a CA key', ['violation'], {
      signer: pki.issuingA(),
      more: { certs: undefined, algorithm: pki.pss('sha256', 20) },
    }),
  ];
}

function revocations(): Row[] {
  const revoked = (reason?: CRLReason): Partial<Answer> => ({
    status: { revokedAt: '2022-10-12T09:00:00Z', ...(reason ? { reason } : {}) },
  });
  const root = { others: { 'root.der': pki.rootA().certificate }, certificates: { ca: pki.issuingA().certificate } };
  const ofCa: Partial<Answer> = { signer: pki.rootA(), single: { issuer: pki.rootA() }, more: { certs: undefined } };
  const ca = 'CN=Example Trust TLS Issuing CA 01,O=Example Trust,C=US';
  const extension = (at: string): Partial<Answer> => ({ at, single: { extensions: [pki.reasonCodeExtension(1)] } });
  return [
    {
      slug: 'br-hold',
      title: 'revoked with certificateHold for TLS',
      rule: 'br/no-certificate-hold',
      outcomes: ['violation'],
      answer: revoked('certificateHold'),
    },
    {
      slug: 'br-no-hold',
      title: 'revoked with keyCompromise for TLS',
      rule: 'br/no-certificate-hold',
      outcomes: [],
      answer: revoked('keyCompromise'),
    },
    {
      slug: 'br-reason-unspecified',
      title: 'revoked with the reason unspecified written out',
      rule: 'br/revocation-reason-permitted',
      outcomes: ['warning'],
      answer: revoked('unspecified'),
    },
    {
      slug: 'br-reason-permitted',
      title: 'revoked with the reason superseded',
      rule: 'br/revocation-reason-permitted',
      outcomes: [],
      answer: revoked('superseded'),
    },
    {
      slug: 'br-ca-reason-absent',
      title: 'A revoked CA certificate without a reason',
      rule: 'br/ca-revocation-reason',
      outcomes: ['violation'],
      host: ca,
      ...root,
      answer: { ...revoked(), ...ofCa },
    },
    {
      slug: 'br-ca-reason-present',
      title: 'A revoked CA certificate with a reason',
      rule: 'br/ca-revocation-reason',
      outcomes: [],
      host: ca,
      ...root,
      answer: { ...revoked('cACompromise'), ...ofCa },
    },
    {
      slug: 'br-ca-reason-one-second-early',
      title: 'A revoked CA certificate without a reason, one second before it had to have one',
      rule: 'br/ca-revocation-reason',
      outcomes: [],
      host: ca,
      ...root,
      answer: { status: { revokedAt: '2020-09-01T00:00:00Z' }, ...ofCa, at: '2020-09-29T23:59:59Z' },
    },
    {
      slug: 'br-subscriber-reason-absent',
      title: 'A revoked subscriber certificate without a reason',
      rule: 'br/ca-revocation-reason',
      outcomes: [],
      answer: revoked(),
    },
    {
      slug: 'br-reason-code-extension',
      title: 'reasonCode in singleExtensions',
      rule: 'br/no-reasoncode-extension',
      outcomes: ['violation'],
      answer: extension(E),
    },
    {
      slug: 'br-reason-code-extension-early',
      title: 'reasonCode in singleExtensions one second before it was forbidden',
      rule: 'br/no-reasoncode-extension',
      outcomes: [],
      final: true,
      answer: { ...extension('2020-08-19T23:59:59Z'), signer: pki.issuingA(), more: { certs: undefined } },
    },
    {
      slug: 'br-revoked-then-good',
      title: 'revoked, and later good',
      rule: 'br/revoked-stays-revoked',
      outcomes: ['violation'],
      answer: { at: '2022-10-20T12:00:00Z' },
      leaf: { notBefore: '2022-10-10T12:00:00Z' },
      responses: {
        earlier: answer({ about: pki.precertificate({ host: HOST }), at: E, ...revoked('superseded') } as Answer),
      },
    },
    {
      slug: 'br-good-then-revoked',
      title: 'good, later revoked, and nothing in hand that shows whether it stays so',
      rule: 'br/revoked-stays-revoked',
      outcomes: ['cannot-tell'],
      answer: { at: '2022-10-20T12:00:00Z', ...revoked('superseded') },
      leaf: { notBefore: '2022-10-10T12:00:00Z' },
      responses: {
        earlier: answer({ about: pki.precertificate({ host: HOST }), at: '2022-10-11T12:00:00Z', status: 'good' }),
      },
    },
  ];
}

/** Rules on the certificate itself, which need no response. */
function certificates(): Row[] {
  const of = (
    slug: string,
    title: string,
    rule: string,
    outcomes: Outcome[],
    leaf: pki.LeafOptions,
    final = true,
  ): Row => ({
    slug,
    title,
    rule,
    outcomes,
    leaf,
    final,
    noResponse: true,
  });
  const noOcsp = {
    authorityInfoAccess: pki.authorityInfoAccess({ caIssuers: 'http://ca.example-trust.example/tls01.crt' }),
  };
  const aia = (notBefore: string, outcomes: Outcome[], word: string): Row =>
    of(`br-aia-ocsp-${word}`, `No OCSP URL, notBefore ${notBefore}`, 'br/aia-ocsp-present', outcomes, {
      notBefore,
      extensions: noOcsp,
    });
  const neither = { ...noOcsp, crlDistributionPoints: null };
  const eku = (notBefore: string, extKeyUsage: Uint8Array | null, outcomes: Outcome[], word: string): Row =>
    of(`mrsp-eku-${word}`, `Extended key usage: ${word.replaceAll('-', ' ')}`, 'mrsp/eku-present', outcomes, {
      notBefore,
      extensions: { extKeyUsage },
    });
  const days = (notBefore: string, count: number, extra: number, outcomes: Outcome[]): Row =>
    of(
      `br-validity-period-${count}-days${extra ? '-and-a-second' : ''}`,
      `A certificate valid for ${count} days${extra ? ' and a second' : ''}`,
      'br/validity-period',
      outcomes,
      { notBefore, notAfter: pki.later(notBefore, count * pki.DAY - 1 + extra) },
    );
  const poisoned = (notBefore: string, outcomes: Outcome[], word: string): Row => ({
    ...of(
      `br-poison-${word}`,
      `A poison extension whose value is not 0500, notBefore ${notBefore}`,
      'br/precert-poison',
      outcomes,
      { notBefore },
    ),
    certificates: {
      precertificate: pki.tlsCertificate({
        host: HOST,
        notBefore,
        extensions: { poison: pki.extension(OID.poison, true, pki.der.octetString()) },
      }),
    },
  });
  const withScts = (notBefore: string, outcomes: Outcome[], word: string): Row =>
    of(
      `br-precert-scts-${word}`,
      `A precertificate with an SCT list, notBefore ${notBefore}`,
      'br/precert-no-scts',
      outcomes,
      { notBefore, extensions: { sctList: pki.sctListExtension(Uint8Array.of(0, 0)) } },
      false,
    );
  const signing = (notBefore: string, outcomes: Outcome[], word: string): Row => ({
    ...of(
      `br-signing-certificate-${word}`,
      `A precertificate signing certificate in use, notBefore ${notBefore}`,
      'br/precert-signing-ca',
      outcomes,
      { notBefore },
    ),
    certificates: {
      precertificate: pki.precertificateBySigningCertificate(pki.precertificateSigningA(), { host: HOST, notBefore }),
      signer: pki.precertificateSigningA().certificate,
    },
  });
  const pair = (rule: string, notBefore: string, names: string, outcomes: Outcome[], slug: string): Row => ({
    ...of(
      slug,
      `A pair whose names ${names === HOST ? 'agree' : 'differ'}, notBefore ${notBefore}`,
      rule,
      outcomes,
      {},
    ),
    host: names,
    certificates: {
      precertificate: pki.precertificate({ host: HOST, notBefore }),
      final: pki.tlsCertificate({
        host: HOST,
        notBefore,
        extensions: { subjectAltName: pki.subjectAltName({ dns: [names] }) },
      }),
    },
  });
  return [
    aia('2020-08-19T23:59:59Z', ['warning'], 'before-sc31'),
    aia('2020-08-20T00:00:00Z', ['violation'], 'since-sc31'),
    aia('2023-08-16T23:59:59Z', ['violation'], 'last-second'),
    aia('2023-08-17T00:00:00Z', ['warning'], 'between-the-dates'),
    aia('2024-03-14T23:59:59Z', ['warning'], 'last-second-between'),
    aia('2024-03-15T00:00:00Z', [], 'optional'),
    of('br-crldp-absent', 'Neither an OCSP URL nor a CRL distribution point', 'br/crldp-present', ['violation'], {
      notBefore: '2024-03-15T00:00:00Z',
      extensions: neither,
    }),
    of(
      'br-crldp-one-second-early',
      'Neither, one second before a CRL distribution point was asked for',
      'br/crldp-present',
      [],
      { notBefore: '2024-03-14T23:59:59Z', extensions: neither },
    ),
    of('br-crldp-short-lived', 'Neither, in a short-lived certificate', 'br/crldp-present', [], {
      notBefore: '2024-04-01T00:00:00Z',
      notAfter: '2024-04-10T23:59:59Z',
      extensions: neither,
    }),
    of('br-crldp-present', 'A CRL distribution point and no OCSP URL', 'br/crldp-present', [], {
      notBefore: '2024-04-01T00:00:00Z',
      extensions: noOcsp,
    }),
    eku('2020-07-01T00:00:00Z', null, ['violation'], 'absent'),
    eku('2020-06-30T23:59:59Z', null, [], 'absent-one-second-early'),
    eku(
      '2022-10-10T00:00:00Z',
      pki.extendedKeyUsage(OID.kpServerAuth, OID.anyExtendedKeyUsage),
      ['violation'],
      'with-any',
    ),
    eku('2022-10-10T00:00:00Z', pki.extendedKeyUsage(OID.kpServerAuth), [], 'server-authentication'),
    days('2022-10-10T00:00:00Z', 398, 0, []),
    days('2022-10-10T00:00:00Z', 398, 1, ['violation']),
    days('2026-03-15T00:00:00Z', 200, 0, []),
    days('2026-03-15T00:00:00Z', 200, 1, ['violation']),
    of(
      'mrsp-sha1-precert',
      'A precertificate signed with SHA-1',
      'mrsp/sha1-precert',
      ['violation'],
      { notBefore: '2022-10-10T00:00:00Z', more: { algorithm: pki.algorithms.sha1WithRSAEncryption } },
      false,
    ),
    of(
      'mrsp-precert-logged-unproven',
      'A precertificate whose logging nobody proves',
      'mrsp/precert-logged',
      ['info'],
      { notBefore: '2022-10-10T00:00:00Z' },
      false,
    ),
    poisoned('2023-09-15T00:00:00Z', ['violation'], 'value'),
    poisoned('2023-09-14T23:59:59Z', ['warning'], 'value-one-second-early'),
    withScts('2023-09-15T00:00:00Z', ['violation'], 'present'),
    withScts('2023-09-14T23:59:59Z', [], 'one-second-early'),
    signing('2026-03-15T00:00:00Z', ['violation'], 'banned'),
    signing('2026-03-14T23:59:59Z', [], 'one-second-early'),
    pair(
      'mrsp/final-matches-precert',
      '2022-10-10T00:00:00Z',
      'other.example.test',
      ['violation'],
      'mrsp-pair-differs',
    ),
    pair('mrsp/final-matches-precert', '2022-10-10T00:00:00Z', HOST, [], 'mrsp-pair-agrees'),
    pair('mrsp/final-matches-precert', '2022-05-31T23:59:59Z', 'other.example.test', [], 'mrsp-pair-one-second-early'),
    pair('br/precert-final-match', '2023-09-15T00:00:00Z', 'other.example.test', ['violation'], 'br-pair-differs'),
    pair('br/precert-final-match', '2023-09-14T23:59:59Z', 'other.example.test', [], 'br-pair-one-second-early'),
    pair('br/precert-final-match', '2023-09-15T00:00:00Z', HOST, [], 'br-pair-agrees'),
  ];
}

/** Rules of the RFCs on the response's content. */
function contents(): Row[] {
  const nonce = (octets: number, at: string, outcomes: Outcome[], word: string): Row => ({
    slug: `rfc6960-nonce-${word}`,
    title: `A nonce of ${octets} octets, signed ${at}`,
    rule: 'rfc6960/nonce',
    outcomes,
    on: 'response',
    answer: { at, more: { extensions: [pki.nonceExtension(new Uint8Array(octets))] } },
  });
  const times = (thisUpdate: number, nextUpdate: number, outcomes: Outcome[], word: string, title: string): Row => ({
    slug: `rfc6960-time-order-${word}`,
    title,
    rule: 'rfc6960/time-order',
    outcomes,
    answer: { single: { thisUpdate: pki.later(E, thisUpdate), nextUpdate: pki.later(E, nextUpdate) } },
  });
  return [
    nonce(16, E, ['info'], '16'),
    nonce(33, E, ['warning'], '33-under-rfc-8954'),
    nonce(33, '2024-09-15T12:00:00Z', ['info'], '33-under-rfc-9654'),
    nonce(129, '2024-09-15T12:00:00Z', ['warning'], '129'),
    nonce(0, E, ['warning'], 'empty'),
    {
      slug: 'rfc6960-nonce-unwrapped',
      title: 'A nonce without an OCTET STRING of its own',
      rule: 'rfc6960/nonce',
      outcomes: ['warning'],
      on: 'response',
      answer: { more: { extensions: [pki.unwrappedNonceExtension(pki.NONCE)] } },
    },
    times(0, 4 * pki.DAY, [], 'right', 'thisUpdate equals producedAt'),
    times(3, 4 * pki.DAY, ['info'], 'three-seconds', 'thisUpdate three seconds after producedAt'),
    times(301, 4 * pki.DAY, ['warning'], 'five-minutes', 'thisUpdate more than five minutes after producedAt'),
    times(0, -1, ['violation'], 'negative', 'nextUpdate before thisUpdate'),
    {
      slug: 'rfc6960-archive-cutoff',
      title: 'An archive cutoff',
      rule: 'rfc6960/archive-cutoff',
      outcomes: ['info'],
      answer: { single: { extensions: [pki.archiveCutoffExtension('2015-10-15T12:00:00Z')] } },
    },
    {
      slug: 'rfc6960-extended-revoke-misplaced',
      title: 'The extended revoke extension in singleExtensions',
      rule: 'rfc6960/extended-revoke',
      outcomes: ['warning'],
      answer: { single: { extensions: [pki.extendedRevokeExtension()] } },
    },
    {
      slug: 'rfc6960-extended-revoke-right',
      title: 'The extended revoke extension where it belongs',
      rule: 'rfc6960/extended-revoke',
      outcomes: [],
      answer: { more: { extensions: [pki.extendedRevokeExtension()] } },
    },
    {
      slug: 'rfc6960-fresh',
      title: 'A response that is still fresh',
      rule: 'rfc6960/fresh',
      outcomes: [],
      evaluatedAt: '2022-10-19T11:59:59Z',
    },
    {
      slug: 'rfc6960-stale',
      title: 'A response one second after nextUpdate',
      rule: 'rfc6960/fresh',
      outcomes: ['info'],
      evaluatedAt: '2022-10-19T12:00:00Z',
    },
    {
      slug: 'rfc6960-future',
      title: 'A response from the future',
      rule: 'rfc6960/future',
      outcomes: ['warning'],
      evaluatedAt: '2022-10-14T12:00:00Z',
    },
    {
      slug: 'rfc6960-cert-id-hash',
      title: 'A SHA-1 CertID since RFC 9919',
      rule: 'rfc6960/cert-id-hash',
      outcomes: ['info'],
      answer: { at: '2026-07-15T12:00:00Z' },
    },
    {
      slug: 'rfc6960-cert-id-hash-early',
      title: 'A SHA-1 CertID before RFC 9919',
      rule: 'rfc6960/cert-id-hash',
      outcomes: [],
      answer: { at: '2026-06-15T12:00:00Z' },
    },
  ];
}

function smime(): Row[] {
  const of = (
    slug: string,
    title: string,
    rule: string,
    outcomes: Outcome[],
    given: Partial<Answer>,
    on: Row['on'] = 'certificate',
  ): Row => ({
    slug,
    title,
    rule,
    outcomes,
    on,
    host: 'CN=post@mail.test',
    issuer: pki.issuingMail(),
    certificates: { certificate: pki.smimeCertificate({ notBefore: pki.later(given.at ?? E, -5 * pki.DAY) }) },
    answer: {
      signer: pki.responder({ issuer: pki.issuingMail() }),
      ...given,
      single: { issuer: pki.issuingMail(), ...given.single },
    },
  });
  const at = '2023-09-01T00:00:00Z';
  const early = '2023-08-31T23:59:59Z';
  const hold = { status: { revokedAt: '2023-08-30T00:00:00Z', reason: 'certificateHold' } } as const;
  const without = pki.responder({ issuer: pki.issuingMail(), extensions: { nocheck: null } });
  return [
    of(
      'sbr-validity-too-long',
      'An S/MIME response valid for ten days and a second',
      'sbr/validity',
      ['violation'],
      lasting(864_001, at),
    ),
    of(
      'sbr-validity-early',
      'An S/MIME response valid for ten days and a second, one second before the S/MIME BRs',
      'sbr/validity',
      [],
      lasting(864_001, early),
    ),
    of(
      'sbr-not-tls',
      'An S/MIME response is not judged by the TLS BRs',
      'br/validity-max-10d',
      [],
      lasting(864_001, at),
    ),
    of(
      'sbr-responder-without-nocheck',
      'An S/MIME responder without nocheck',
      'sbr/responder',
      ['violation'],
      { at, signer: without },
      'response',
    ),
    of(
      'sbr-responder-early',
      'An S/MIME responder without nocheck, one second before the S/MIME BRs',
      'sbr/responder',
      [],
      { at: early, signer: without },
      'response',
    ),
    of('sbr-hold-legacy', 'certificateHold under a Legacy policy', 'sbr/certificate-hold', [], { at, ...hold }),
    of('sbr-hold-not-tls', 'certificateHold for S/MIME is not judged by the TLS BRs', 'br/no-certificate-hold', [], {
      at,
      ...hold,
    }),
  ];
}

/** SCTs whose logs are known by a list that was handed in. */
function transparency(): Row[] {
  const notBefore = '2023-10-10T12:00:00Z';
  const leaf = { host: HOST, notBefore };
  const logList = { 'log-list.json': text(pki.logList([pki.ecLog(), pki.rsaLog()], '2026-11-01T00:00:00Z')) };
  const both = (at: string, from = leaf): Uint8Array =>
    pki.finalCertificate(from, [
      { log: pki.ecLog(), at },
      { log: pki.rsaLog(), at },
    ]);
  const of = (
    slug: string,
    title: string,
    rule: string,
    outcomes: Outcome[],
    certificate: Uint8Array,
    others = logList,
  ): Row => ({
    slug,
    title,
    rule,
    outcomes,
    certificates: { certificate },
    others,
    noResponse: true,
  });
  const badScts = pki.sctList([
    pki.signedCertificateTimestamp({
      log: pki.ecLog(),
      timestamp: Date.parse(notBefore),
      issuerKeyHash: pki.issuerKeyHash(leaf),
      tbs: pki.loggedTbs({ ...leaf, host: 'other.example.test' }),
    }),
  ]);
  return [
    of(
      'br-scts-verify',
      'Embedded SCTs of an ECDSA and an RSA log that verify',
      'br/embedded-scts',
      [],
      both(pki.later(notBefore, 3)),
    ),
    of(
      'br-scts-for-another',
      'An embedded SCT for another certificate',
      'br/embedded-scts',
      ['violation'],
      pki.tlsCertificate({ ...leaf, extensions: { sctList: pki.sctListExtension(badScts) } }),
    ),
    of(
      'br-not-before-48h',
      'notBefore exactly 48 hours after the SCTs',
      'br/not-before-48h',
      [],
      both(pki.later(notBefore, -48 * pki.HOUR)),
    ),
    of(
      'br-not-before-48h-and-a-second',
      'notBefore 48 hours and a second after the SCTs',
      'br/not-before-48h',
      ['violation'],
      both(pki.later(notBefore, -48 * pki.HOUR - 1)),
    ),
    of(
      'br-not-before-backdated',
      'SCTs 48 hours and a second after notBefore',
      'br/not-before-48h',
      ['warning'],
      both(pki.later(notBefore, 48 * pki.HOUR + 1)),
    ),
  ];
}

/** The 15-minute rule when a verified SCT proves the first publication (policy.md 5.5, and 5.4 "Also"). */
function publication(): Row[] {
  const leaf = { host: HOST, notBefore: '2025-02-03T12:00:00Z' };
  const published = '2025-02-03T12:00:05Z';
  const final = pki.finalCertificate(leaf, [{ log: pki.ecLog(), at: published }]);
  const asked = (slug: string, title: string, seconds: number, fifteen: Outcome, status: Outcome): Row => ({
    slug: `fifteen-minutes-sct-${slug}`,
    title,
    rule: 'br/unknown-after-15-minutes',
    outcomes: [fifteen],
    also: { 'mrsp/final-status': [status] },
    certificates: { certificate: final },
    answer: { at: pki.later(published, seconds), status: 'unknown' },
    others: { 'log-list.json': text(pki.logList([pki.ecLog()], '2026-11-01T00:00:00Z')) },
  });
  return [
    asked('early', 'unknown 14 minutes and 59 seconds after the SCT', 899, 'info', 'warning'),
    asked('due', 'unknown 15 minutes after the SCT', 900, 'violation', 'violation'),
    asked('merged', 'unknown a day and 15 minutes after the SCT', pki.DAY + 900, 'violation', 'violation'),
  ];
}

export const ruleCases = (): CaseDefinition[] =>
  [
    ...validity(),
    ...signers(),
    ...profile(),
    ...algorithms(),
    ...revocations(),
    ...certificates(),
    ...contents(),
    ...smime(),
    ...transparency(),
    ...publication(),
  ].map(define);
