/** CRLs as evidence: what they say of a certificate, and the two rules about them (policy.md sections 1.5 and 6.2). */
import type { Outcome } from '../../../src/core/model/verdict.ts';
import * as pki from '../../pki/index.ts';
import { EVALUATED_AT, files } from './define.ts';
import type { CaseDefinition, ExpectedCrl } from './define.ts';

const HOST = 'host.example.test';
const URI = 'http://crl.example-trust.example/tls01.crl';
const REASON = 'mrsp/crl-reason';
const SCOPE = 'mrsp/crl-idp';

interface Row {
  readonly slug: string;
  readonly title: string;
  readonly note: string;
  /** Absent: the CRL does not list the certificate. */
  readonly revokedAt?: string;
  readonly reason?: number;
  readonly crl?: Partial<pki.CrlOptions>;
  /** What it says of the certificate. */
  readonly says: readonly string[];
  readonly reasonRule?: readonly Outcome[];
  readonly scopeRule?: readonly Outcome[];
  readonly signature?: ExpectedCrl['signature'];
  readonly undecodable?: string;
}

function define(row: Row): CaseDefinition {
  const { revokedAt, reason, reasonRule = [], scopeRule = [], signature = 'valid', undecodable } = row;
  const certificate = pki.tlsCertificate({
    host: HOST,
    notBefore: '2022-09-01T00:00:00Z',
    notAfter: '2023-10-02T00:00:00Z',
  });
  const entry = { serialNumber: pki.serial(HOST), ...(reason === undefined ? {} : { reason }) };
  const list = pki.crl({
    issuer: pki.issuingA(),
    number: 7,
    thisUpdate: '2023-03-01T00:00:00Z',
    nextUpdate: '2023-03-08T00:00:00Z',
    entries: revokedAt === undefined ? [] : [{ ...entry, revokedAt }],
    ...row.crl,
  });
  const crl: ExpectedCrl = {
    signature: undecodable ? null : signature,
    revokedCertificates: undecodable ? null : Number(revokedAt !== undefined),
    rules: { [SCOPE]: scopeRule },
  };
  return {
    slug: row.slug,
    title: row.title,
    note: row.note,
    evaluatedAt: EVALUATED_AT,
    input: files({ certificates: { certificate }, responses: {}, others: { 'list.crl': list } }),
    expect: {
      ruling: {
        certificates: [{ host: HOST, crls: row.says, rules: { [REASON]: reasonRule } }],
        crls: [crl],
        problems: undecodable ? [undecodable] : [],
      },
    },
  };
}

export const crlCases = (): CaseDefinition[] =>
  (
    [
      {
        slug: 'crl-reason-superseded',
        title: 'A CRL says superseded',
        note: 'One of the five reasons of MRSP 6.1.1.',
        revokedAt: '2022-10-02T00:00:00Z',
        reason: 4,
        says: ['superseded'],
      },
      {
        slug: 'crl-reason-unspecified',
        title: 'A CRL says unspecified',
        note: 'MRSP 6.1.1: a reason that is none of the five must be left out.',
        revokedAt: '2022-10-02T00:00:00Z',
        reason: 0,
        says: ['unspecified'],
        reasonRule: ['violation'],
      },
      {
        slug: 'crl-reason-on-the-day',
        title: 'A CRL says unspecified of a revocation on 2022-10-01',
        note: 'MRSP 6.1.1 is for revocations "after October 1, 2022": whether that day is meant is open, so it is a warning.',
        revokedAt: '2022-10-01T00:00:00Z',
        reason: 0,
        says: ['unspecified'],
        reasonRule: ['warning'],
      },
      {
        slug: 'crl-reason-one-second-early',
        title: 'A CRL says unspecified of a revocation one second before 2022-10-01',
        note: 'MRSP 6.1.1 leaves entries from before alone, in later CRLs too.',
        revokedAt: '2022-09-30T23:59:59Z',
        reason: 0,
        says: ['unspecified'],
      },
      {
        slug: 'crl-idp-critical',
        title: 'A partitioned CRL with the URI of the certificate',
        note: 'MRSP 6.1.2; the certificate is not in it, so it is not revoked there.',
        crl: { issuingDistributionPoint: { uri: URI, critical: true } },
        says: ['not listed'],
      },
      {
        slug: 'crl-idp-not-critical',
        title: 'A partitioned CRL whose issuing distribution point is not critical',
        note: 'MRSP 6.1.2, in force from 2023-02-15; the finding stands on the CRL.',
        crl: { issuingDistributionPoint: { uri: URI, critical: false } },
        says: ['not listed'],
        scopeRule: ['violation'],
      },
      {
        slug: 'crl-idp-one-second-early',
        title: 'The same, issued one second before 2023-02-15',
        note: 'MRSP 2.8.1 brought 6.1.2.',
        crl: { thisUpdate: '2023-02-14T23:59:59Z', issuingDistributionPoint: { uri: URI, critical: false } },
        says: ['not listed'],
      },
      {
        slug: 'crl-forged',
        title: 'A CRL whose signature does not verify',
        note: 'It says nothing about the certificate and accuses nobody.',
        revokedAt: '2022-10-02T00:00:00Z',
        reason: 0,
        crl: { changeSignature: (bytes) => bytes.map((octet) => octet ^ 1) },
        says: [],
        signature: 'invalid',
      },
      {
        slug: 'crl-undecodable',
        title: 'A CRL with a date that is none',
        note: 'It is kept, named as a problem, and costs nothing else.',
        crl: {
          changeTbs: (tbs) => pki.der.changeAt(tbs, [4], () => pki.der.utcTimeOf('230230000000Z')),
        },
        says: [],
        undecodable: 'time/impossible',
      },
    ] satisfies Row[]
  ).map(define);
