/**
 * The made-up public key infrastructure that all evidence comes from: two CA operators, their issuing CAs, responders,
 * precertificate signing certificate, and the impostors that must not be believed. Everything has a fixed default;
 * times and serial numbers are arguments, so nothing here asks a clock.
 */
import { OID } from '../../src/core/model/oid.ts';
import { toHex } from '../../src/core/model/bytes.ts';
import { certificate } from './certificates.ts';
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
  nocheck,
  subjectKeyIdentifier,
} from './extensions.ts';
import { key } from './keys.ts';
import type { KeyName, TestKey } from './keys.ts';
import { name } from './names.ts';
import { hash } from './signing.ts';

/** Someone who signs: a CA, or a responder. */
export interface Authority {
  /** Its subject Name, DER. */
  readonly name: Bytes;
  readonly key: TestKey;
  /** Its certificate, DER. */
  readonly certificate: Bytes;
  /** The host part of its URLs. */
  readonly site: string;
}

/** Domain-validated, organisation-validated; CA/Browser Forum reserved policy identifiers. */
export const POLICY = {
  domainValidated: '2.23.140.1.2.1',
  organizationValidated: '2.23.140.1.2.2',
  mailboxLegacy: '2.23.140.1.5.1.1',
};

/** 128 bits that look random and are not: the same label always gives the same serial number. Never negative, never short. */
export function serial(label: string): string {
  const octets = hash('sha256', new TextEncoder().encode(`serial ${label}`)).slice(0, 16);
  octets[0] = 0x40 | (octets[0]! & 0x3f);
  return toHex(octets);
}

/** Extensions by name, in order; `null` leaves one out. Spread the defaults and override what the case is about. */
export type ExtensionSet = Readonly<Record<string, Bytes | null>>;
export const listOf = (extensions: ExtensionSet): Bytes[] =>
  Object.values(extensions).filter((found) => found !== null);

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

function root(keyName: KeyName, subject: Bytes, site: string): Authority {
  const rootKey = key(keyName);
  return {
    name: subject,
    key: rootKey,
    site,
    certificate: certificate({
      issuer: subject,
      subject,
      publicKey: rootKey,
      serialNumber: serial(`root ${keyName}`),
      notBefore: '2015-06-01T00:00:00Z',
      notAfter: '2040-06-01T00:00:00Z',
      extensions: [
        basicConstraints(true),
        keyUsage('digitalSignature', 'keyCertSign', 'cRLSign'),
        subjectKeyIdentifier(rootKey),
      ],
      signer: rootKey,
    }),
  };
}

/** What a TLS issuing CA's certificate carries (BR 7.1.2.6). */
export const issuingExtensions = (parent: Authority, subjectKey: TestKey): ExtensionSet => ({
  basicConstraints: basicConstraints(true, 0),
  keyUsage: keyUsage('digitalSignature', 'keyCertSign', 'cRLSign'),
  extKeyUsage: extendedKeyUsage(OID.kpServerAuth, OID.kpClientAuth),
  certificatePolicies: certificatePolicies(POLICY.domainValidated, POLICY.organizationValidated),
  authorityInfoAccess: authorityInfoAccess({
    ocsp: `http://ocsp.${parent.site}/root`,
    caIssuers: `http://ca.${parent.site}/root.crt`,
  }),
  crlDistributionPoints: crlDistributionPoint(`http://crl.${parent.site}/root.crl`),
  subjectKeyIdentifier: subjectKeyIdentifier(subjectKey),
  authorityKeyIdentifier: authorityKeyIdentifier(parent.key),
});

/** An issuing CA below `parent`. */
export function issuingAuthority(
  parent: Authority,
  options: {
    readonly subject: Bytes;
    readonly key: TestKey;
    readonly serialNumber: string;
    readonly notBefore?: string;
    readonly notAfter?: string;
    readonly site?: string;
    readonly extensions?: ExtensionSet;
    readonly more?: Partial<CertificateOptions>;
  },
): Authority {
  const made = certificate({
    issuer: parent.name,
    subject: options.subject,
    publicKey: options.key,
    serialNumber: options.serialNumber,
    notBefore: options.notBefore ?? '2020-06-01T00:00:00Z',
    notAfter: options.notAfter ?? '2030-06-01T00:00:00Z',
    extensions: listOf({ ...issuingExtensions(parent, options.key), ...options.extensions }),
    signer: parent.key,
    ...options.more,
  });
  return { name: options.subject, key: options.key, certificate: made, site: options.site ?? parent.site };
}

const NAME_A = { C: 'US', O: 'Example Trust', CN: 'Example Trust TLS Issuing CA 01' };

/** RSA root of the first operator. */
export const rootA = once(() =>
  root('rootA', name({ C: 'US', O: 'Example Trust', CN: 'Example Trust Root A1' }), 'example-trust.example'),
);
/** P-384 root of the second operator. */
export const rootB = once(() =>
  root('rootB', name({ C: 'DE', O: 'Specimen PKI', CN: 'Specimen PKI Root B1' }), 'specimen-pki.example'),
);
/** The CA most evidence is about: RSA-2048. */
export const issuingA = once(() =>
  issuingAuthority(rootA(), { subject: name(NAME_A), key: key('issuingA'), serialNumber: serial('issuing A') }),
);
/** Another operator's CA: P-256. */
export const issuingB = once(() =>
  issuingAuthority(rootB(), {
    subject: name({ C: 'DE', O: 'Specimen PKI', CN: 'Specimen PKI TLS CA B1' }),
    key: key('issuingB'),
    serialNumber: serial('issuing B'),
  }),
);
/** The same name and operator as {@link issuingA}, another key: its delegates may not speak for A (RFC 6960 section 4.2.2.2). */
export const issuingARekeyed = once(() =>
  issuingAuthority(rootA(), {
    subject: name(NAME_A),
    key: key('issuingARekeyed'),
    serialNumber: serial('issuing A rekeyed'),
    notBefore: '2023-06-01T00:00:00Z',
    notAfter: '2033-06-01T00:00:00Z',
  }),
);
/** Somebody else's CA that took the name of {@link issuingA}; self-signed. */
export const issuingNamesake = once((): Authority => {
  const own = key('issuingNamesake');
  const made = certificate({
    issuer: name(NAME_A),
    subject: name(NAME_A),
    publicKey: own,
    serialNumber: serial('issuing namesake'),
    notBefore: '2020-06-01T00:00:00Z',
    notAfter: '2030-06-01T00:00:00Z',
    extensions: [
      basicConstraints(true),
      keyUsage('digitalSignature', 'keyCertSign', 'cRLSign'),
      subjectKeyIdentifier(own),
    ],
    signer: own,
  });
  return { name: name(NAME_A), key: own, certificate: made, site: 'example-trust.example' };
});
/** {@link issuingA}'s name and key certified by the other operator's root: the same CA for RFC 6960. */
export const issuingACrossSigned = once(() =>
  issuingAuthority(rootB(), {
    subject: name(NAME_A),
    key: key('issuingA'),
    serialNumber: serial('issuing A cross'),
    notBefore: '2021-01-01T00:00:00Z',
    notAfter: '2028-01-01T00:00:00Z',
    site: 'example-trust.example',
  }),
);
/** The first operator's S/MIME CA. */
export const issuingMail = once(() =>
  issuingAuthority(rootA(), {
    subject: name({ C: 'US', O: 'Example Trust', CN: 'Example Trust S/MIME CA 01' }),
    key: key('issuingMail'),
    serialNumber: serial('issuing mail'),
    extensions: {
      extKeyUsage: extendedKeyUsage(OID.kpEmailProtection),
      certificatePolicies: certificatePolicies(POLICY.mailboxLegacy),
    },
  }),
);
/** {@link issuingA} without digitalSignature: it may not sign OCSP responses itself (BR 7.1.2.10.7). */
export const issuingAWithoutDigitalSignature = once(() =>
  issuingAuthority(rootA(), {
    subject: name(NAME_A),
    key: key('issuingA'),
    serialNumber: serial('issuing A without digitalSignature'),
    extensions: { keyUsage: keyUsage('keyCertSign', 'cRLSign') },
  }),
);
/** The first operator's precertificate signing certificate: RFC 6962 section 3.1, BR 7.1.2.4. */
export const precertificateSigningA = once(() => {
  const subject = name({ C: 'US', O: 'Example Trust', CN: 'Example Trust Precertificate Signing 01' });
  return issuingAuthority(issuingA(), {
    subject,
    key: key('precertificateSigningA'),
    serialNumber: serial('precertificate signing A'),
    notAfter: '2029-06-01T00:00:00Z',
    extensions: { extKeyUsage: extendedKeyUsage(OID.kpPrecertificateSigning) },
  });
});

/** The default responder certificate's extensions: BR 7.1.2.8 to the letter. */
export const responderExtensions = (issuer: Authority, subjectKey: TestKey): ExtensionSet => ({
  authorityKeyIdentifier: authorityKeyIdentifier(issuer.key),
  subjectKeyIdentifier: subjectKeyIdentifier(subjectKey),
  extKeyUsage: extendedKeyUsage(OID.kpOCSPSigning),
  nocheck: nocheck(),
  keyUsage: keyUsage('digitalSignature'),
});

export interface ResponderOptions {
  readonly issuer?: Authority;
  readonly key?: TestKey;
  readonly subject?: Bytes;
  readonly serialNumber?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly extensions?: ExtensionSet;
  readonly more?: Partial<CertificateOptions>;
}

/** A delegated responder: conforming by default, and able to be wrong in any single way. */
export function responder(options: ResponderOptions = {}): Authority {
  const { issuer = issuingA(), key: own = key('responderA') } = options;
  const subject = options.subject ?? name({ C: 'US', O: 'Example Trust', CN: 'Example Trust OCSP Responder 01' });
  const made = certificate({
    issuer: issuer.name,
    subject,
    publicKey: own,
    serialNumber: options.serialNumber ?? serial('responder'),
    notBefore: options.notBefore ?? '2022-01-01T00:00:00Z',
    notAfter: options.notAfter ?? '2027-01-01T00:00:00Z',
    extensions: listOf({ ...responderExtensions(issuer, own), ...options.extensions }),
    signer: issuer.key,
    ...options.more,
  });
  return { name: subject, key: own, certificate: made, site: issuer.site };
}
