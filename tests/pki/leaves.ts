/** End-entity certificates and the precertificates that announce them. */
import { OID } from '../../src/core/model/oid.ts';
import { issuingA, issuingMail, listOf, POLICY, serial } from './authority.ts';
import type { Authority, ExtensionSet } from './authority.ts';
import { certificate, tbsCertificate } from './certificates.ts';
import type { CertificateOptions } from './certificates.ts';
import type { Bytes } from './der-writer.ts';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoint,
  extendedKeyUsage,
  keyUsage,
  poison,
  sctListExtension,
  subjectAltName,
  subjectKeyIdentifier,
} from './extensions.ts';
import { key } from './keys.ts';
import type { TestKey } from './keys.ts';
import { name } from './names.ts';
import { signedCertificateTimestamp, sctList } from './ct.ts';
import type { CtLog } from './ct.ts';
import { hash } from './signing.ts';

export interface LeafOptions {
  /** dNSName and, if no `subject` is given, common name. Default `www.example.test`. */
  readonly host?: string;
  readonly issuer?: Authority;
  readonly key?: TestKey;
  readonly subject?: Bytes;
  /** Hex; default made from the host. */
  readonly serialNumber?: string | Bytes;
  /** RFC 3339 UTC, whole seconds. Default 2022-10-15T12:00:00Z. */
  readonly notBefore?: string;
  /** Default: 90 days after `notBefore`, less a second, so that the inclusive period is 90 days. */
  readonly notAfter?: string;
  /** Overrides by name; `null` leaves one out. */
  readonly extensions?: ExtensionSet;
  readonly more?: Partial<CertificateOptions>;
}

/** RFC 3339 UTC moments: `moment` plus whole seconds. */
export const later = (moment: string, seconds: number): string =>
  new Date(Date.parse(moment) + seconds * 1000).toISOString().replace('.000Z', 'Z');

export const DAY = 86_400;
export const HOUR = 3_600;

/** What a TLS subscriber certificate carries (BR 7.1.2.7). */
export const tlsExtensions = (issuer: Authority, subjectKey: TestKey, host: string): ExtensionSet => ({
  keyUsage: keyUsage('digitalSignature'),
  extKeyUsage: extendedKeyUsage(OID.kpServerAuth, OID.kpClientAuth),
  basicConstraints: basicConstraints(false),
  subjectAltName: subjectAltName({ dns: [host] }),
  certificatePolicies: certificatePolicies(POLICY.domainValidated),
  authorityInfoAccess: authorityInfoAccess({
    ocsp: `http://ocsp.${issuer.site}/tls01`,
    caIssuers: `http://ca.${issuer.site}/tls01.crt`,
  }),
  crlDistributionPoints: crlDistributionPoint(`http://crl.${issuer.site}/tls01.crl`),
  authorityKeyIdentifier: authorityKeyIdentifier(issuer.key),
  subjectKeyIdentifier: subjectKeyIdentifier(subjectKey),
});

function optionsOf(options: LeafOptions, last: ExtensionSet): CertificateOptions {
  const { host = 'www.example.test', issuer = issuingA(), key: own = key('leafEc') } = options;
  const { notBefore = '2022-10-15T12:00:00Z' } = options;
  return {
    issuer: issuer.name,
    subject: options.subject ?? name({ CN: host }),
    publicKey: own,
    serialNumber: options.serialNumber ?? serial(host),
    notBefore,
    notAfter: options.notAfter ?? later(notBefore, 90 * DAY - 1),
    extensions: listOf({ ...tlsExtensions(issuer, own, host), ...options.extensions, ...last }),
    signer: issuer.key,
    ...options.more,
  };
}

/** A final TLS certificate, without SCTs unless the overrides bring some. */
export const tlsCertificate = (options: LeafOptions = {}): Bytes => certificate(optionsOf(options, {}));

/** The precertificate of the same certificate: RFC 6962 section 3.1, signed by the issuing CA itself. */
export const precertificate = (options: LeafOptions = {}): Bytes =>
  certificate(optionsOf(options, { poison: poison() }));

/**
 * The precertificate of the same certificate signed by a precertificate signing certificate: the issuer Name and the
 * authority key identifier are that certificate's (BR 7.1.2.9), the poison is last.
 */
export const precertificateBySigningCertificate = (signer: Authority, options: LeafOptions = {}): Bytes =>
  certificate({
    ...optionsOf(
      { ...options, extensions: { ...options.extensions, authorityKeyIdentifier: authorityKeyIdentifier(signer.key) } },
      { poison: poison() },
    ),
    issuer: signer.name,
    signer: signer.key,
  });

/** The TBSCertificate that SCTs for this certificate sign: neither poison nor SCT list (RFC 6962 section 3.2). */
export const loggedTbs = (options: LeafOptions = {}): Bytes => tbsCertificate(optionsOf(options, {}));

/** SHA-256 of the final issuer's SubjectPublicKeyInfo (RFC 6962 section 3.2). */
export const issuerKeyHash = (options: LeafOptions = {}): Bytes =>
  hash('sha256', (options.issuer ?? issuingA()).key.spki);

/** The final certificate with embedded SCTs over its precertificate, one a log, at these moments (ms since 1970 or RFC 3339). */
export function finalCertificate(options: LeafOptions, scts: readonly { log: CtLog; at: string }[]): Bytes {
  const list = sctList(
    scts.map(({ log, at }) =>
      signedCertificateTimestamp({
        log,
        timestamp: Date.parse(at),
        issuerKeyHash: issuerKeyHash(options),
        tbs: loggedTbs(options),
      }),
    ),
  );
  return certificate(optionsOf(options, { sctList: sctListExtension(list) }));
}

/** An S/MIME certificate: emailProtection, an e-mail address, no serverAuth. */
export const smimeCertificate = (options: LeafOptions & { readonly email?: string } = {}): Bytes => {
  const { email = 'post@mail.test', issuer = issuingMail() } = options;
  return tlsCertificate({
    subject: name({ CN: email }),
    serialNumber: serial(email),
    ...options,
    issuer,
    extensions: {
      extKeyUsage: extendedKeyUsage(OID.kpEmailProtection),
      subjectAltName: subjectAltName({ email: [email] }),
      certificatePolicies: certificatePolicies(POLICY.mailboxLegacy),
      ...options.extensions,
    },
  });
};
