/**
 * A case is a folder: what was handed in, one paragraph about it, what a person expects of it by the policy, and the
 * complete verdict. The folders are written from the definitions beside this file (PRESUMED_UPDATE=1), so that one
 * can read here how each piece of evidence came to be; the tests run on the committed files.
 */
import type {
  Outcome,
  Reading,
  ResponderRole,
  ResponseSignature,
  CertificateSignature,
  EntryKind,
  Verdict,
} from '../../../src/core/model/verdict.ts';
import * as pki from '../../pki/index.ts';

export type Rules = Readonly<Record<string, readonly Outcome[]>>;

/** One entry of the verdict. What is not mentioned is not compared here; the complete verdict is compared beside it. */
export interface ExpectedCertificate {
  /** Its first dNSName, or the subject when it has none. */
  readonly host: string;
  readonly kind?: EntryKind;
  readonly signature?: CertificateSignature;
  /** Left out where other rules decide it than those the case is about. */
  readonly verdict?: Verdict;
  /** Its authoritative statuses, oldest first. */
  readonly statuses?: readonly string[];
  /** What CRLs say of it, oldest first: the reason, `revoked` without one, or `not listed`. */
  readonly crls?: readonly string[];
  /** The outcomes of these rules, in the order of the findings; a rule not mentioned is not compared. */
  readonly rules?: Rules;
}

/** One OCSP response. */
export interface ExpectedResponse {
  /** The input file it came in. */
  readonly file: string;
  readonly responseStatus?: string;
  readonly signature?: ResponseSignature | null;
  readonly role?: ResponderRole | null;
  /** `authorized` of each SingleResponse. */
  readonly authorized?: readonly (boolean | null)[];
  /** How many certificates in hand each SingleResponse names. */
  readonly names?: readonly number[];
  readonly rules?: Rules;
}

/** One CRL. */
export interface ExpectedCrl {
  readonly signature: CertificateSignature | null;
  readonly revokedCertificates: number | null;
  readonly rules: Rules;
}

/** Thought out by hand from the policy, never generated. */
export interface Expectation {
  /** All entries, in the verdict's order; left out where the case is about the responses alone. */
  readonly certificates?: readonly ExpectedCertificate[];
  readonly responses?: readonly ExpectedResponse[];
  /** All CRLs, in the verdict's order. */
  readonly crls?: readonly ExpectedCrl[];
  /** All problem codes, in the verdict's order. */
  readonly problems?: readonly string[];
}

export interface CaseDefinition {
  /** The folder's name. */
  readonly slug: string;
  readonly title: string;
  /** What the case shows, and the section that decides it. */
  readonly note: string;
  /** RFC 3339 UTC: the 'now' of the evaluation. */
  readonly evaluatedAt: string;
  /** File name and octets; the forms vary, because evidence does. */
  readonly input: Readonly<Record<string, Uint8Array>>;
  /** By reading; a case whose outcome does not depend on it has `ruling` only. */
  readonly expect: Readonly<Partial<Record<Reading, Expectation>>>;
}

export const EVALUATED_AT = '2026-11-23T08:00:00Z';

export const text = pki.textBytes;

/** The issuing CA that most cases are about, as PEM. */
export const issuerPem = (): Record<string, Uint8Array> => ({
  'issuing-ca.pem': text(pki.certificatePem(pki.issuingA().certificate)),
});

export interface Answer {
  readonly about: Uint8Array;
  readonly status: pki.Status;
  /** producedAt and, unless `single` says otherwise, thisUpdate. */
  readonly at: string;
  readonly signer?: pki.Authority;
  readonly single?: Partial<pki.SingleResponseOptions>;
  readonly more?: Partial<pki.ResponseOptions>;
}

/** A response as a careful CA would sign it, four days long and by a delegate, except for what the case is about. */
export function answer({ about, status, at, signer = pki.responder(), single, more }: Answer): Uint8Array {
  const one = pki.singleResponse({
    issuer: pki.issuingA(),
    serialNumber: about,
    status,
    thisUpdate: at,
    nextUpdate: pki.later(at, 4 * pki.DAY - 1),
    ...single,
  });
  return pki.ocspResponse({ signer, producedAt: at, responses: [one], certs: [signer.certificate], ...more });
}

/** Forms to hand evidence in, taken in turn. */
export const forms = {
  certificate: (bytes: Uint8Array, n: number): [string, Uint8Array] => {
    const pem = pki.certificatePem(bytes);
    const all: [string, Uint8Array][] = [
      ['pem', text(pem)],
      ['der', bytes],
      ['quoted.txt', text(`They wrote:\n\n${pki.quoted(pem)}`)],
      ['indented.txt', text(pki.indented(pem))],
      ['base64.txt', text(pki.base64(bytes, 76))],
      ['crlf.pem', text(pki.pem(bytes, 'CERTIFICATE', '\r\n'))],
      ['hex.txt', text(pki.spacedHex(bytes))],
    ];
    return all[n % all.length]!;
  },
  response: (bytes: Uint8Array, n: number): [string, Uint8Array] => {
    const all: [string, Uint8Array][] = [
      ['der', bytes],
      ['base64.txt', text(pki.base64(bytes))],
      ['pem', text(pki.pem(bytes, 'OCSP RESPONSE'))],
      ['ors', text(`${pki.base64(bytes, 64)}\n`)],
      ['hex.txt', text(pki.colonHex(bytes))],
      ['base64url.txt', text(pki.base64url(bytes))],
    ];
    return all[n % all.length]!;
  },
};

/**
 * The files of a usual case: issuer, a certificate or precertificate, its responses. The octets themselves choose the
 * form, so that a new case changes no other.
 */
export function files(parts: {
  readonly certificates: Readonly<Record<string, Uint8Array>>;
  readonly responses: Readonly<Record<string, Uint8Array>>;
  readonly others?: Readonly<Record<string, Uint8Array>>;
  readonly withoutIssuer?: boolean;
}): Record<string, Uint8Array> {
  const made: Record<string, Uint8Array> = parts.withoutIssuer ? {} : issuerPem();
  const turn = (bytes: Uint8Array): number => Number.parseInt(pki.fingerprint(bytes).slice(0, 4), 16);
  const put = (name: string, [extension, bytes]: [string, Uint8Array]): void =>
    void (made[`${name}.${extension}`] = bytes);
  for (const [name, bytes] of Object.entries(parts.certificates)) put(name, forms.certificate(bytes, turn(bytes)));
  for (const [name, bytes] of Object.entries(parts.responses)) put(name, forms.response(bytes, turn(bytes)));
  return { ...made, ...parts.others };
}
